// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.job;

import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.operation.Operation;
import org.otagateway.gateway.operation.RawApdu;
import org.otagateway.packet.apdu.ExpectedStatusWords;

/**
 * All that a job ever needs, resolved when it was made: it never looks at its files or at the profiles again.
 *
 * @param name for people
 * @param applicationName the name of an application of the card profiles
 * @param script APDUs and words, in order, one at least
 * @param expect the last status word of a confirmed card; null: any
 * @param repeatable whether executing it twice does no harm
 * @param maxParts short messages that every route carried when the job was made, 1…255; empty in jobs of an older release
 * @param policy how hard it tries
 * @param campaign when it sends, before which other jobs, and in what portions
 * @param applications the application by the name of each card profile that has it
 */
public record JobDefinition(
        String name,
        String applicationName,
        List<Operation> script,
        @Nullable ExpectedStatusWords expect,
        boolean repeatable,
        OptionalInt maxParts,
        Policy policy,
        Campaign campaign,
        Map<String, ResolvedApplication> applications) {
    /** A job that sends at any time. */
    public JobDefinition(
            String name,
            String applicationName,
            List<Operation> script,
            @Nullable ExpectedStatusWords expect,
            boolean repeatable,
            OptionalInt maxParts,
            Policy policy,
            Map<String, ResolvedApplication> applications) {
        this(name, applicationName, script, expect, repeatable, maxParts, policy, Campaign.PLAIN, applications);
    }

    /** @throws IllegalArgumentException where there is no APDU or no application */
    public JobDefinition {
        script = List.copyOf(script);
        if (script.isEmpty()) {
            throw new IllegalArgumentException("script: expected at least one APDU");
        }
        applications = Collections.unmodifiableMap(new TreeMap<>(applications));
        if (applications.isEmpty()) {
            throw new IllegalArgumentException("application: expected one of a card profile");
        }
    }

    /** When the job gives up on a card where its first packet went, or is about to go, at {@code started}. */
    public Instant expiry(Instant started) {
        return schedule().expiry(started.plus(policy.expires()));
    }

    /** The same for routes of that many short messages; a packet is a function of durable things alone (design rule 2). */
    public JobDefinition withMaxParts(int parts) {
        return new JobDefinition(
                name,
                applicationName,
                script,
                expect,
                repeatable,
                OptionalInt.of(parts),
                policy,
                campaign,
                applications);
    }

    /** The same, sent in another way. */
    public JobDefinition with(Campaign other) {
        return new JobDefinition(
                name, applicationName, script, expect, repeatable, maxParts, policy, other, applications);
    }

    /**
     * Whether this job may be sent to cards of an application: executing it twice does no harm, or the card takes a packet
     * at most once (design rule 3).
     */
    public boolean allows(Application application) {
        return repeatable || application.refusesReplay();
    }

    /** Whether it is counted how many of its cards end badly. */
    public boolean countsOutcomes() {
        return policy.stopAfterFailures().isPresent() || !campaign.waves().isEmpty();
    }

    /** When it sends. */
    public Schedule schedule() {
        return campaign.schedule();
    }

    /** The application for the cards of a profile, or null where the profile has none of that name. */
    public @Nullable ResolvedApplication application(String profile) {
        return applications.get(profile);
    }

    /** The columns of the card file that the script names, in lower case. */
    public Set<String> columns() {
        Set<String> columns = new LinkedHashSet<>();
        script.forEach(operation -> columns.addAll(operation.columns()));
        return columns;
    }

    /** Those of the columns that hold hexadecimal digits; a column may hold digits and words. */
    public Set<String> hexColumns() {
        Set<String> columns = new LinkedHashSet<>();
        script.forEach(operation -> columns.addAll(operation.hexColumns()));
        return columns;
    }

    /** Whether the script is one of APDUs alone, which are sent as they stand. */
    public boolean isRaw() {
        return script.stream().allMatch(operation -> operation instanceof RawApdu);
    }

    /** The form in the store. */
    public String toJson() {
        return JobDefinitionJson.write(this);
    }

    /** @throws IllegalArgumentException where it is not what {@link #toJson} wrote */
    public static JobDefinition fromJson(String json) {
        return JobDefinitionJson.read(json);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.Privilege;
import org.otagateway.packet.globalplatform.Privileges;
import org.otagateway.packet.secured.Tar;

/**
 * The registry of one card (Card Specification chapter 6.6): packages, applications, the state of the card, and what is
 * under way, which a reset ends. Not thread-safe.
 */
public final class CardContent {
    private static final int FIRST_SLOT = 16;
    private static final int LAST_SLOT = 255;

    private final RamProfile profile;
    private final Map<Aid, LoadedFile> files = new LinkedHashMap<>();
    private final Map<Aid, Instance> instances = new LinkedHashMap<>();
    private LifeCycleState state = LifeCycleState.SECURED;
    private Privileges issuerPrivileges = Privileges.of(
            Privilege.SECURITY_DOMAIN,
            Privilege.CARD_LOCK,
            Privilege.CARD_TERMINATE,
            Privilege.AUTHORIZED_MANAGEMENT,
            Privilege.GLOBAL_DELETE,
            Privilege.GLOBAL_LOCK,
            Privilege.GLOBAL_REGISTRY);
    private int nextSlot = FIRST_SLOT;
    private @Nullable Loading loading;
    private @Nullable Personalization personalization;

    /** A card as it was issued. */
    public CardContent(RamProfile profile) {
        this.profile = profile;
        files.put(
                RamProfile.DOMAIN_PACKAGE,
                new LoadedFile(
                        RamProfile.DOMAIN_PACKAGE,
                        Octets.of(1, 0),
                        List.of(RamProfile.DOMAIN_MODULE),
                        List.of(),
                        RamProfile.ISSUER_DOMAIN,
                        0));
        for (int i = 0; i < profile.domains().size(); i++) {
            RamProfile.NamedDomain domain = profile.domains().get(i);
            put(new Instance(
                    domain.aid(),
                    RamProfile.DOMAIN_PACKAGE,
                    RamProfile.DOMAIN_MODULE,
                    LifeCycleState.PERSONALIZED.code(),
                    Privileges.of(Privilege.SECURITY_DOMAIN, Privilege.AUTHORIZED_MANAGEMENT),
                    RamProfile.ISSUER_DOMAIN,
                    0,
                    0,
                    i + 1,
                    List.of(domain.tar())));
        }
    }

    /**
     * What an auditor wants to see of a card.
     *
     * @param files packages that were loaded
     * @param applications applications with their state, one octet
     * @param freeMemory octets
     * @param loading the package whose load is under way, null for none
     */
    public record Snapshot(
            List<Aid> files,
            Map<Aid, Integer> applications,
            int freeMemory,
            @Nullable Aid loading) {}

    /** What is on the card now, without what it was issued with. */
    public Snapshot snapshot() {
        Map<Aid, Integer> applications = new LinkedHashMap<>();
        instances.forEach((aid, instance) -> applications.put(aid, instance.state()));
        return new Snapshot(
                files.keySet().stream()
                        .filter(aid -> !aid.equals(RamProfile.DOMAIN_PACKAGE))
                        .toList(),
                applications,
                freeMemory(),
                loading == null ? null : loading.file());
    }

    /** The card lost its power: a load that is under way and a personalization are forgotten. */
    public void reset() {
        loading = null;
        personalization = null;
    }

    Optional<SecurityDomain> domain(Tar tar) {
        return instances.values().stream()
                .filter(instance ->
                        instance.isSecurityDomain() && instance.tars().contains(tar))
                .findFirst()
                .map(this::domain);
    }

    private SecurityDomain domain(Instance instance) {
        Instance parent = instances.get(instance.domain());
        return new SecurityDomain(instance.aid(), instance.slot(), parent == null ? 0 : parent.slot());
    }

    RamProfile profile() {
        return profile;
    }

    LifeCycleState state() {
        return state;
    }

    void setState(LifeCycleState state) {
        this.state = state;
    }

    Privileges issuerPrivileges() {
        return issuerPrivileges;
    }

    void setIssuerPrivileges(Privileges privileges) {
        this.issuerPrivileges = privileges;
    }

    @Nullable
    Loading loading() {
        return loading;
    }

    void setLoading(@Nullable Loading loading) {
        this.loading = loading;
    }

    @Nullable
    Personalization personalization() {
        return personalization;
    }

    void setPersonalization(@Nullable Personalization personalization) {
        this.personalization = personalization;
    }

    Collection<LoadedFile> files() {
        return List.copyOf(files.values());
    }

    Collection<Instance> instances() {
        return List.copyOf(instances.values());
    }

    Optional<LoadedFile> file(Aid aid) {
        return Optional.ofNullable(files.get(aid));
    }

    Optional<Instance> instance(Aid aid) {
        return Optional.ofNullable(instances.get(aid));
    }

    void put(LoadedFile file) {
        files.put(file.aid(), file);
    }

    void put(Instance instance) {
        instances.put(instance.aid(), instance);
    }

    void remove(Aid aid) {
        files.remove(aid);
        instances.remove(aid);
    }

    boolean isUsed(Aid aid) {
        return aid.equals(RamProfile.ISSUER_DOMAIN) || files.containsKey(aid) || instances.containsKey(aid);
    }

    boolean isDomain(Aid aid) {
        return aid.equals(RamProfile.ISSUER_DOMAIN)
                || instance(aid).map(Instance::isSecurityDomain).orElse(false);
    }

    /** True where {@code domain} is the issuer's, or {@code owner}, or stands above it. */
    boolean manages(Aid domain, Aid owner) {
        if (domain.equals(RamProfile.ISSUER_DOMAIN)) {
            return true;
        }
        Aid at = owner;
        // A domain may be its own; the number of steps ends a circle.
        for (int i = 0; i <= instances.size(); i++) {
            if (at.equals(domain)) {
                return true;
            }
            Instance above = instances.get(at);
            if (above == null) {
                return false;
            }
            at = above.domain();
        }
        return false;
    }

    /** AIDs of packages and applications that belong to a security domain. */
    List<Aid> belongingTo(Aid domain) {
        List<Aid> all = new ArrayList<>();
        files.values().stream().filter(file -> file.domain().equals(domain)).forEach(file -> all.add(file.aid()));
        instances.values().stream()
                .filter(instance ->
                        instance.domain().equals(domain) && !instance.aid().equals(domain))
                .forEach(instance -> all.add(instance.aid()));
        return all;
    }

    /** Octets that nothing takes. */
    int freeMemory() {
        long used = Stream.concat(
                        files.values().stream().map(LoadedFile::size),
                        instances.values().stream().map(instance -> instance.size() + instance.stored()))
                .mapToLong(Integer::longValue)
                .sum();
        return (int) Math.max(0, profile.memory() - used);
    }

    /** A key store for a new security domain. It is never given twice: what was in it would be the new domain's. */
    int freeSlot() throws RefusedCommandException {
        if (nextSlot > LAST_SLOT) {
            throw new RefusedCommandException(StatusWord.NOT_ENOUGH_MEMORY);
        }
        return nextSlot++;
    }
}

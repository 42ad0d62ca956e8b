// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.util.List;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.job.Job;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.JobDigest;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.job.Targets;
import org.otagateway.gateway.plan.Planner;
import org.otagateway.gateway.plan.TargetPlanner;
import org.otagateway.gateway.wiring.Gateway;
import org.otagateway.gateway.wiring.PacketPreview;

/** The cards that a push is for: those of a file, or those of the store that targets mean. */
final class PushCards implements AutoCloseable {
    private final Push.Options options;
    private final JobFile file;
    private final int maxParts;
    private final @Nullable CardRows rows;
    private final @Nullable Targets targets;

    private PushCards(
            Push.Options options, JobFile file, int maxParts, @Nullable CardRows rows, @Nullable Targets targets) {
        this.options = options;
        this.file = file;
        this.maxParts = maxParts;
        this.rows = rows;
        this.targets = targets;
    }

    /** @throws UserError where nothing says which cards, or two things do, or a file is wrong */
    static PushCards open(Push.Options options, GatewayConfig config, JobFile file) {
        Targets targets = targets(options, file);
        if (targets != null) {
            return new PushCards(options, file, config.maxParts(), null, targets);
        }
        CardRows rows = CardRows.open(Objects.requireNonNull(options.cards()), config::international);
        try {
            file.requireColumns(rows.columns());
        } catch (UserError e) {
            rows.close();
            throw e;
        }
        return new PushCards(options, file, config.maxParts(), rows, null);
    }

    private static @Nullable Targets targets(Push.Options options, JobFile file) {
        Targets own = file.targets();
        Targets asked = options.targets();
        if (own != null && (asked != null || options.cards() != null)) {
            throw new UserError((asked == null ? "--cards" : "--failed-of and the like")
                    + ": expected none, since the targets of " + options.job() + " say which cards");
        }
        if (asked != null && options.cards() != null) {
            throw new UserError("--cards: expected none beside --failed-of and the like, which say other cards");
        }
        if (asked == null && own == null && options.cards() == null) {
            throw new UserError("expected --cards CARDS.csv, --failed-of JOB or another word on cards of the store, or"
                    + " targets in " + options.job());
        }
        return own == null ? asked : own;
    }

    /** What faults call the cards. */
    static String name(Push.Options options) {
        return options.cards() == null ? TargetPlanner.NAME : options.cards().toString();
    }

    private Planner.Options how(OptionalLong limit) {
        return new Planner.Options(limit, options.strict(), options.replaceKeys(), maxParts, name(options));
    }

    private JobDefinition definition() {
        return file.definition().withMaxParts(maxParts);
    }

    /** The job of the two, new or gone on with. */
    Job job(Gateway gateway) {
        if (targets == null) {
            return gateway.planner().open(digest(), definition(), options.again(), options.draft());
        }
        return gateway.targetPlanner()
                .open(
                        JobDigest.of(options.job()),
                        definition(),
                        gateway.targetPlanner().resolve(targets, file),
                        how(options.limit()),
                        options.again(),
                        options.draft());
    }

    private String digest() {
        return JobDigest.of(options.job(), Objects.requireNonNull(options.cards()));
    }

    /** Plans what is not planned yet; whether that is all. */
    boolean plan(Gateway gateway, Job job, LongConsumer progress) {
        return rows == null
                ? gateway.targetPlanner().plan(job, progress)
                : gateway.planner().plan(job, rows, how(options.limit()), progress);
    }

    /** The packets of the first cards, or why there are none. */
    List<PacketPreview.Result> preview(Gateway gateway, long cards) {
        Planner.Options how = how(OptionalLong.of(cards));
        if (targets == null) {
            return gateway.preview().first(digest(), definition(), Objects.requireNonNull(rows), how);
        }
        TargetPlanner planner = gateway.targetPlanner();
        TargetPlanner.Resolved resolved = planner.resolve(targets, file);
        return gateway.preview()
                .first(
                        resolved.digest(JobDigest.of(options.job())),
                        definition(),
                        tx -> planner.first(tx, resolved, how),
                        how);
    }

    @Override
    public void close() {
        if (rows != null) {
            rows.close();
        }
    }
}

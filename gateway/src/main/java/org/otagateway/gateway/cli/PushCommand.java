// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.Map;
import java.util.Objects;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.job.Targets;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.report.JobSummary;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./ota push}: one job from the shell, until it ends. */
@Command(
        name = "push",
        description =
                "Sends one job to the cards of a file, or of the store, until every card has its outcome. The same job file "
                        + "and cards are the same job: started again, it goes on where it stopped.",
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class PushCommand implements Callable<Integer> {
    private static final double NANOS = 1e9;
    private static final long SHOWN_IN_DRY_RUN = 3;

    private final Streams streams;
    private final Map<String, String> environment;

    @Parameters(paramLabel = "JOB.yaml", description = "What is sent, and how hard it tries.")
    private @Nullable Path job;

    @Option(
            names = "--cards",
            paramLabel = "CARDS.csv",
            description =
                    "The cards; without it the targets of JOB.yaml, or the options that follow, say which of the store.")
    private @Nullable Path cards;

    @Option(
            names = "--failed-of",
            paramLabel = "JOB",
            description = "Cards of another job, by its number or name, with its columns.")
    private @Nullable String failedOf;

    @Option(
            names = "--outcomes",
            paramLabel = "OUTCOMES",
            description = "What they came to there; default failed,refused,unconfirmed,undelivered,expired.")
    private @Nullable String outcomes;

    @Mixin
    private FilterOptions filter = new FilterOptions();

    @Option(names = "--config", paramLabel = "FILE", required = true, description = "The settings, gateway.yaml.")
    private @Nullable Path config;

    @Option(names = "--limit", paramLabel = "N", description = "Only the first N rows of the card file.")
    private @Nullable Long limit;

    @Option(
            names = "--dry-run",
            description = "Shows the packets of the first cards (--limit says how many, default 3); sends and stores"
                    + " nothing.")
    private boolean dryRun;

    @Option(
            names = "--wait",
            description = "Waits for the end also where a daemon has taken the job; --report does too.")
    private boolean wait;

    @Option(names = "--again", description = "A job of these files that has ended is run once more.")
    private boolean again;

    @Option(
            names = "--draft",
            description = "Stores the job and sends nothing until \"ota jobs start\", or a push without --draft.")
    private boolean draft;

    @Option(names = "--report", paramLabel = "OUT.csv", description = "Takes one line a card.")
    private @Nullable Path report;

    @Option(names = "--strict", description = "A bad row of the card file ends the command.")
    private boolean strict;

    @Option(names = "--replace-keys", description = "Keys of the card file replace others in the store.")
    private boolean replaceKeys;

    @Option(names = "--json", description = "JSON alone on stdout.")
    private boolean json;

    PushCommand(Streams streams) {
        this(streams, System.getenv());
    }

    PushCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.environment = environment;
    }

    @Override
    public Integer call() throws InterruptedException {
        if (limit != null && limit < 1) {
            throw new UserError("--limit: expected 1 or more, got " + limit);
        }
        if (report != null) {
            ReportFile.require("--report", report);
        }
        long start = System.nanoTime();
        Push.Options options = new Push.Options(
                Objects.requireNonNull(job),
                cards,
                targets(),
                Objects.requireNonNull(config),
                limit == null ? OptionalLong.empty() : OptionalLong.of(limit),
                wait,
                again,
                draft,
                strict,
                replaceKeys,
                report);
        if (dryRun) {
            long shown = limit == null ? SHOWN_IN_DRY_RUN : limit;
            return new DryRun(streams, options, environment).run(shown, json).code();
        }
        Push push = new Push(streams, options, environment);
        Push.Result result;
        StopSignal.Watch watch = StopSignal.onStop(push::stop);
        try {
            result = push.run();
        } finally {
            watch.end();
        }
        JobSummary summary = result.summary();
        if (json) {
            ObjectNode object = summary.toJson((System.nanoTime() - start) / NANOS);
            if (result.handedOver()) {
                object.put("handed_over", true);
            }
            streams.out().println(object);
        } else {
            summary.print(streams.out());
        }
        boolean stored = draft && summary.job().rejectedRows() == 0;
        return (result.handedOver() || stored ? ExitCode.ALL_WELL : summary.exitCode()).code();
    }

    private @Nullable Targets targets() {
        if (failedOf == null && outcomes == null && !filter.given()) {
            return null;
        }
        if (failedOf == null && outcomes != null) {
            throw new UserError("--outcomes: expected --failed-of beside it");
        }
        Set<Outcome> asked = outcomes == null
                ? failedOf == null ? Set.of() : Targets.USUAL
                : FilterOptions.parsed("--outcomes", outcomes, Outcome::parse);
        return new Targets(filter.filter(null), failedOf, asked, "--failed-of");
    }
}

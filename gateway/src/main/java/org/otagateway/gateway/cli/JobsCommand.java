// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.job.Asked;
import org.otagateway.gateway.job.JobState;
import org.otagateway.gateway.job.RejectedRow;
import org.otagateway.gateway.outcome.Outcome;
import org.otagateway.gateway.report.JobSummary;
import org.otagateway.gateway.report.JobView;
import org.otagateway.gateway.report.ReportOrder;
import org.otagateway.gateway.wiring.Gateway;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code ./ota jobs}: the jobs of the store. JOB is its number, or its name where one job alone has it. */
@Command(
        name = "jobs",
        description = "The jobs of the store.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class JobsCommand implements Ota.Group {
    private static final int PAGE = 200;

    private final Streams streams;
    private final Map<String, String> environment;

    JobsCommand(Streams streams) {
        this(streams, System.getenv());
    }

    JobsCommand(Streams streams, Map<String, String> environment) {
        this.streams = streams;
        this.environment = environment;
    }

    @Override
    public List<Object> subcommands() {
        return List.of(
                new ListJobs(),
                new Show(),
                new Start(),
                new Pause(),
                new Resume(),
                new Cancel(),
                new Abort(),
                new Report(),
                new Delivery());
    }

    /** What all of them take. */
    static final class Where {
        @Option(names = "--config", paramLabel = "FILE", required = true, description = "The settings, gateway.yaml.")
        private @Nullable Path config;

        JobAccess open(Map<String, String> environment) {
            GatewayConfig settings = GatewayConfig.read(Objects.requireNonNull(config), environment);
            if (!settings.store().exists()) {
                throw new UserError(config + ": store: expected a store that is there, got '"
                        + settings.store().place() + "'");
            }
            return Owned.either(
                    settings.store(),
                    () -> new OwnJobs(Gateway.open(settings, settings.loadProfiles(), environment)),
                    DaemonJobs::new);
        }
    }

    private static JobView find(JobAccess jobs, @Nullable String job) {
        String wanted = Objects.requireNonNull(job);
        if (wanted.matches("[0-9]{1,18}")) {
            JobView found = jobs.find(Long.parseLong(wanted));
            if (found != null) {
                return found;
            }
        }
        @Nullable JobView named = null;
        for (List<JobView> page = page(jobs, 0); !page.isEmpty(); page = page(jobs, last(page))) {
            for (JobView candidate : page) {
                if (candidate.name().equals(wanted)) {
                    if (named != null) {
                        throw new UserError(
                                "JOB: expected the number of a job, since several are named '" + wanted + "'");
                    }
                    named = candidate;
                }
            }
        }
        if (named == null) {
            throw new UserError("JOB: expected the number or name of a job of the store, got '" + wanted + "'");
        }
        return named;
    }

    private static List<JobView> page(JobAccess jobs, long after) {
        return jobs.page(after, PAGE);
    }

    /** When a job that waits for its start begins. */
    private static String starts(JobView job) {
        return job.state() == JobState.SCHEDULED ? ", starts " + job.starts() : "";
    }

    private static long last(List<JobView> page) {
        return page.get(page.size() - 1).id();
    }

    /** {@code ./ota jobs list}. */
    @Command(name = "list", description = "Lists the jobs.", mixinStandardHelpOptions = true)
    final class ListJobs implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Option(names = "--json", description = "JSON alone on stdout.")
        private boolean json;

        @Override
        public Integer call() {
            try (JobAccess jobs = where.open(environment)) {
                ObjectNode all = JsonLines.MAPPER.createObjectNode();
                ArrayNode list = all.putArray("jobs");
                if (!json) {
                    streams.out().printf("%6s %4s  %-10s %9s  %s%n", "job", "run", "state", "rows", "name");
                }
                for (List<JobView> page = page(jobs, 0); !page.isEmpty(); page = page(jobs, last(page))) {
                    for (JobView job : page) {
                        if (json) {
                            list.add(job.toJson());
                        } else {
                            streams.out()
                                    .printf(
                                            "%6d %4d  %-10s %9d  %s%s%n",
                                            job.id(),
                                            job.run(),
                                            job.stateWord(),
                                            job.plannedRows(),
                                            job.name(),
                                            starts(job));
                        }
                    }
                }
                if (json) {
                    streams.out().println(all);
                }
                return ExitCode.ALL_WELL.code();
            }
        }
    }

    /** {@code ./ota jobs show}. */
    @Command(name = "show", description = "Shows a job and its outcomes.", mixinStandardHelpOptions = true)
    final class Show implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Parameters(paramLabel = "JOB", description = "Number or name of a job.")
        private @Nullable String name;

        @Option(names = "--json", description = "JSON alone on stdout.")
        private boolean json;

        @Override
        public Integer call() {
            try (JobAccess jobs = where.open(environment)) {
                JobSummary summary = jobs.summary(find(jobs, name));
                JobView job = summary.job();
                List<RejectedRow> rejected = jobs.rejected(job.id(), 0, PAGE);
                if (json) {
                    ObjectNode result = summary.toFullJson();
                    ArrayNode rows = result.putArray("rejected");
                    rejected.forEach(
                            row -> rows.addObject().put("line", row.line()).put("reason", row.reason()));
                    streams.out().println(result);
                } else {
                    summary.print(streams.out());
                    streams.out()
                            .println("  " + job.stateWord() + starts(job)
                                    + (job.reason() == null ? "" : ": " + job.reason()));
                    summary.waves().forEach(wave -> streams.out().println("  " + wave));
                    summary.waiting().print(streams.out());
                    summary.acts().forEach(act -> streams.out().println("  " + act));
                    job.operations().forEach(operation -> streams.out().println("  - " + operation));
                    rejected.forEach(row -> streams.out().println("  line " + row.line() + ": " + row.reason()));
                }
                return ExitCode.ALL_WELL.code();
            }
        }
    }

    /** A change of a job. */
    @Command(mixinStandardHelpOptions = true)
    abstract class Change implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Parameters(paramLabel = "JOB", description = "Number or name of a job.")
        private @Nullable String name;

        @Option(names = "--json", description = "JSON alone on stdout.")
        private boolean json;

        @Option(names = "--reason", paramLabel = "WORDS", description = "Why; it is told with the job.")
        private @Nullable String reason;

        private final JobAccess.Change change;

        Change(JobAccess.Change change) {
            this.change = change;
        }

        @Override
        public Integer call() {
            Asked asked = new Asked(user(), Report.parsed("--reason", reason == null ? "" : reason, Asked::reason));
            try (JobAccess jobs = where.open(environment)) {
                JobView job = jobs.change(find(jobs, name).id(), change, asked);
                if (json) {
                    streams.out().println(job.toJson());
                } else {
                    streams.out().println("job " + job.id() + " is " + job.stateWord());
                }
                return ExitCode.ALL_WELL.code();
            }
        }
    }

    /** Who runs this command, as the system calls them. */
    private static String user() {
        String name = System.getProperty("user.name", "").replaceAll("\\p{Cntrl}", "?");
        return name.isBlank() ? "command line" : "user " + name.substring(0, Math.min(name.length(), 50));
    }

    /** {@code ./ota jobs start}. */
    @Command(name = "start", description = "Sends a job that was stored as a draft.")
    final class Start extends Change {
        Start() {
            super(JobAccess.Change.START);
        }
    }

    /** {@code ./ota jobs pause}. */
    @Command(name = "pause", description = "Sends nothing more of a job until it is resumed.")
    final class Pause extends Change {
        Pause() {
            super(JobAccess.Change.PAUSE);
        }
    }

    /** {@code ./ota jobs resume}. */
    @Command(name = "resume", description = "Lets a paused job go on.")
    final class Resume extends Change {
        Resume() {
            super(JobAccess.Change.RESUME);
        }
    }

    /** {@code ./ota jobs cancel}. */
    @Command(
            name = "cancel",
            description = "Cancels the cards of a job that no counter was spent for; the others are sent no more.")
    final class Cancel extends Change {
        Cancel() {
            super(JobAccess.Change.CANCEL);
        }
    }

    /** {@code ./ota jobs abort}. */
    @Command(name = "abort", description = "Cancels a job and waits for no answer: what is sent ends as unconfirmed.")
    final class Abort extends Change {
        Abort() {
            super(JobAccess.Change.ABORT);
        }
    }

    /** {@code ./ota jobs report}. */
    @Command(name = "report", description = "Writes the report of a job.", mixinStandardHelpOptions = true)
    final class Report implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Parameters(paramLabel = "JOB", description = "Number or name of a job.")
        private @Nullable String name;

        @Option(names = "--output", paramLabel = "FILE", description = "Where to; default stdout.")
        private @Nullable Path output;

        @Option(names = "--format", paramLabel = "FORMAT", description = "csv, the default, or jsonl.")
        private String format = "csv";

        @Option(
                names = "--outcome",
                paramLabel = "OUTCOMES",
                description = "Only cards of these outcomes, as failed,refused; default all.")
        private @Nullable String outcomes;

        @Override
        public Integer call() throws IOException {
            ReportOrder order = new ReportOrder(
                    parsed("--format", format, ReportOrder::form),
                    outcomes == null ? ReportOrder.ALL.outcomes() : parsed("--outcome", outcomes, Outcome::parse));
            if (output != null) {
                ReportFile.require("--output", output);
            }
            try (JobAccess jobs = where.open(environment)) {
                long job = find(jobs, name).id();
                if (output != null) {
                    ReportFile.write(output, out -> jobs.report(job, order, out));
                } else {
                    jobs.report(job, order, streams.out());
                }
                return ExitCode.ALL_WELL.code();
            }
        }

        private static <T extends @Nullable Object> T parsed(String option, String value, Function<String, T> parser) {
            try {
                return parser.apply(value);
            } catch (IllegalArgumentException e) {
                throw new UserError(option + ": " + e.getMessage() + ", got '" + value + "'");
            }
        }
    }

    /** {@code ./ota jobs delivery}. */
    @Command(
            name = "delivery",
            description = "Shows a card of a job: its packets, their segments, and all that came in for it.",
            mixinStandardHelpOptions = true)
    final class Delivery implements Callable<Integer> {
        @Mixin
        private Where where = new Where();

        @Parameters(paramLabel = "JOB", index = "0", description = "Number or name of a job.")
        private @Nullable String name;

        @Parameters(paramLabel = "ICCID", index = "1", description = "A card of the job.")
        private String iccid = "";

        @Option(names = "--json", description = "JSON alone on stdout.")
        private boolean json;

        @Override
        public Integer call() {
            String card = CardActs.requireIccid(iccid);
            try (JobAccess jobs = where.open(environment)) {
                JobView job = find(jobs, name);
                JsonNode delivery = jobs.delivery(job.id(), card);
                if (delivery == null) {
                    throw new UserError("ICCID: expected a card of job " + job.id() + ", got '" + card + "'");
                }
                if (json) {
                    streams.out().println(delivery);
                } else {
                    CardText.printDelivery(streams.out(), delivery);
                }
                return ExitCode.ALL_WELL.code();
            }
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.daemon;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.Objects;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.input.CsvReader;
import org.otagateway.gateway.job.JobDefinition;
import org.otagateway.gateway.job.JobDigest;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.job.Targets;
import org.otagateway.gateway.job.TargetsYaml;
import org.otagateway.gateway.plan.Planner;
import org.otagateway.gateway.plan.TargetPlanner;
import org.otagateway.gateway.wiring.Gateway;
import org.otagateway.gateway.wiring.PreviewJson;

/** The files of an order, read; faults name them as who handed them over does. */
record OrderFiles(Gateway gateway, Upload upload, Session.Order order) {
    /** The job file. */
    JobFile job() throws IOException {
        Path job = upload.job();
        return named(() -> JobFile.read(
                job, upload.named(), gateway.profiles(), gateway.config().responseChannel()));
    }

    /** The job file, of which a limit plans a part alone where the order has one. */
    JobFile whole(JobFile jobFile) throws IOException {
        return named(() -> {
            jobFile.requireWhole(order.limit().isPresent());
            return jobFile;
        });
    }

    /** The job file, whose columns the card file has. */
    JobFile jobForCards() throws IOException {
        JobFile jobFile = job();
        if (jobFile.targets() != null) {
            throw new UserError("expected no part cards, since " + order.job() + " has targets");
        }
        return named(() -> {
            try (CardRows rows = cards()) {
                jobFile.requireColumns(rows.columns());
                return jobFile;
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        });
    }

    private CardRows cards() throws IOException {
        InputStream in = upload.readCards();
        return CardRows.of(CsvReader.of(order.cards(), in), gateway.config()::international);
    }

    /** The cards of the store that the order is for. */
    TargetPlanner.Resolved resolve(JobFile jobFile) throws IOException {
        return named(() -> gateway.targetPlanner().resolve(targets(jobFile), jobFile));
    }

    private Targets targets(JobFile jobFile) {
        @Nullable Targets own = jobFile.targets();
        @Nullable String text = order.targets();
        if ((own == null) == (text == null)) {
            throw new UserError(
                    own == null
                            ? "expected a part cards or targets, or targets in " + order.job()
                            : "expected no part targets, since " + order.job() + " has targets");
        }
        return own != null ? own : TargetsYaml.read(TargetPlanner.NAME, Objects.requireNonNull(text));
    }

    /** What the first cards would get. */
    ObjectNode preview() throws IOException {
        Planner.Options how = new Planner.Options(
                order.limit(),
                order.strict(),
                order.replaceKeys(),
                gateway.config().maxParts(),
                order.cards());
        byte[] job = JobDigest.of(upload.job());
        if (!upload.hasCards()) {
            JobFile jobFile = job();
            JobDefinition definition = definition(jobFile);
            TargetPlanner planner = gateway.targetPlanner();
            TargetPlanner.Resolved resolved = resolve(jobFile);
            return PreviewJson.write(
                    definition.name(),
                    gateway.preview()
                            .first(resolved.digest(job), definition, tx -> planner.first(tx, resolved, how), how));
        }
        JobDefinition definition = definition(jobForCards());
        try (CardRows rows = cards()) {
            return PreviewJson.write(
                    definition.name(),
                    gateway.preview().first(JobDigest.of(job, upload.cardsDigest()), definition, rows, how));
        }
    }

    private JobDefinition definition(JobFile jobFile) {
        return jobFile.definition().withMaxParts(gateway.config().maxParts());
    }

    private <T> T named(Supplier<T> work) throws IOException {
        String path = upload.job().toString();
        try {
            return work.get();
        } catch (UserError e) {
            throw new UserError(String.valueOf(e.getMessage()).replace(path, order.job()), e);
        }
    }
}

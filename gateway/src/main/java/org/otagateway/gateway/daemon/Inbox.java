// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.daemon;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalLong;
import java.util.UUID;
import java.util.stream.Stream;
import org.otagateway.gateway.vault.Vault;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Files that were handed over, in a folder beside the database that only its owner may enter: what is being received, and
 * the card file of each job that is not planned to its end, so that a kill loses none. Card files are sealed.
 */
public final class Inbox {
    private static final Logger LOG = LoggerFactory.getLogger(Inbox.class);
    private static final JsonMapper MAPPER = new JsonMapper();
    private static final String JOB = "job-";
    private static final String PLAN = "plan.json";

    private final Path folder;
    private final Vault vault;

    Inbox(Path folder, Vault vault) {
        this.folder = folder;
        this.vault = vault;
    }

    /**
     * How the card file of a job is planned.
     *
     * @param jobDigest SHA-256 of the job file, hexadecimal
     * @param cardsDigest SHA-256 of the card file, hexadecimal
     * @param file what faults call the card file
     * @param limit only so many rows from its start; empty: all
     */
    record Plan(
            String jobDigest,
            String cardsDigest,
            String file,
            OptionalLong limit,
            boolean strict,
            boolean replaceKeys) {
        ObjectNode toJson() {
            ObjectNode json = MAPPER.createObjectNode();
            json.put("job_digest", jobDigest);
            json.put("cards_digest", cardsDigest);
            json.put("file", file);
            limit.ifPresent(rows -> json.put("limit", rows));
            json.put("strict", strict);
            json.put("replace_keys", replaceKeys);
            return json;
        }

        static Plan fromJson(JsonNode json) {
            return new Plan(
                    json.path("job_digest").asText(),
                    json.path("cards_digest").asText(),
                    json.path("file").asText(),
                    json.has("limit") ? OptionalLong.of(json.path("limit").asLong()) : OptionalLong.empty(),
                    json.path("strict").asBoolean(),
                    json.path("replace_keys").asBoolean());
        }
    }

    /** Makes the folder, and forgets what was being received when the last owner ended. */
    void open() {
        try {
            Files.createDirectories(
                    folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
                for (Path entry : entries) {
                    if (!Files.exists(entry.resolve(PLAN))) {
                        remove(entry);
                    }
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot use " + folder, e);
        }
    }

    /** A new upload. */
    Upload begin() throws IOException {
        Path place = folder.resolve(UUID.randomUUID().toString());
        Files.createDirectory(
                place, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
        return new Upload(place, vault);
    }

    /** Keeps the card file of an upload until the job is planned; one that the job had is replaced. */
    void keep(long jobId, Upload upload, Plan plan) throws IOException {
        Path place = folder.resolve(JOB + jobId);
        remove(place);
        Path draft = upload.place().resolve(PLAN + ".new");
        Files.write(draft, MAPPER.writeValueAsBytes(plan.toJson()));
        Files.move(draft, upload.place().resolve(PLAN), StandardCopyOption.ATOMIC_MOVE);
        Files.move(upload.place(), place, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Jobs whose card files are kept. */
    List<Long> jobs() {
        List<Long> jobs = new ArrayList<>();
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder, JOB + "*")) {
            for (Path entry : entries) {
                String number = entry.getFileName().toString().substring(JOB.length());
                if (number.matches("[0-9]{1,18}")) {
                    jobs.add(Long.parseLong(number));
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
        jobs.sort(Comparator.naturalOrder());
        return jobs;
    }

    /** How the kept card file of a job is planned. */
    Plan plan(long jobId) throws IOException {
        return Plan.fromJson(
                MAPPER.readTree(folder.resolve(JOB + jobId).resolve(PLAN).toFile()));
    }

    /** The kept card file of a job. */
    Upload kept(long jobId) {
        return new Upload(folder.resolve(JOB + jobId), vault);
    }

    /** Forgets the card file of a job. */
    void drop(long jobId) {
        remove(folder.resolve(JOB + jobId));
    }

    static void remove(Path tree) {
        if (!Files.exists(tree)) {
            return;
        }
        try (Stream<Path> all = Files.walk(tree)) {
            for (Path path : all.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Cannot remove {}: {}", tree, e.toString());
        }
    }
}

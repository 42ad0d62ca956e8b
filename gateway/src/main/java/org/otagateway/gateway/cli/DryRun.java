// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.card.BadRow;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.card.CardRows;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.job.JobDigest;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.plan.Planner;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.wiring.Gateway;
import org.otagateway.gateway.wiring.PacketPreview;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.Spi;

/** Shows what a push would send to the first cards. Sends nothing, spends nothing, and leaves the store as it was. */
final class DryRun {
    private final Streams streams;
    private final Push.Options options;
    private final Map<String, String> environment;

    DryRun(Streams streams, Push.Options options, Map<String, String> environment) {
        this.streams = streams;
        this.options = options;
        this.environment = environment;
    }

    ExitCode run(long cards, boolean json) {
        GatewayConfig config = GatewayConfig.read(options.config(), environment);
        CardProfiles profiles = config.loadProfiles();
        JobFile job = JobFile.read(options.job(), profiles, config.responseChannel());
        try (CardRows rows = CardRows.open(options.cards(), config::international)) {
            job.requireColumns(rows.columns());
            List<PacketPreview.Result> results = config.store().exists()
                    ? look(config, config.store(), config.rootKeyFile(), profiles, job, rows, cards)
                    : lookInEmptyStore(config, profiles, job, rows, cards);
            return tell(job.definition().name(), results, json);
        }
    }

    /** A store that is not there yet is not made either. */
    private List<PacketPreview.Result> lookInEmptyStore(
            GatewayConfig config, CardProfiles profiles, JobFile job, CardRows rows, long cards) {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("ota-dry-run-");
            StoreSettings empty = StoreSettings.sqlite(directory.resolve("ota.db"));
            return look(config, empty, directory.resolve("root.key"), profiles, job, rows, cards);
        } catch (IOException e) {
            throw new OutsideFault("cannot make a directory: " + e, e);
        } finally {
            if (directory != null) {
                remove(directory);
            }
        }
    }

    private List<PacketPreview.Result> look(
            GatewayConfig config,
            StoreSettings store,
            Path rootKey,
            CardProfiles profiles,
            JobFile job,
            CardRows rows,
            long cards) {
        Planner.Options how = new Planner.Options(
                OptionalLong.of(cards),
                options.strict(),
                options.replaceKeys(),
                config.maxParts(),
                options.cards().toString());
        try (Gateway gateway = Gateway.open(config, store, rootKey, profiles, environment)) {
            String digest = JobDigest.of(options.job(), options.cards());
            return gateway.preview().first(digest, job.definition().withMaxParts(config.maxParts()), rows, how);
        }
    }

    private ExitCode tell(String name, List<PacketPreview.Result> results, boolean json) {
        ObjectNode all = JsonLines.MAPPER.createObjectNode();
        all.put("job", name);
        all.put("dry_run", true);
        ArrayNode packets = all.putArray("packets");
        long rejected = 0;
        for (PacketPreview.Result result : results) {
            if (result instanceof PacketPreview.Packet packet) {
                if (json) {
                    packets.add(toJson(packet));
                } else {
                    print(packet);
                }
            } else {
                rejected++;
                BadRow bad = ((PacketPreview.Rejected) result).row();
                streams.err().println(options.cards() + ":" + bad.line() + ": " + bad.reason());
            }
        }
        all.put("rejected_rows", rejected);
        if (json) {
            streams.out().println(all);
        } else {
            streams.out().println("dry run: nothing was sent, no counter was spent");
        }
        return rejected == 0 ? ExitCode.ALL_WELL : ExitCode.OTHER_OUTCOME;
    }

    private static ObjectNode toJson(PacketPreview.Packet packet) {
        CommandHeader header = packet.header();
        ObjectNode json = JsonLines.MAPPER.createObjectNode();
        json.put("iccid", packet.iccid());
        json.put("msisdn", packet.msisdn());
        if (packet.steps() > 1) {
            json.put("step", packet.step());
            json.put("steps", packet.steps());
            json.put("step_name", packet.name());
        }
        json.put("tar", header.tar().toString());
        json.put("spi", header.spi().toString());
        json.put("kic", header.kic().toString());
        json.put("kid", header.kid().toString());
        json.put("cntr", packet.counter().toHex());
        json.put("cc_length", header.checkLength());
        json.put("secret", packet.secret());
        if (!packet.secret()) {
            json.put("command_packet", packet.composed().packet().toHex());
            ArrayNode parts = json.putArray("sms_user_data");
            packet.composed().userData().forEach(part -> parts.add(part.toHex()));
        }
        json.put("segments", packet.composed().userData().size());
        return json;
    }

    private void print(PacketPreview.Packet packet) {
        CommandHeader header = packet.header();
        streams.out().println("card " + packet.iccid() + ", " + packet.msisdn());
        if (packet.steps() > 1) {
            line("step", packet.step() + " of " + packet.steps() + "  " + packet.name());
        }
        line("TAR", header.tar().toString());
        line("SPI", header.spi() + "  " + explained(header.spi()));
        line("KIc", header.kic() + "  key version " + header.kic().keyVersion());
        line("KID", header.kid() + "  key version " + header.kid().keyVersion());
        line("CNTR", packet.counter().toHex() + "  the next one; not spent");
        line("RC/CC", header.checkLength() + " octets");
        if (packet.secret()) {
            line("packet", "not shown: it is not ciphered, and holds a secret of the card");
            return;
        }
        line(
                "packet",
                packet.composed().packet().length() + " octets  "
                        + packet.composed().packet().toHex());
        int number = 1;
        int total = packet.composed().userData().size();
        for (Octets part : packet.composed().userData()) {
            line("TP-UD " + number++ + "/" + total, part.length() + " octets  " + part.toHex());
        }
    }

    private void line(String name, String value) {
        streams.out().printf("  %-10s %s%n", name, value);
    }

    private static String explained(Spi spi) {
        String command =
                spi.integrity() + (spi.ciphered() ? ", ciphered" : ", not ciphered") + ", counter " + spi.counter();
        String response = "PoR " + spi.proofOfReceipt() + ", " + spi.responseIntegrity()
                + (spi.responseCiphered() ? ", ciphered" : ", not ciphered") + ", by " + spi.responseChannel();
        return (command + "; " + response).replace('_', ' ');
    }

    private void remove(Path directory) {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        } catch (IOException e) {
            streams.err().println("cannot remove " + directory + ": " + e.getMessage());
        }
    }
}

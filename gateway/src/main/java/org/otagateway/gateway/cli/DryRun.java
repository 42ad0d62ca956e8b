// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.OutsideFault;
import org.otagateway.gateway.card.CardProfiles;
import org.otagateway.gateway.config.GatewayConfig;
import org.otagateway.gateway.input.NamedFiles;
import org.otagateway.gateway.job.JobFile;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.gateway.wiring.Gateway;
import org.otagateway.gateway.wiring.PacketPreview;
import org.otagateway.gateway.wiring.PreviewJson;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
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
        NamedFiles named = NamedFiles.beside(options.job().toString());
        JobFile job = JobFile.read(options.job(), named, profiles, config.responseChannel());
        String name = job.definition().name();
        try (PushCards of = PushCards.open(options, config, job)) {
            JsonNode seen = config.store().exists()
                    ? Owned.<JsonNode>either(
                            config.store(),
                            () -> PreviewJson.write(
                                    name, look(config, config.store(), config.rootKeyFile(), profiles, of, cards)),
                            client -> new HandedPush(streams, options, client, named.named(), new AtomicBoolean())
                                    .preview(cards))
                    : PreviewJson.write(name, lookInEmptyStore(config, profiles, of, cards));
            return tell(seen, json);
        }
    }

    /** A store that is not there yet is not made either. */
    private List<PacketPreview.Result> lookInEmptyStore(
            GatewayConfig config, CardProfiles profiles, PushCards of, long cards) {
        Path directory = null;
        try {
            directory = Files.createTempDirectory("ota-dry-run-");
            StoreSettings empty = StoreSettings.sqlite(directory.resolve("ota.db"));
            return look(config, empty, directory.resolve("root.key"), profiles, of, cards);
        } catch (IOException e) {
            throw new OutsideFault("cannot make a directory: " + e, e);
        } finally {
            if (directory != null) {
                remove(directory);
            }
        }
    }

    private List<PacketPreview.Result> look(
            GatewayConfig config, StoreSettings store, Path rootKey, CardProfiles profiles, PushCards of, long cards) {
        try (Gateway gateway = Gateway.open(config, store, rootKey, profiles, environment)) {
            return of.preview(gateway, cards);
        }
    }

    private ExitCode tell(JsonNode seen, boolean json) {
        for (JsonNode bad : seen.path("rejected")) {
            streams.err()
                    .println(PushCards.name(options) + ":" + bad.path("line").asLong() + ": "
                            + bad.path("reason").asText());
        }
        if (json) {
            streams.out().println(seen);
        } else {
            seen.path("packets").forEach(this::print);
            streams.out().println("dry run: nothing was sent, no counter was spent");
        }
        return seen.path("rejected_rows").asLong() == 0 ? ExitCode.ALL_WELL : ExitCode.OTHER_OUTCOME;
    }

    private void print(JsonNode packet) {
        streams.out()
                .println("card " + packet.path("iccid").asText() + ", "
                        + packet.path("msisdn").asText());
        if (packet.has("step")) {
            line(
                    "step",
                    packet.path("step").asInt() + " of " + packet.path("steps").asInt() + "  "
                            + packet.path("step_name").asText());
        }
        line("TAR", packet.path("tar").asText());
        Spi spi = Spi.hex(packet.path("spi").asText());
        line("SPI", spi + "  " + explained(spi));
        Kic kic = new Kic(octet(packet, "kic"));
        line("KIc", kic + "  key version " + kic.keyVersion());
        Kid kid = new Kid(octet(packet, "kid"));
        line("KID", kid + "  key version " + kid.keyVersion());
        line("CNTR", packet.path("cntr").asText() + "  the next one; not spent");
        line("RC/CC", packet.path("cc_length").asInt() + " octets");
        if (packet.path("secret").asBoolean()) {
            line("packet", "not shown: it is not ciphered, and holds a secret of the card");
            return;
        }
        octets("packet", packet.path("command_packet").asText());
        int number = 1;
        int total = packet.path("segments").asInt();
        for (JsonNode part : packet.path("sms_user_data")) {
            octets("TP-UD " + number++ + "/" + total, part.asText());
        }
    }

    private static int octet(JsonNode packet, String field) {
        return Integer.parseInt(packet.path(field).asText(), 16);
    }

    private void octets(String name, String hex) {
        line(name, hex.length() / 2 + " octets  " + hex);
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

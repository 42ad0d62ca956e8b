// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.config;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.gateway.input.YamlMap;
import org.otagateway.gateway.input.YamlNode;
import org.otagateway.gateway.input.YamlScalar;
import org.otagateway.packet.secured.ResponseChannel;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.Binds;
import org.otagateway.smpp.link.Credentials;
import org.otagateway.smpp.link.Endpoint;
import org.otagateway.smpp.link.Endpoints;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.MessageIdForm;
import org.otagateway.smpp.link.Pace;
import org.otagateway.smpp.link.ProofOfReceiptWay;
import org.otagateway.smpp.link.Quirks;
import org.otagateway.smpp.link.StatusTable;
import org.otagateway.smpp.link.SubmitFields;
import org.otagateway.smpp.link.Timers;

/** One entry of {@code links}. What is not said is as in {@link LinkSettings#of}. */
final class LinkYaml {
    private static final int DEFAULT_WINDOW = 10;
    private static final int DEFAULT_RATE = 100;
    private static final int MAX_PARTS = 255;
    private static final Map<String, StatusTable.Meaning> MEANINGS = Map.of(
            "for-good", StatusTable.Meaning.FOR_GOOD,
            "for-now", StatusTable.Meaning.FOR_NOW,
            "unknown", StatusTable.Meaning.UNKNOWN);

    private final YamlMap yaml;
    private final Path directory;

    /** @param directory what paths are relative to */
    LinkYaml(YamlMap yaml, Path directory) {
        this.yaml = yaml;
        this.directory = directory;
    }

    LinkSettings read() {
        Endpoints endpoints = endpoints();
        Credentials credentials = checked(() -> {
            Credentials bare = Credentials.of(
                    text("system-id", 255), yaml.scalar("password").secret().anyText());
            return new Credentials(
                    bare.systemId(),
                    bare.password(),
                    yaml.optionalScalar("system-type").map(YamlScalar::anyText).orElse(bare.systemType()));
        });
        Pace pace = new Pace(integer("window", 1, 10_000, DEFAULT_WINDOW), integer("rate", 1, 100_000, DEFAULT_RATE));
        String source = text("source", 255);
        LinkSettings usual =
                checked(() -> LinkSettings.of(text("name", 64), endpoints.list().get(0), credentials, source, pace));
        LinkSettings complete = checked(() -> usual.with(endpoints)
                .with(binds(usual.binds()))
                .with(addressing(usual.addressing(), source))
                .with(submitFields(usual.submit()))
                .with(statuses())
                .with(timers(usual.timers()))
                .with(quirks(usual.quirks()))
                .withMaxParts(integer("max-parts", 1, MAX_PARTS, usual.maxParts())));
        LinkSettings secured = yaml.optional("tls")
                .map(node -> complete.with(TlsYaml.read(node.asMap(), directory)))
                .orElse(complete);
        yaml.noOtherKeys();
        return secured;
    }

    /** One {@code host} and {@code port}, or a list of {@code hosts}. */
    private Endpoints endpoints() {
        Optional<YamlNode> hosts = yaml.optional("hosts");
        if (hosts.isEmpty()) {
            return Endpoints.of(checked(
                    () -> new Endpoint(text("host", 255), yaml.scalar("port").integer(1, 65_535))));
        }
        List<Endpoint> list = new ArrayList<>();
        for (YamlNode node : hosts.get().asList().nodes()) {
            list.add(node.asScalar().parse(LinkYaml::endpoint));
        }
        Map<String, Endpoints.Order> orders =
                Map.of("in-order", Endpoints.Order.IN_ORDER, "in-turn", Endpoints.Order.IN_TURN);
        return checked(() -> new Endpoints(
                list,
                yaml.optionalScalar("host-order")
                        .map(word -> word.oneOf(orders))
                        .orElse(Endpoints.Order.IN_ORDER)));
    }

    private static Endpoint endpoint(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        if (colon < 1 || !port.matches("[0-9]{1,5}")) {
            throw new IllegalArgumentException("expected HOST:PORT");
        }
        return new Endpoint(text.substring(0, colon), Integer.parseInt(port));
    }

    private Binds binds(Binds usual) {
        return new Binds(
                integer("binds", 1, 64, usual.count()),
                yaml.optionalScalar("bind")
                        .map(word -> word.oneOf(Map.of("transceiver", Binds.Kind.TRANSCEIVER, "pair", Binds.Kind.PAIR)))
                        .orElse(usual.kind()),
                yaml.optionalScalar("version")
                        .map(word -> word.oneOf(Map.of(
                                "3.3", Binds.Version.V3_3, "3.4", Binds.Version.V3_4, "5.0", Binds.Version.V5_0)))
                        .orElse(usual.version()));
    }

    /** What a command_status means: {@code statuses: {"0000000B": for-now}}. */
    private StatusTable statuses() {
        Map<Integer, StatusTable.Meaning> overrides = new LinkedHashMap<>();
        yaml.optional("statuses").ifPresent(node -> {
            YamlMap table = node.asMap();
            for (String status : table.all().keySet()) {
                StatusTable.Meaning meaning = table.scalar(status).oneOf(MEANINGS);
                if (!status.matches("[0-9A-Fa-f]{1,8}") || Integer.parseUnsignedInt(status, 16) == 0) {
                    throw table.scalar(status).fault("a command_status other than 0 as key, hexadecimal");
                }
                overrides.put(Integer.parseUnsignedInt(status, 16), meaning);
            }
        });
        return new StatusTable(overrides);
    }

    /** Where proofs of receipt come back, where the link says it. */
    Optional<ResponseChannel> responseChannel() {
        return yaml.optionalScalar("por")
                .map(word ->
                        word.oneOf(Map.of("submit", ResponseChannel.SUBMIT, "report", ResponseChannel.DELIVER_REPORT)));
    }

    private Addressing addressing(Addressing usual, String source) {
        return new Addressing(
                new Address(
                        octet("source-ton", usual.source().typeOfNumber()),
                        octet("source-npi", usual.source().numberingPlan()),
                        source),
                octet("destination-ton", usual.destinationTypeOfNumber()),
                octet("destination-npi", usual.destinationNumberingPlan()),
                any("country-code", usual.countryCode()),
                any("national-prefix", usual.nationalPrefix()));
    }

    private SubmitFields submitFields(SubmitFields usual) {
        return new SubmitFields(
                any("service-type", usual.serviceType()),
                octet("esm-class", usual.esmClass()),
                octet("protocol-id", usual.protocolId()),
                octet("data-coding", usual.dataCoding()),
                octet("registered-delivery", usual.registeredDelivery()),
                yaml.optionalScalar("message-payload").map(YamlScalar::bool).orElse(usual.messagePayload()),
                yaml.optionalScalar("validity")
                        .map(word -> word.oneOf(Map.of(
                                "absolute",
                                SubmitFields.Validity.ABSOLUTE,
                                "relative",
                                SubmitFields.Validity.RELATIVE)))
                        .orElse(usual.validity()));
    }

    private Timers timers(Timers usual) {
        return new Timers(
                duration("connect-timeout", usual.connect()),
                duration("response-timeout", usual.response()),
                duration("late-timeout", usual.late()),
                duration("enquire-link", usual.enquireLink()),
                duration("back-off-min", usual.backOffMin()),
                duration("back-off-max", usual.backOffMax()),
                duration("back-off-refused", usual.backOffRefused()),
                duration("throttle-min", usual.throttleMin()),
                duration("throttle-max", usual.throttleMax()));
    }

    private Quirks quirks(Quirks usual) {
        return new Quirks(
                form("response-id", usual.responseId()),
                form("receipt-id", usual.receiptId()),
                responseChannel()
                        .map(channel ->
                                channel == ResponseChannel.SUBMIT ? ProofOfReceiptWay.SUBMIT : ProofOfReceiptWay.REPORT)
                        .orElse(usual.proofOfReceipt()),
                yaml.optionalScalar("response-tag").map(LinkYaml::tag).orElse(usual.responseTag()));
    }

    private static int tag(YamlScalar scalar) {
        if (!scalar.anyText().matches("[0-9A-Fa-f]{4}")) {
            throw scalar.wrong("four hexadecimal digits");
        }
        return Integer.parseInt(scalar.anyText(), 16);
    }

    private MessageIdForm form(String key, MessageIdForm usual) {
        Map<String, MessageIdForm> words = new LinkedHashMap<>();
        words.put("as-is", MessageIdForm.AS_IS);
        words.put("decimal", MessageIdForm.DECIMAL);
        words.put("hexadecimal", MessageIdForm.HEXADECIMAL);
        words.put("without-leading-zeros", MessageIdForm.WITHOUT_LEADING_ZEROS);
        return yaml.optionalScalar(key).map(word -> word.oneOf(words)).orElse(usual);
    }

    private String text(String key, int max) {
        return yaml.scalar(key).text(max);
    }

    private String any(String key, String usual) {
        return yaml.optionalScalar(key).map(YamlScalar::anyText).orElse(usual);
    }

    private int integer(String key, int min, int max, int usual) {
        return yaml.optionalScalar(key).map(number -> number.integer(min, max)).orElse(usual);
    }

    private int octet(String key, int usual) {
        return yaml.optionalScalar(key).map(YamlScalar::octet).orElse(usual);
    }

    private Duration duration(String key, Duration usual) {
        return yaml.optionalScalar(key).map(YamlScalar::duration).orElse(usual);
    }

    /** What the link itself refuses is told with the line of the entry; its messages name the field. */
    private <T> T checked(Supplier<T> settings) {
        try {
            return settings.get();
        } catch (IllegalArgumentException e) {
            String message = String.valueOf(e.getMessage());
            String field = message.contains(": expected") ? message.substring(0, message.indexOf(": expected")) : "";
            String key = field.replaceFirst("^[a-z]+ of ", "").replace(' ', '-');
            throw yaml.optionalScalar(key)
                    .map(scalar -> scalar.fault(Expectation.of(e)))
                    .orElseGet(() -> yaml.fault((field.isEmpty() ? "" : field + ": ") + Expectation.of(e)));
        }
    }
}

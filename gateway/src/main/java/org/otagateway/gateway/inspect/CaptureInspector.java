// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.capture.CaptureReader;
import org.otagateway.gateway.capture.Captured;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.inspect.Field;
import org.otagateway.packet.inspect.Finding;
import org.otagateway.packet.inspect.Inspection;
import org.otagateway.packet.inspect.Inspector;
import org.otagateway.packet.inspect.Kind;
import org.otagateway.packet.sms.MessageKey;
import org.otagateway.packet.sms.PartSet;
import org.otagateway.smpp.pdu.Bind;
import org.otagateway.smpp.pdu.CommandId;
import org.otagateway.smpp.pdu.DataSm;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.Pdu;
import org.otagateway.smpp.pdu.PduDecoding;
import org.otagateway.smpp.pdu.SubmitSm;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Tlv;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.ReceiptParameters;
import org.otagateway.smpp.receipt.ReceiptReader;

/** Explains the messages of a capture: joins their parts and pairs packets with responses, receipts and proofs of receipt. */
public final class CaptureInspector implements CaptureReader.Listener {
    private static final int MOST_OPEN = 100_000;
    private static final Octets RESPONSE_HEADER = Octets.of(0x02, 0x71, 0x00);

    private final Inspector inspector;
    private final boolean securityGiven;
    private final Consumer<CapturedInspection> output;
    private final Consumer<String> notices;
    private final PartJoiner joiner = new PartJoiner();
    private final Pairing pairing = new Pairing();
    private final ReceiptReader receipts = new ReceiptReader(UnaryOperator.identity());
    private final Map<MessageKey, List<Pairing.Segment>> parts = new Bounded<>(MOST_OPEN);
    private final Map<String, Long> requests = new Bounded<>(MOST_OPEN);
    /** SMSCs, by address and port. */
    private final Map<String, Boolean> servers = new Bounded<>(MOST_OPEN);

    /**
     * @param securityGiven whether the inspector was told what security responses have; else that of their commands is taken
     * @param output gets each message as it is explained
     * @param notices gets what is missing in the capture
     */
    public CaptureInspector(
            Inspector inspector, boolean securityGiven, Consumer<CapturedInspection> output, Consumer<String> notices) {
        this.inspector = inspector;
        this.securityGiven = securityGiven;
        this.output = output;
        this.notices = notices;
    }

    /** Packets, in the order of the capture. */
    public List<Exchange> exchanges() {
        return List.copyOf(pairing.exchanges());
    }

    /** Messages that lack parts, and which. */
    public Map<MessageKey, PartSet> incomplete() {
        return joiner.incomplete();
    }

    @Override
    public void notice(long frame, String text) {
        notices.accept("frame " + frame + ": " + text);
    }

    @Override
    public void message(Captured message) {
        if (message.source() == Captured.Source.CARD) {
            card(message);
        } else {
            pdu(message);
        }
    }

    private void pdu(Captured message) {
        Pdu pdu = Pdu.decode(message.octets()) instanceof PduDecoding.Decoded decoded ? decoded.pdu() : null;
        if (pdu instanceof SubmitSm submit) {
            servers.put(message.to(), true);
            submitted(message, pdu, submit.message());
        } else if (pdu instanceof SubmitSmResp response) {
            String id = response.messageId() == null ? "" : response.messageId();
            put(message, inspector.inspect(message.octets(), Kind.SMPP_PDU), false, answered(message, pdu, id));
        } else if (pdu instanceof DeliverSm deliver) {
            servers.put(message.from(), true);
            request(message, pdu);
            delivered(message, deliver.message());
        } else if (pdu instanceof DataSm data && fromServer(message, data.message())) {
            request(message, pdu);
            delivered(message, data.message());
        } else if (pdu instanceof DataSm data) {
            submitted(message, pdu, data.message());
        } else if (pdu != null && pdu.commandId() == CommandId.DATA_SM_RESP.code() && submits(message, pdu)) {
            Inspection inspection = inspector.inspect(message.octets(), Kind.SMPP_PDU);
            String id = inspection
                    .root()
                    .find("message_id")
                    .map(CaptureInspector::text)
                    .orElse("");
            put(message, inspection, false, answered(message, pdu, id));
        } else {
            if (pdu instanceof Bind) {
                servers.put(message.to(), true);
            }
            List<String> links = new ArrayList<>();
            if (pdu != null && pdu.commandId() >= 0) {
                request(message, pdu);
            } else if (pdu != null) {
                Optional.ofNullable(requests.get(connection(message.to(), message.from(), pdu)))
                        .ifPresent(frame -> links.add("answers frame " + frame));
            }
            put(message, inspector.inspect(message.octets(), Kind.SMPP_PDU), false, links);
        }
    }

    private void submitted(Captured message, Pdu pdu, MessageFields fields) {
        String card = digits(fields.destination().digits());
        Pairing.Segment segment = new Pairing.Segment(message.frame());
        pairing.submitted(connection(message.from(), message.to(), pdu), segment);
        request(message, pdu);
        explain(message, inspector.inspect(message.octets(), Kind.SMPP_PDU), card, segment, new ArrayList<>());
    }

    /** data_sm goes both ways. Before it is known who is the SMSC, a receipt or a proof of receipt comes from it. */
    private boolean fromServer(Captured message, MessageFields fields) {
        if (!servers.containsKey(message.from()) && !servers.containsKey(message.to())) {
            boolean answer = (fields.esmClass() & MessageFields.ESM_RECEIPT) != 0
                    || Tlv.find(fields.tlvs(), Tlv.MESSAGE_PAYLOAD)
                            .filter(data -> data.startsWith(RESPONSE_HEADER))
                            .isPresent();
            servers.put(answer ? message.from() : message.to(), true);
        }
        return servers.containsKey(message.from());
    }

    /** Whether a data_sm_resp answers a submission. */
    private boolean submits(Captured message, Pdu response) {
        return pairing.knows(connection(message.to(), message.from(), response));
    }

    /** A C-octet string. */
    private static String text(Field field) {
        return new String(field.octets().toByteArray(), StandardCharsets.ISO_8859_1).replace("\0", "");
    }

    private void request(Captured message, Pdu pdu) {
        requests.put(connection(message.from(), message.to(), pdu), message.frame());
    }

    private static String connection(String from, String to, Pdu pdu) {
        return from + " " + to + " " + pdu.sequence();
    }

    private List<String> answered(Captured message, Pdu response, String messageId) {
        String connection = connection(message.to(), message.from(), response);
        boolean data = response.commandId() == CommandId.DATA_SM_RESP.code();
        Optional<Pairing.Segment> segment = response.commandStatus() == 0 && !messageId.isEmpty()
                ? pairing.accepted(connection, host(message.from()), messageId)
                : pairing.refused(connection, message.frame(), String.format("%08x", response.commandStatus()));
        return List.of(segment.map(one -> "answers the " + (data ? "data_sm" : "submit_sm") + " of frame " + one.frame()
                        + one.packetText())
                .orElse("answers no submit_sm of this capture"));
    }

    private void delivered(Captured message, MessageFields fields) {
        String card = digits(fields.source().digits());
        Octets body = fields.shortMessage().isEmpty()
                ? Tlv.find(fields.tlvs(), Tlv.MESSAGE_PAYLOAD).orElse(Octets.EMPTY)
                : fields.shortMessage();
        List<String> links = new ArrayList<>();
        Optional<DeliveryReceipt> receipt =
                receipts.read(fields.esmClass(), fields.source().digits(), body, parameters(fields.tlvs()));
        receipt.ifPresent(read -> links.add(receipt(message, read)));
        explain(message, withSecurity(message.octets(), Kind.SMPP_PDU, card, false), card, null, links);
        receipt.flatMap(DeliveryReceipt::reportedUserData).ifPresent(report -> {
            Inspection answer = withSecurity(report, Kind.USER_DATA, card, true);
            put(message, answer, true, response(message, answer, card));
        });
    }

    private String receipt(Captured message, DeliveryReceipt receipt) {
        String state = receipt.state().word() + (receipt.error().matches("0*") ? "" : " error " + receipt.error());
        String what = "receipt " + state + " for message id " + receipt.rawMessageId();
        return pairing.receipt(host(message.from()), receipt.rawMessageId(), message.frame(), state)
                .map(segment -> what + ", the submit_sm of frame " + segment.frame() + segment.packetText())
                .orElse(what + ", which no submit_sm_resp of this capture gave before");
    }

    private static ReceiptParameters parameters(List<Tlv> tlvs) {
        String id = Tlv.find(tlvs, Tlv.RECEIPTED_MESSAGE_ID)
                .map(value -> new String(value.toByteArray(), StandardCharsets.ISO_8859_1).replace("\0", ""))
                .orElse(null);
        Integer state = Tlv.find(tlvs, Tlv.MESSAGE_STATE)
                .filter(value -> value.length() == 1)
                .map(value -> value.get(0))
                .orElse(null);
        return new ReceiptParameters(
                id, state, Tlv.find(tlvs, Tlv.NETWORK_ERROR_CODE).orElse(null));
    }

    private void card(Captured message) {
        CardExchange exchange = CardExchange.of(message.octets());
        String card = "at " + host(message.from());
        List<String> links = new ArrayList<>();
        exchange.status()
                .ifPresent(status -> links.add("the card answers " + status.toHex() + ": " + status.meaning()));
        if (exchange.isEnvelope()) {
            explain(
                    message,
                    inspector.inspect(exchange.command(), Kind.ENVELOPE),
                    card,
                    new Pairing.Segment(message.frame()),
                    links);
        } else {
            put(message, inspector.inspect(exchange.command(), Kind.COMMAND_APDU), false, links);
        }
        Octets answer = exchange.answer();
        if (exchange.isFetch() && !answer.isEmpty() && answer.get(0) == 0xD0) {
            explain(message, withSecurity(answer, Kind.PROACTIVE_COMMAND, card, false), card, null, List.of());
        } else if (answer.startsWith(RESPONSE_HEADER)) {
            explain(message, withSecurity(answer, Kind.USER_DATA, card, false), card, null, List.of());
        }
    }

    /** Explains octets that may hold a response, with the security that its command asked for. */
    private Inspection withSecurity(Octets octets, Kind kind, String card, boolean joined) {
        if (!securityGiven) {
            inspector.expect(List.of());
        }
        Inspection first = inspect(octets, kind, joined);
        Optional<Field> response = first.root().find("response packet");
        if (securityGiven || response.isEmpty()) {
            return first;
        }
        String tar =
                response.get().find("TAR").map(field -> field.octets().toHex()).orElse("");
        Optional<Exchange> sent = pairing.answerable(card, tar).stream().findFirst();
        if (sent.flatMap(Exchange::security).isEmpty()) {
            return first;
        }
        inspector.expect(List.of(sent.get().security().get()));
        Inspection second = inspect(octets, kind, joined);
        inspector.expect(List.of());
        return second;
    }

    private Inspection inspect(Octets octets, Kind kind, boolean joined) {
        return joined ? inspector.inspectJoined(octets, kind) : inspector.inspect(octets, kind);
    }

    /** Gives out a message, and the whole one where it is the last part of it. */
    private void explain(
            Captured message,
            Inspection inspection,
            String card,
            Pairing.@Nullable Segment segment,
            List<String> known) {
        List<String> links = new ArrayList<>(known);
        Optional<MessageKey> key = PartJoiner.key(inspection.root());
        if (key.isEmpty()) {
            Inspection judged =
                    paired(message, inspection, card, segment == null ? List.of() : List.of(segment), links);
            put(message, judged, false, links);
            return;
        }
        List<Pairing.Segment> segments = parts.computeIfAbsent(key.get(), name -> new ArrayList<>());
        if (segments.size() < 2 * key.get().total()) {
            segments.add(segment == null ? new Pairing.Segment(message.frame()) : segment);
        }
        put(message, inspection, false, links);
        for (PartJoiner.Joined joined : joiner.accept(inspection)) {
            parts.remove(joined.key());
            Inspection whole = withSecurity(joined.userData().encode(), Kind.USER_DATA, card, true);
            List<String> wholeLinks = new ArrayList<>();
            wholeLinks.add("joined of frames " + frames(segments));
            put(message, paired(message, whole, card, segments, wholeLinks), true, wholeLinks);
        }
    }

    private static String frames(List<Pairing.Segment> segments) {
        StringBuilder text = new StringBuilder();
        segments.forEach(segment -> text.append(text.isEmpty() ? "" : ", ").append(segment.frame()));
        return text.toString();
    }

    private Inspection paired(
            Captured message, Inspection inspection, String card, List<Pairing.Segment> segments, List<String> links) {
        Optional<Field> command = inspection.root().find("command packet");
        if (command.isPresent() && !segments.isEmpty()) {
            Exchange exchange = pairing.packet(card, command.get(), segments).orElse(null);
            if (exchange != null) {
                links.add("packet " + exchange.number()
                        + (exchange.frames().size() > segments.size()
                                ? ", sent before in frame " + exchange.frames().get(0)
                                : ""));
                Optional<Finding> finding = pairing.counterFinding(exchange, command.get());
                return finding.map(inspection::with).orElse(inspection);
            }
        }
        links.addAll(response(message, inspection, card));
        return inspection;
    }

    private List<String> response(Captured message, Inspection inspection, String card) {
        return inspection.root().find("response packet").stream()
                .map(response -> pairing.response(card, response, message.frame())
                        .map(exchange -> "answers packet " + exchange.number() + " of frame "
                                + exchange.frames().get(0))
                        .orElse("answers no packet of this capture"))
                .toList();
    }

    private void put(Captured message, Inspection inspection, boolean joined, List<String> links) {
        output.accept(new CapturedInspection(message, inspection, joined, links));
    }

    private static String digits(String number) {
        return number.startsWith("+") ? number.substring(1) : number;
    }

    private static String host(String endpoint) {
        int port = endpoint.lastIndexOf(':');
        return port < 0 ? endpoint : endpoint.substring(0, port);
    }
}

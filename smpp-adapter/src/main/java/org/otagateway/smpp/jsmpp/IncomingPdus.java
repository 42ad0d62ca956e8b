// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.jsmpp;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.link.Address;
import org.otagateway.smpp.link.Addressing;
import org.otagateway.smpp.link.IncomingMessage;
import org.otagateway.smpp.link.LinkSettings;
import org.otagateway.smpp.link.SessionListener;
import org.otagateway.smpp.link.UnreadablePdu;
import org.otagateway.smpp.pdu.BindKind;
import org.otagateway.smpp.pdu.BindResp;
import org.otagateway.smpp.pdu.CommandId;
import org.otagateway.smpp.pdu.CommandStatus;
import org.otagateway.smpp.pdu.DataSm;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.EnquireLink;
import org.otagateway.smpp.pdu.EnquireLinkResp;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.OtherPdu;
import org.otagateway.smpp.pdu.Pdu;
import org.otagateway.smpp.pdu.PduDecoding;
import org.otagateway.smpp.pdu.PduHeader;
import org.otagateway.smpp.pdu.SubmitSmResp;
import org.otagateway.smpp.pdu.Tlv;
import org.otagateway.smpp.pdu.Unbind;
import org.otagateway.smpp.pdu.UnbindResp;
import org.otagateway.smpp.receipt.DeliveryReceipt;
import org.otagateway.smpp.receipt.ReceiptParameters;
import org.otagateway.smpp.receipt.ReceiptReader;

/**
 * Takes the PDUs that a link cares for, on the reading thread and in their order, and leaves the keeping of the session
 * (bind, enquire_link, unbind) to jsmpp. So a full queue in jsmpp refuses no message and delays no answer, and octets that
 * jsmpp's decoder throws on are not lost.
 */
final class IncomingPdus implements FrameReader.Handler {
    /** So many PDUs that are none of ours may come before the answer to the bind. */
    private static final int MOST_STRANGERS = 16;

    /** A command_id that stands for none: jsmpp answers it with generic_nack, ESME_RINVCMDID. */
    private static final int NO_COMMAND = 0x0000FFFF;

    /** Answers to requests that jsmpp sent. */
    interface OwnRequests {
        /** Ends the request with this sequence_number as if it had been answered well, where jsmpp sent it. */
        boolean answer(int sequence);
    }

    /** User data header with information element 71, TS 31.115 clause 4.2. */
    private static final Octets RESPONSE_HEADER = Octets.of(0x02, 0x71, 0x00);

    private final BindKind kind;
    private final Addressing addressing;
    private final int responseTag;
    /** data_sm that wait for their answer, no more than the link lets wait at all. */
    private final Set<Integer> dataRequests = ConcurrentHashMap.newKeySet();

    private final SessionListener listener;
    private final ReceiptReader receipts;
    private final OwnRequests own;
    /** PDUs that came before the answer to the bind; the reading thread alone sees it. */
    private int strangers;

    private volatile boolean bound;
    private volatile int refusal;
    private volatile @Nullable String failure;
    private volatile @Nullable String badAnswer;

    /** @param settings how numbers are written, and where answers of cards are */
    IncomingPdus(
            BindKind kind, LinkSettings settings, SessionListener listener, ReceiptReader receipts, OwnRequests own) {
        this.kind = kind;
        this.addressing = settings.addressing();
        this.responseTag = settings.quirks().responseTag();
        this.listener = listener;
        this.receipts = receipts;
        this.own = own;
    }

    /** What went wrong on the reading side, where something did. */
    @Nullable
    String failure() {
        return failure;
    }

    /** The command_status with which the SMSC refused the bind; 0 where it did not. */
    int refusal() {
        return refusal;
    }

    /** What came in place of an answer to the bind, where something did. */
    @Nullable
    String badAnswer() {
        return badAnswer;
    }

    @Override
    public void failed(String why) {
        if (failure == null) {
            failure = why;
        }
        listener.lost(why);
    }

    @Override
    public void drained() {
        listener.drained();
    }

    @Override
    public @Nullable Pdu received(PduDecoding decoding) throws IOException {
        if (decoding instanceof PduDecoding.Malformed malformed) {
            PduHeader header = malformed.header();
            if (header == null || malformed.streamLost()) {
                String why = malformed.failure().toString();
                badAnswer = bound ? null : why;
                unreadable(malformed.octets(), why);
                if (bound) {
                    listener.deaf();
                }
                throw new IOException(why);
            }
            return bound ? malformed(header, malformed) : beforeBind(header.commandId(), header);
        }
        Pdu pdu = ((PduDecoding.Decoded) decoding).pdu();
        if (!bound) {
            return beforeBind(
                    pdu.commandId(),
                    new PduHeader(PduHeader.LENGTH, pdu.commandId(), pdu.commandStatus(), pdu.sequence()));
        }
        if (pdu instanceof SubmitSmResp answer) {
            String id = answer.messageId();
            listener.answered(answer.sequence(), answer.commandStatus(), id == null ? "" : id);
            return null;
        }
        if (pdu instanceof DeliverSm delivery) {
            delivered(delivery.sequence(), delivery.message(), delivery);
            return null;
        }
        if (pdu instanceof DataSm data) {
            dataRequests.add(data.sequence());
            delivered(data.sequence(), data.message(), data);
            return null;
        }
        return kept(pdu.commandId(), pdu.commandStatus(), pdu.sequence(), () -> Octets.copyOf(pdu.encode()));
    }

    private interface Raw {
        Octets octets();
    }

    /** What belongs to no message: jsmpp keeps the session with it, or it is none of ours. */
    private @Nullable Pdu kept(int commandId, int status, int sequence, Raw raw) {
        CommandId command = CommandId.of(commandId).orElse(CommandId.OUTBIND);
        switch (command) {
            case ENQUIRE_LINK -> {
                return new EnquireLink(sequence);
            }
            case ENQUIRE_LINK_RESP -> {
                return new EnquireLinkResp(0, sequence);
            }
            case UNBIND -> {
                return new Unbind(sequence);
            }
            case UNBIND_RESP -> {
                return new UnbindResp(status, sequence);
            }
            case GENERIC_NACK -> {
                // To an enquire_link it shows that the SMSC lives; to a submit_sm it is a refusal, whatever it says.
                if (!own.answer(sequence)) {
                    listener.answered(sequence, notZero(status), "");
                }
                return null;
            }
            default -> {
                unreadable(
                        raw.octets(),
                        "command_id at octet 4: " + HexFormat.of().toHexDigits(commandId)
                                + " is not used on this link");
                return commandId < 0 ? null : new OtherPdu(NO_COMMAND, 0, sequence, Octets.EMPTY);
            }
        }
    }

    private @Nullable Pdu malformed(PduHeader header, PduDecoding.Malformed malformed) {
        String why = malformed.failure().toString();
        int sequence = header.sequence();
        if (header.commandId() == CommandId.SUBMIT_SM_RESP.code()) {
            // The SMSC took the segment or refused it all the same; only its receipt cannot be matched.
            unreadable(malformed.octets(), why);
            listener.answered(sequence, header.commandStatus(), "");
            return null;
        }
        if (header.commandId() == CommandId.DELIVER_SM.code()) {
            listener.unreadable(OptionalInt.of(sequence), new UnreadablePdu(malformed.octets(), why));
            return null;
        }
        return kept(header.commandId(), header.commandStatus(), sequence, malformed::octets);
    }

    /**
     * Before the SMSC took the bind only its answer counts. Of that jsmpp gets a plain form: on an interface version it
     * does not know, or a system_id it cannot read, it would never come back.
     */
    private @Nullable Pdu beforeBind(int commandId, PduHeader header) throws IOException {
        int status = header.commandStatus();
        if (commandId == kind.response().code() && header.sequence() == EsmeSession.BIND_SEQUENCE) {
            bound = status == 0;
            return bindResponse(status);
        }
        switch (CommandId.of(commandId).orElse(CommandId.OUTBIND)) {
            case GENERIC_NACK -> {
                return bindResponse(notZero(status));
            }
            case ENQUIRE_LINK -> {
                return new EnquireLink(header.sequence());
            }
            case UNBIND -> {
                return new Unbind(header.sequence());
            }
            default -> {}
        }
        String why = "the bind was answered with command_id " + HexFormat.of().toHexDigits(commandId)
                + ", sequence_number " + header.sequence();
        boolean answers = header.sequence() == EsmeSession.BIND_SEQUENCE && commandId < 0;
        strangers++;
        if (!answers && strangers <= MOST_STRANGERS) {
            unreadable(Octets.EMPTY, why);
            return null;
        }
        badAnswer = why;
        throw new IOException(why);
    }

    private Pdu bindResponse(int status) {
        refusal = status;
        return new BindResp(kind, status, EsmeSession.BIND_SEQUENCE, "", List.of());
    }

    private static int notZero(int status) {
        return status == CommandStatus.ESME_ROK.code() ? CommandStatus.ESME_RUNKNOWNERR.code() : status;
    }

    private void delivered(int sequence, MessageFields fields, Pdu pdu) {
        Octets body = fields.userData();
        Optional<Octets> reported = reported(fields.tlvs());
        Optional<DeliveryReceipt> receipt =
                receipts.read(fields.esmClass(), comparable(fields.source()), body, parameters(fields.tlvs()));
        if (receipt.isPresent()) {
            listener.receipt(sequence, reported.map(receipt.get()::withReported).orElse(receipt.get()));
            return;
        }
        IncomingMessage message;
        try {
            message = new IncomingMessage(
                    sender(fields.source()),
                    address(fields.destination()),
                    reported.isPresent() ? fields.esmClass() | MessageFields.ESM_UDHI : fields.esmClass(),
                    fields.protocolId(),
                    fields.dataCoding(),
                    reported.orElse(body));
        } catch (IllegalArgumentException e) {
            listener.unreadable(
                    OptionalInt.of(sequence),
                    new UnreadablePdu(Octets.copyOf(pdu.encode()), String.valueOf(e.getMessage())));
            return;
        }
        listener.message(sequence, message);
    }

    /** A card's answer in the parameter that this SMSC has for it, with a user data header whether it had one or not. */
    private Optional<Octets> reported(List<Tlv> tlvs) {
        return responseTag == 0
                ? Optional.empty()
                : Tlv.find(tlvs, responseTag).filter(value -> !value.isEmpty()).map(IncomingPdus::withHeader);
    }

    private static Octets withHeader(Octets value) {
        return value.get(0) == RESPONSE_HEADER.get(0) && value.length() > 2 && value.get(1) != 0
                ? value
                : Octets.concat(RESPONSE_HEADER, value);
    }

    /** Whether the request with this sequence_number was a data_sm, whose answer has another command_id; asked once. */
    boolean wasDataRequest(int sequence) {
        return dataRequests.remove(sequence);
    }

    private String comparable(org.otagateway.smpp.pdu.Address source) {
        return addressing.international(source.ton(), source.digits());
    }

    /** A national number becomes international, so that it can be compared. */
    private Address sender(org.otagateway.smpp.pdu.Address source) {
        String number = source.ton() == Address.NATIONAL ? comparable(source) : source.digits();
        boolean changed = !number.equals(source.digits());
        return new Address(changed ? Address.INTERNATIONAL : source.ton(), source.npi(), number);
    }

    private static Address address(org.otagateway.smpp.pdu.Address address) {
        return new Address(address.ton(), address.npi(), address.digits());
    }

    private static ReceiptParameters parameters(List<Tlv> tlvs) {
        String id = Tlv.find(tlvs, Tlv.RECEIPTED_MESSAGE_ID)
                .map(IncomingPdus::withoutNul)
                .orElse(null);
        Integer state = Tlv.find(tlvs, Tlv.MESSAGE_STATE)
                .filter(value -> value.length() == 1)
                .map(value -> value.get(0))
                .orElse(null);
        return new ReceiptParameters(
                id, state, Tlv.find(tlvs, Tlv.NETWORK_ERROR_CODE).orElse(null));
    }

    /** The characters up to a NUL, which some SMSCs leave out. */
    private static String withoutNul(Octets value) {
        int end = 0;
        while (end < value.length() && value.get(end) != 0) {
            end++;
        }
        return new String(value.slice(0, end).toByteArray(), StandardCharsets.ISO_8859_1);
    }

    private void unreadable(Octets octets, String why) {
        listener.unreadable(OptionalInt.empty(), new UnreadablePdu(octets, why));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.receipt;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.otagateway.packet.bytes.Octets;

/** Tells receipts from messages and reads them. */
public final class ReceiptReader {
    /* esm_class of a deliver_sm, SMPP 3.4 clause 5.2.12:
     *
     *  7 6 5 4 3 2 1 0
     *  | | +-+-+-+ +-+-- mode, not used here
     *  | |       +------ message type: 0001 receipt, 1000 intermediate notification, 0010 and 0100 acknowledgements
     *  | +-------------- UDHI: a user data header
     *  +---------------- reply path
     */
    private static final int MESSAGE_TYPE = 0x3C;
    private static final int RECEIPT = 0x04;
    private static final int INTERMEDIATE = 0x20;
    private static final int UDHI = 0x40;

    private final UnaryOperator<String> messageIds;

    /** @param messageIds brings the message id of a receipt into the form in which ids are compared */
    public ReceiptReader(UnaryOperator<String> messageIds) {
        this.messageIds = messageIds;
    }

    /**
     * The receipt in a deliver_sm, where it is one. User data with information element 71 never is, whatever the
     * esm_class says (it is the card's answer); nor is anything else with a user data header that names no message.
     *
     * @param esmClass one octet
     * @param source the sender's number
     * @param body short_message, or message_payload where that is there
     */
    public Optional<DeliveryReceipt> read(int esmClass, String source, Octets body, ReceiptParameters parameters) {
        boolean header = (esmClass & UDHI) != 0;
        if (header && UserDataHeader.has(body, UserDataHeader.RESPONSE_PACKET)) {
            return Optional.empty();
        }
        int type = esmClass & MESSAGE_TYPE;
        boolean says = type == RECEIPT || type == INTERMEDIATE;
        boolean named = parameters.receiptedMessageId() != null;
        // Seen in the field: esm_class 00 with both parameters.
        if (!says && !(named && parameters.messageState() != null && !header)) {
            return Optional.empty();
        }
        ReceiptText text = ReceiptText.read(new String(body.toByteArray(), StandardCharsets.ISO_8859_1));
        if (header && !named && !text.isReceipt()) {
            return Optional.empty();
        }
        return Optional.of(receipt(type == INTERMEDIATE, source, body, parameters, text));
    }

    private DeliveryReceipt receipt(
            boolean intermediate, String source, Octets body, ReceiptParameters parameters, ReceiptText text) {
        String receipted = parameters.receiptedMessageId();
        String raw = receipted != null && !receipted.isBlank() ? receipted : text.id();
        Integer code = parameters.messageState();
        // The text is read where the parameter says nothing: a state it does not know must not hide the word.
        MessageState state = Optional.ofNullable(code)
                .flatMap(MessageState::ofCode)
                .or(() -> MessageState.ofWord(text.state()))
                .orElse(MessageState.UNKNOWN);
        Octets network = parameters.networkErrorCode();
        String error = !text.error().isEmpty() || network == null || network.length() != 3
                ? text.error()
                : network.get(0) + "/" + (network.get(1) << 8 | network.get(2));
        return new DeliveryReceipt(
                raw.isEmpty() ? "" : messageIds.apply(raw),
                raw,
                state,
                intermediate,
                error,
                text.submitted(),
                text.done(),
                source,
                text.text(),
                body);
    }
}

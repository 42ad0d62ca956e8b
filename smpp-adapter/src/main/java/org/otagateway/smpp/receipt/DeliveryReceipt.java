// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.receipt;

import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HexFormat;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/**
 * What an SMSC reports of a message that it took (deliver_sm with esm_class 04 or 20, SMPP 3.4 appendix B). Everything
 * but the state may be missing.
 *
 * @param messageId the id in the form in which it is compared with that of the submit; empty where there is none
 * @param rawMessageId the id as the SMSC wrote it; empty where there is none
 * @param state what became of the message; {@link MessageState#UNKNOWN} where the receipt does not say
 * @param intermediate esm_class 20, an intermediate notification; then not final, whatever the state
 * @param error the error in the text ({@code err:}) as written, or network_error_code as {@code type/code} in decimal;
 *     empty where there is none
 * @param submitted when the SMSC took it, in the SMSC's own time zone
 * @param done when it reached its state, in the SMSC's own time zone
 * @param source the number of the receipt's sender, as a rule the card's
 * @param tail what stands behind {@code text:} in the text, to its end; some SMSCs put a card's answer there, in hexadecimal
 * @param body the octets of the receipt, unread
 */
public record DeliveryReceipt(
        String messageId,
        String rawMessageId,
        MessageState state,
        boolean intermediate,
        String error,
        @Nullable LocalDateTime submitted,
        @Nullable LocalDateTime done,
        String source,
        String tail,
        Octets body) {

    /** The same, where the SMSC passes the card's answer on outside of the text. */
    public DeliveryReceipt withReported(Octets userData) {
        return new DeliveryReceipt(
                messageId, rawMessageId, state, intermediate, error, submitted, done, source, userData.toHex(), body);
    }

    /** No other receipt for the message follows. */
    public boolean isFinal() {
        return !intermediate && state.isFinal();
    }

    /**
     * The user data of a DELIVER-REPORT that the SMSC wrote in hexadecimal behind {@code text:}, where it holds
     * information element 71. Some SMSCs cut it to 20 digits: then it starts as one, and does not decode.
     */
    public Optional<Octets> reportedUserData() {
        String digits = tail.strip();
        if (digits.isEmpty() || digits.length() % 2 != 0) {
            return Optional.empty();
        }
        for (int i = 0; i < digits.length(); i++) {
            if (!HexFormat.isHexDigit(digits.charAt(i))) {
                return Optional.empty();
            }
        }
        Octets userData = Octets.hex(digits);
        return UserDataHeader.has(userData, UserDataHeader.RESPONSE_PACKET) ? Optional.of(userData) : Optional.empty();
    }

    /** The whole body, one character an octet. */
    public String text() {
        return new String(body.toByteArray(), StandardCharsets.ISO_8859_1);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.receipt;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/**
 * The optional parameters of a receipt, SMPP 3.4 clauses 5.3.2.12, 5.3.2.35 and 5.3.2.31; null where one is missing.
 *
 * @param receiptedMessageId receipted_message_id without its NUL
 * @param messageState message_state, one octet
 * @param networkErrorCode network_error_code: the type of network, one octet, and the code, two octets
 */
public record ReceiptParameters(
        @Nullable String receiptedMessageId,
        @Nullable Integer messageState,
        @Nullable Octets networkErrorCode) {
    /** None of them. */
    public static final ReceiptParameters NONE = new ReceiptParameters(null, null, null);
}

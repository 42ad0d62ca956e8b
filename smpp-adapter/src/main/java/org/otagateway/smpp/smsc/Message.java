// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Instant;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.pdu.MessageFields;

/**
 * A submitted message under way.
 *
 * @param id as in submit_sm_resp
 * @param receiptId as in receipts
 * @param msisdn destination, digits without a plus
 * @param fate what chance decided about it
 * @param answer gives submit_sm_resp if that is still to be done; null where it never is
 */
record Message(
        String id,
        String receiptId,
        String msisdn,
        MessageFields fields,
        @Nullable Concatenation concatenation,
        Instant submitted,
        Instant validUntil,
        MessageFate fate,
        @Nullable Runnable answer) {
    private static final int ALWAYS = 1;
    private static final int ON_FAILURE = 2;

    /** Whether a receipt of that state is asked for (registered_delivery, SMPP 3.4 clause 5.2.17). */
    boolean wantsReceipt(MessageState state) {
        int wish = fields.registeredDelivery() & 0x03;
        boolean failure = state != MessageState.DELIVERED && state != MessageState.ENROUTE;
        return (wish == ALWAYS || (wish == ON_FAILURE && failure)) && !fate.has(Fault.RECEIPT_NEVER);
    }

    ShortMessage shortMessage() {
        return new ShortMessage(
                id,
                fields.source().digits(),
                msisdn,
                fields.udhi(),
                fields.protocolId(),
                fields.dataCoding(),
                fields.userData(),
                validUntil);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * In what ways this SMSC differs from others.
 *
 * @param responseId how submit_sm_resp writes the message id
 * @param receiptId how a receipt writes it
 * @param proofOfReceipt the way on which the card's answer comes back
 */
public record Quirks(MessageIdForm responseId, MessageIdForm receiptId, ProofOfReceiptWay proofOfReceipt) {
    /** Ids alike on both sides, and answers as messages of their own. */
    public static final Quirks NONE = new Quirks(MessageIdForm.AS_IS, MessageIdForm.AS_IS, ProofOfReceiptWay.SUBMIT);

    /** The message id of a submit_sm_resp, in the form in which it is compared. */
    public String normaliseResponseId(String id) {
        return responseId.normalise(id);
    }

    /** The message id of a receipt, in the form in which it is compared. */
    public String normaliseReceiptId(String id) {
        return receiptId.normalise(id);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/**
 * In what ways this SMSC differs from others.
 *
 * @param responseId how submit_sm_resp writes the message id
 * @param receiptId how a receipt writes it
 * @param proofOfReceipt the way on which the card's answer comes back
 * @param responseTag tag of the optional parameter in which this SMSC passes on a card's answer, with its user data header
 *     or without, 16 bits; 0: it has none
 */
public record Quirks(
        MessageIdForm responseId, MessageIdForm receiptId, ProofOfReceiptWay proofOfReceipt, int responseTag) {
    /** Ids alike on both sides, and answers as messages of their own. */
    public static final Quirks NONE = new Quirks(MessageIdForm.AS_IS, MessageIdForm.AS_IS, ProofOfReceiptWay.SUBMIT, 0);

    /** @throws IllegalArgumentException where the tag does not fit 16 bits */
    public Quirks {
        Ranges.within("response-tag", responseTag, 0, 0xFFFF);
    }

    /** The message id of a submit_sm_resp, in the form in which it is compared. */
    public String normaliseResponseId(String id) {
        return responseId.normalise(id);
    }

    /** The message id of a receipt, in the form in which it is compared. */
    public String normaliseReceiptId(String id) {
        return receiptId.normalise(id);
    }
}

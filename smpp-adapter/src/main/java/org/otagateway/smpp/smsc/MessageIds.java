// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/**
 * The forms of a message id.
 *
 * @param inResponse in submit_sm_resp and in the journal
 * @param inReceipt in the text and the receipted_message_id of a receipt
 */
public record MessageIds(MessageIdForm inResponse, MessageIdForm inReceipt) {
    /** One form in both. */
    public static MessageIds both(MessageIdForm form) {
        return new MessageIds(form, form);
    }
}

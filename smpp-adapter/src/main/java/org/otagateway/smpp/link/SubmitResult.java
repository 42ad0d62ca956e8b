// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/** What became of a submit. */
public sealed interface SubmitResult {
    /**
     * The SMSC took the segment (submit_sm_resp with command_status 0).
     *
     * @param messageId the message_id in the form of {@link Quirks#normaliseResponseId}, by which a receipt is matched; empty
     *     where the SMSC gave none
     * @param rawMessageId as the SMSC wrote it
     */
    record Accepted(String messageId, String rawMessageId) implements SubmitResult {}

    /**
     * The SMSC said no; this copy will not reach the card.
     *
     * @param commandStatus as in SMPP 3.4 clause 5.1.3
     * @param temporary the same segment may be taken later, see {@link StatusTable}
     */
    record Refused(int commandStatus, boolean temporary) implements SubmitResult {}

    /**
     * No answer, and none is awaited any longer. The SMSC may have the segment all the same where it was written.
     *
     * @param why for people
     * @param written false only where certainly no octet of it left
     */
    record Unknown(String why, boolean written) implements SubmitResult {}
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * submit_sm_resp (SMPP 3.4 clause 4.4.2).
 *
 * @param messageId at most 64 characters; null where the response is a header alone, which only a refusal may be
 */
public record SubmitSmResp(
        int commandStatus, int sequence, @Nullable String messageId, List<Tlv> tlvs) implements Pdu {
    /** @throws IllegalArgumentException where a part does not fit its field */
    public SubmitSmResp {
        tlvs = List.copyOf(tlvs);
        if (messageId != null) {
            Checks.cString("message_id", messageId, 65);
        } else if (commandStatus == 0 || !tlvs.isEmpty()) {
            throw new IllegalArgumentException("message_id: expected one where the message was accepted");
        }
    }

    /** Accepted under that message id. */
    public static SubmitSmResp accepted(int sequence, String messageId) {
        return new SubmitSmResp(0, sequence, messageId, List.of());
    }

    /** Refused: "the body is not returned if the command_status field contains a non-zero value". */
    public static SubmitSmResp refused(int commandStatus, int sequence) {
        return new SubmitSmResp(commandStatus, sequence, null, List.of());
    }

    static SubmitSmResp decode(PduHeader header, PduReader in) throws MalformedPduException {
        if (in.atEnd() && header.commandStatus() != 0) {
            return refused(header.commandStatus(), header.sequence());
        }
        return new SubmitSmResp(header.commandStatus(), header.sequence(), in.cString("message_id", 65), in.tlvs());
    }

    @Override
    public byte[] encode() {
        if (messageId == null) {
            return PduWriter.headerOnly(CommandId.SUBMIT_SM_RESP, commandStatus, sequence);
        }
        return new PduWriter(CommandId.SUBMIT_SM_RESP, commandStatus, sequence, messageId.length() + 1)
                .cString(messageId)
                .tlvs(tlvs)
                .finish();
    }

    @Override
    public int commandId() {
        return CommandId.SUBMIT_SM_RESP.code();
    }
}

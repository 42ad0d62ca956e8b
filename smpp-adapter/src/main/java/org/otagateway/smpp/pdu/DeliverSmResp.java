// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * deliver_sm_resp (SMPP 3.4 clause 4.6.2).
 *
 * @param messageId "unused and set to NULL" by the standard, at most 64 characters; null where the response is a
 *     header alone, as many ESMEs send it
 */
public record DeliverSmResp(
        int commandStatus, int sequence, @Nullable String messageId, List<Tlv> tlvs) implements Pdu {
    /** @throws IllegalArgumentException where a part does not fit its field */
    public DeliverSmResp {
        tlvs = List.copyOf(tlvs);
        if (messageId != null) {
            Checks.cString("message_id", messageId, 65);
        } else if (!tlvs.isEmpty()) {
            throw new IllegalArgumentException("optional parameters: expected none without message_id");
        }
    }

    /** The answer as the standard writes it, with an empty message_id. */
    public static DeliverSmResp of(int commandStatus, int sequence) {
        return new DeliverSmResp(commandStatus, sequence, "", List.of());
    }

    static DeliverSmResp decode(PduHeader header, PduReader in) throws MalformedPduException {
        @Nullable String messageId = in.atEnd() ? null : in.cString("message_id", 65);
        return new DeliverSmResp(header.commandStatus(), header.sequence(), messageId, in.tlvs());
    }

    @Override
    public byte[] encode() {
        if (messageId == null) {
            return PduWriter.headerOnly(CommandId.DELIVER_SM_RESP, commandStatus, sequence);
        }
        return new PduWriter(CommandId.DELIVER_SM_RESP, commandStatus, sequence, messageId.length() + 1)
                .cString(messageId)
                .tlvs(tlvs)
                .finish();
    }

    @Override
    public int commandId() {
        return CommandId.DELIVER_SM_RESP.code();
    }
}

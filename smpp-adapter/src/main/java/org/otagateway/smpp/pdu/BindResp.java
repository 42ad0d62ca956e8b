// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The answer to a {@link Bind} (SMPP 3.4 clauses 4.1.2, 4.1.4, 4.1.6).
 *
 * @param systemId at most 15 characters; null where the response is a header alone
 */
public record BindResp(
        BindKind kind,
        int commandStatus,
        int sequence,
        @Nullable String systemId,
        List<Tlv> tlvs) implements Pdu {
    /** @throws IllegalArgumentException where a part does not fit its field */
    public BindResp {
        tlvs = List.copyOf(tlvs);
        if (systemId != null) {
            Checks.cString("system_id", systemId, 16);
        } else if (!tlvs.isEmpty()) {
            throw new IllegalArgumentException("optional parameters: expected none without system_id");
        }
    }

    static BindResp decode(BindKind kind, PduHeader header, PduReader in) throws MalformedPduException {
        // "The body is not returned if the command_status field contains a non-zero value" (SMPP 3.4 clause 4.1.2
        // note).
        @Nullable String systemId = in.atEnd() ? null : in.cString("system_id", 16);
        return new BindResp(kind, header.commandStatus(), header.sequence(), systemId, in.tlvs());
    }

    @Override
    public byte[] encode() {
        if (systemId == null) {
            return PduWriter.headerOnly(kind.response(), commandStatus, sequence);
        }
        return new PduWriter(kind.response(), commandStatus, sequence, 32)
                .cString(systemId)
                .tlvs(tlvs)
                .finish();
    }

    @Override
    public int commandId() {
        return kind.response().code();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/** unbind_resp (SMPP 3.4 clause 4.2.2): a header alone. */
public record UnbindResp(int commandStatus, int sequence) implements Pdu {
    static UnbindResp decode(PduHeader header, PduReader in) throws MalformedPduException {
        in.end("unbind_resp");
        return new UnbindResp(header.commandStatus(), header.sequence());
    }

    @Override
    public byte[] encode() {
        return PduWriter.headerOnly(CommandId.UNBIND_RESP, commandStatus, sequence);
    }

    @Override
    public int commandId() {
        return CommandId.UNBIND_RESP.code();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/** enquire_link_resp (SMPP 3.4 clause 4.11.2): a header alone. */
public record EnquireLinkResp(int commandStatus, int sequence) implements Pdu {
    static EnquireLinkResp decode(PduHeader header, PduReader in) throws MalformedPduException {
        in.end("enquire_link_resp");
        return new EnquireLinkResp(header.commandStatus(), header.sequence());
    }

    @Override
    public byte[] encode() {
        return PduWriter.headerOnly(CommandId.ENQUIRE_LINK_RESP, commandStatus, sequence);
    }

    @Override
    public int commandId() {
        return CommandId.ENQUIRE_LINK_RESP.code();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/** enquire_link (SMPP 3.4 clause 4.11.1): a header alone. */
public record EnquireLink(int sequence) implements Pdu {
    static EnquireLink decode(PduHeader header, PduReader in) throws MalformedPduException {
        in.end("enquire_link");
        return new EnquireLink(header.sequence());
    }

    @Override
    public byte[] encode() {
        return PduWriter.headerOnly(CommandId.ENQUIRE_LINK, 0, sequence);
    }

    @Override
    public int commandId() {
        return CommandId.ENQUIRE_LINK.code();
    }

    @Override
    public int commandStatus() {
        return 0;
    }
}

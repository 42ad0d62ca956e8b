// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/** unbind (SMPP 3.4 clause 4.2.1): a header alone. */
public record Unbind(int sequence) implements Pdu {
    static Unbind decode(PduHeader header, PduReader in) throws MalformedPduException {
        in.end("unbind");
        return new Unbind(header.sequence());
    }

    @Override
    public byte[] encode() {
        return PduWriter.headerOnly(CommandId.UNBIND, 0, sequence);
    }

    @Override
    public int commandId() {
        return CommandId.UNBIND.code();
    }

    @Override
    public int commandStatus() {
        return 0;
    }
}

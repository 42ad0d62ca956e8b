// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/** generic_nack (SMPP 3.4 clause 4.3.1): a header alone. */
public record GenericNack(int commandStatus, int sequence) implements Pdu {
    static GenericNack decode(PduHeader header, PduReader in) throws MalformedPduException {
        in.end("generic_nack");
        return new GenericNack(header.commandStatus(), header.sequence());
    }

    @Override
    public byte[] encode() {
        return PduWriter.headerOnly(CommandId.GENERIC_NACK, commandStatus, sequence);
    }

    @Override
    public int commandId() {
        return CommandId.GENERIC_NACK.code();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/** submit_sm: a message from the ESME (SMPP 3.4 clause 4.4.1). */
public record SubmitSm(int sequence, MessageFields message) implements Pdu {
    static SubmitSm decode(PduHeader header, PduReader in) throws MalformedPduException {
        return new SubmitSm(header.sequence(), MessageFields.decode(in));
    }

    @Override
    public byte[] encode() {
        PduWriter out = new PduWriter(CommandId.SUBMIT_SM, 0, sequence, 240);
        message.encode(out);
        return out.finish();
    }

    @Override
    public int commandId() {
        return CommandId.SUBMIT_SM.code();
    }

    @Override
    public int commandStatus() {
        return 0;
    }
}

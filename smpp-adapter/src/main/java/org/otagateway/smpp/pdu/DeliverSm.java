// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/** deliver_sm: a message or a receipt from the SMSC (SMPP 3.4 clause 4.6.1). */
public record DeliverSm(int sequence, MessageFields message) implements Pdu {
    static DeliverSm decode(PduHeader header, PduReader in) throws MalformedPduException {
        return new DeliverSm(header.sequence(), MessageFields.decode(in));
    }

    @Override
    public byte[] encode() {
        PduWriter out = new PduWriter(CommandId.DELIVER_SM, 0, sequence, 240);
        message.encode(out);
        return out.finish();
    }

    @Override
    public int commandId() {
        return CommandId.DELIVER_SM.code();
    }

    @Override
    public int commandStatus() {
        return 0;
    }
}

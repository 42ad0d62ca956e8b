// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import org.otagateway.packet.bytes.Octets;

/** A PDU whose body this codec does not read: a command outside its set, or an unknown command_id. */
public record OtherPdu(int commandId, int commandStatus, int sequence, Octets body) implements Pdu {
    @Override
    public byte[] encode() {
        return new PduWriter(commandId, commandStatus, sequence, body.length())
                .octets(body)
                .finish();
    }
}

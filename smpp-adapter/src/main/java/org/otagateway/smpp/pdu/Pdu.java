// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.util.Optional;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.PduDecoding.Decoded;
import org.otagateway.smpp.pdu.PduDecoding.Malformed;

/** One protocol data unit of SMPP 3.4; interface versions 3.3 and 5.0 share what is here. */
public sealed interface Pdu
        permits Bind,
                BindResp,
                SubmitSm,
                SubmitSmResp,
                DeliverSm,
                DeliverSmResp,
                DataSm,
                EnquireLink,
                EnquireLinkResp,
                Unbind,
                UnbindResp,
                GenericNack,
                OtherPdu {
    /** The command_id, 32 bits; see {@link CommandId}. */
    int commandId();

    /** The command_status, 32 bits; 0 in a request. */
    int commandStatus();

    /** The sequence_number, 32 bits. */
    int sequence();

    /** The octets of the whole PDU. */
    byte[] encode();

    /** Decodes octets that are exactly one PDU; what they are not is told as data. */
    static PduDecoding decode(Octets octets) {
        return decode(octets.toByteArray(), 0, octets.length());
    }

    /** Decodes {@code length} octets from {@code offset} that are exactly one PDU; what they are not is told as data. */
    static PduDecoding decode(byte[] octets, int offset, int length) {
        if (length < PduHeader.LENGTH) {
            return new Malformed(
                    null,
                    new PduFailure(PduHeader.CLAUSE, "header", 0, "16 octets", length + " octets"),
                    Octets.copyOf(octets, offset, length),
                    true);
        }
        PduHeader header = PduHeader.decode(octets, offset);
        if (header.commandLength() != length) {
            return new Malformed(
                    header,
                    new PduFailure(
                            PduHeader.CLAUSE,
                            "command_length",
                            0,
                            String.valueOf(length),
                            String.valueOf(header.commandLength())),
                    Octets.copyOf(octets, offset, length),
                    true);
        }
        try {
            return new Decoded(PduBodies.decode(header, octets, offset, length));
        } catch (MalformedPduException e) {
            return new Malformed(header, e.failure(), Octets.copyOf(octets, offset, length), false);
        }
    }

    /** The command where it is one of {@link CommandId}. */
    default Optional<CommandId> command() {
        return CommandId.of(commandId());
    }
}

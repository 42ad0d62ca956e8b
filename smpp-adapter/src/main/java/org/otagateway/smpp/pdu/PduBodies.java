// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/** Finds the record of a command_id. */
final class PduBodies {
    private PduBodies() {}

    static Pdu decode(PduHeader header, byte[] octets, int offset, int length) throws MalformedPduException {
        @Nullable CommandId command = CommandId.of(header.commandId()).orElse(null);
        if (command != null) {
            PduReader in = new PduReader(octets, offset, offset + length, clause(command));
            if (!command.isResponse() && header.commandStatus() != 0) {
                throw in.failure(
                        "command_status", offset + 8, "0 in a request", Integer.toHexString(header.commandStatus()));
            }
            return switch (command) {
                case BIND_RECEIVER, BIND_TRANSMITTER, BIND_TRANSCEIVER -> Bind.decode(BindKind.of(command), header, in);
                case BIND_RECEIVER_RESP, BIND_TRANSMITTER_RESP, BIND_TRANSCEIVER_RESP ->
                    BindResp.decode(BindKind.of(command), header, in);
                case SUBMIT_SM -> SubmitSm.decode(header, in);
                case SUBMIT_SM_RESP -> SubmitSmResp.decode(header, in);
                case DELIVER_SM -> DeliverSm.decode(header, in);
                case DELIVER_SM_RESP -> DeliverSmResp.decode(header, in);
                case DATA_SM -> DataSm.decode(header, in);
                case ENQUIRE_LINK -> EnquireLink.decode(header, in);
                case ENQUIRE_LINK_RESP -> EnquireLinkResp.decode(header, in);
                case UNBIND -> Unbind.decode(header, in);
                case UNBIND_RESP -> UnbindResp.decode(header, in);
                case GENERIC_NACK -> GenericNack.decode(header, in);
                default -> other(header, octets, offset, length);
            };
        }
        return other(header, octets, offset, length);
    }

    private static OtherPdu other(PduHeader header, byte[] octets, int offset, int length) {
        return new OtherPdu(
                header.commandId(),
                header.commandStatus(),
                header.sequence(),
                Octets.copyOf(octets, offset + PduHeader.LENGTH, length - PduHeader.LENGTH));
    }

    private static String clause(CommandId command) {
        return switch (command) {
            case BIND_TRANSMITTER,
                    BIND_TRANSMITTER_RESP,
                    BIND_RECEIVER,
                    BIND_RECEIVER_RESP,
                    BIND_TRANSCEIVER,
                    BIND_TRANSCEIVER_RESP -> "SMPP 3.4 clause 4.1";
            case UNBIND, UNBIND_RESP -> "SMPP 3.4 clause 4.2";
            case GENERIC_NACK -> "SMPP 3.4 clause 4.3";
            case SUBMIT_SM, SUBMIT_SM_RESP -> "SMPP 3.4 clause 4.4";
            case DELIVER_SM, DELIVER_SM_RESP -> "SMPP 3.4 clause 4.6";
            case DATA_SM -> "SMPP 3.4 clause 4.7";
            case ENQUIRE_LINK, ENQUIRE_LINK_RESP -> "SMPP 3.4 clause 4.11";
            default -> PduHeader.CLAUSE;
        };
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import org.otagateway.packet.bytes.Octets;

/**
 * data_sm: a message or a receipt without the fields that only deliver_sm has (SMPP 3.4 clause 4.7.1). Addresses of more
 * than 20 characters, which data_sm allows, are none of telephones and are malformed here.
 *
 * <pre>
 *  service_type NUL | source ton npi addr NUL | destination ton npi addr NUL
 *  esm_class | registered_delivery | data_coding | TLVs
 * </pre>
 *
 * @param message the fields that both have; the user data in message_payload, short_message empty
 */
public record DataSm(int sequence, MessageFields message) implements Pdu {
    /** @throws IllegalArgumentException where there is a short_message */
    public DataSm {
        if (!message.shortMessage().isEmpty()) {
            throw new IllegalArgumentException("short_message: expected none in data_sm");
        }
    }

    static DataSm decode(PduHeader header, PduReader in) throws MalformedPduException {
        String serviceType = in.cString("service_type", 6);
        Address source = Address.decode("source", in);
        Address destination = Address.decode("dest", in);
        int esmClass = in.octet("esm_class");
        int registeredDelivery = in.octet("registered_delivery");
        int dataCoding = in.octet("data_coding");
        MessageFields fields = new MessageFields(
                serviceType,
                source,
                destination,
                esmClass,
                0,
                0,
                "",
                "",
                registeredDelivery,
                0,
                dataCoding,
                0,
                Octets.EMPTY,
                in.tlvs());
        return new DataSm(header.sequence(), fields);
    }

    @Override
    public byte[] encode() {
        PduWriter out = new PduWriter(CommandId.DATA_SM, 0, sequence, 240);
        out.cString(message.serviceType());
        message.source().encode(out);
        message.destination().encode(out);
        return out.octet(message.esmClass())
                .octet(message.registeredDelivery())
                .octet(message.dataCoding())
                .tlvs(message.tlvs())
                .finish();
    }

    @Override
    public int commandId() {
        return CommandId.DATA_SM.code();
    }

    @Override
    public int commandStatus() {
        return 0;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.util.List;
import org.otagateway.packet.bytes.Octets;

/**
 * The body that submit_sm and deliver_sm share (SMPP 3.4 clauses 4.4.1 and 4.6.1).
 *
 * <pre>
 *  service_type NUL | source ton npi addr NUL | destination ton npi addr NUL
 *  esm_class | protocol_id | priority_flag | schedule_delivery_time NUL | validity_period NUL
 *  registered_delivery | replace_if_present | data_coding | sm_default_msg_id | sm_length | short_message | TLVs
 *
 *  esm_class    b8 reply path | b7 UDHI | b6-b3 message type (0001 receipt) | b2-b1 mode
 * </pre>
 *
 * @param serviceType at most 5 characters
 * @param esmClass one octet
 * @param protocolId TP-PID, one octet
 * @param priority one octet
 * @param scheduleDeliveryTime empty or 16 characters
 * @param validityPeriod empty or 16 characters, see {@link SmppTime}
 * @param registeredDelivery one octet
 * @param replaceIfPresent one octet
 * @param dataCoding TP-DCS, one octet
 * @param defaultMessageId one octet
 * @param shortMessage at most 254 octets, 255 in version 5.0
 */
public record MessageFields(
        String serviceType,
        Address source,
        Address destination,
        int esmClass,
        int protocolId,
        int priority,
        String scheduleDeliveryTime,
        String validityPeriod,
        int registeredDelivery,
        int replaceIfPresent,
        int dataCoding,
        int defaultMessageId,
        Octets shortMessage,
        List<Tlv> tlvs) {
    /** UDHI in esm_class: the user data begins with a header. */
    public static final int ESM_UDHI = 0x40;
    /** Message type of a delivery receipt in esm_class. */
    public static final int ESM_RECEIPT = 0x04;

    private static final int ESM_TYPE_MASK = 0x3C;

    /** @throws IllegalArgumentException where a part does not fit its field */
    public MessageFields {
        Checks.cString("service_type", serviceType, 6);
        Checks.octet("esm_class", esmClass);
        Checks.octet("protocol_id", protocolId);
        Checks.octet("priority_flag", priority);
        Checks.time("schedule_delivery_time", scheduleDeliveryTime);
        Checks.time("validity_period", validityPeriod);
        Checks.octet("registered_delivery", registeredDelivery);
        Checks.octet("replace_if_present_flag", replaceIfPresent);
        Checks.octet("data_coding", dataCoding);
        Checks.octet("sm_default_msg_id", defaultMessageId);
        Checks.octet("sm_length", shortMessage.length());
        tlvs = List.copyOf(tlvs);
    }

    /** A message with the rest zero or empty. */
    public static MessageFields of(
            Address source, Address destination, int esmClass, int protocolId, int dataCoding, Octets shortMessage) {
        return new MessageFields(
                "", source, destination, esmClass, protocolId, 0, "", "", 0, 0, dataCoding, 0, shortMessage, List.of());
    }

    static MessageFields decode(PduReader in) throws MalformedPduException {
        return new MessageFields(
                in.cString("service_type", 6),
                Address.decode("source", in),
                Address.decode("dest", in),
                in.octet("esm_class"),
                in.octet("protocol_id"),
                in.octet("priority_flag"),
                in.time("schedule_delivery_time"),
                in.time("validity_period"),
                in.octet("registered_delivery"),
                in.octet("replace_if_present_flag"),
                in.octet("data_coding"),
                in.octet("sm_default_msg_id"),
                in.octets("short_message", in.octet("sm_length")),
                in.tlvs());
    }

    void encode(PduWriter out) {
        out.cString(serviceType);
        source.encode(out);
        destination.encode(out);
        out.octet(esmClass)
                .octet(protocolId)
                .octet(priority)
                .cString(scheduleDeliveryTime)
                .cString(validityPeriod)
                .octet(registeredDelivery)
                .octet(replaceIfPresent)
                .octet(dataCoding)
                .octet(defaultMessageId)
                .octet(shortMessage.length())
                .octets(shortMessage)
                .tlvs(tlvs);
    }

    /** The user data: message_payload where it is there, else short_message. */
    public Octets userData() {
        return Tlv.find(tlvs, Tlv.MESSAGE_PAYLOAD).orElse(shortMessage);
    }

    /** Whether the user data begins with a header. */
    public boolean udhi() {
        return (esmClass & ESM_UDHI) != 0;
    }

    /** Whether the message type says delivery receipt. */
    public boolean isReceipt() {
        return (esmClass & ESM_TYPE_MASK) == ESM_RECEIPT;
    }

    /** The same with another validity_period. */
    public MessageFields withValidityPeriod(String validity) {
        return new MessageFields(
                serviceType,
                source,
                destination,
                esmClass,
                protocolId,
                priority,
                scheduleDeliveryTime,
                validity,
                registeredDelivery,
                replaceIfPresent,
                dataCoding,
                defaultMessageId,
                shortMessage,
                tlvs);
    }

    /** The same with another registered_delivery. */
    public MessageFields withRegisteredDelivery(int registered) {
        return new MessageFields(
                serviceType,
                source,
                destination,
                esmClass,
                protocolId,
                priority,
                scheduleDeliveryTime,
                validityPeriod,
                registered,
                replaceIfPresent,
                dataCoding,
                defaultMessageId,
                shortMessage,
                tlvs);
    }

    /** The same with other optional parameters. */
    public MessageFields withTlvs(List<Tlv> optional) {
        return new MessageFields(
                serviceType,
                source,
                destination,
                esmClass,
                protocolId,
                priority,
                scheduleDeliveryTime,
                validityPeriod,
                registeredDelivery,
                replaceIfPresent,
                dataCoding,
                defaultMessageId,
                shortMessage,
                optional);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * The proactive command SEND SHORT MESSAGE, by which the card asks for an SMS-SUBMIT (TS 31.111 clause 6.6.9).
 *
 * <pre>
 * D0 length | 81 03 number 13 qualifier | 82 02 81 83 | 85 alpha | 86 address | 8B length TPDU |
 * </pre>
 *
 * @param number of the command, 1…254
 * @param qualifier 00: no packing asked for
 * @param alpha the value of the alpha identifier, null where there is none
 * @param serviceCentre the value of the address object, null where there is none
 * @param tpdu the SMS-SUBMIT, 1 octet or more
 */
public record SendShortMessage(
        int number,
        int qualifier,
        @Nullable Octets alpha,
        @Nullable Octets serviceCentre,
        Octets tpdu) {
    private static final String CLAUSE = "TS 31.111 6.6.9";
    private static final int PROACTIVE = 0xD0;
    private static final int SEND_SHORT_MESSAGE = 0x13;
    private static final Octets CARD_TO_NETWORK = Octets.of(0x81, 0x83);

    /** @throws IllegalArgumentException where a field is out of its range */
    public SendShortMessage {
        if (number < 0 || number > 0xFF || qualifier < 0 || qualifier > 0xFF || tpdu.isEmpty()) {
            throw new IllegalArgumentException(
                    "SEND SHORT MESSAGE: expected one octet of number and of qualifier and a TPDU");
        }
        if (length(alpha) + length(serviceCentre) + tpdu.length() > 0xFF) {
            throw new IllegalArgumentException("SEND SHORT MESSAGE: expected at most 255 octets");
        }
    }

    /** Command 01 with qualifier 00. */
    public static SendShortMessage of(Octets tpdu) {
        return new SendShortMessage(1, 0, null, null, tpdu);
    }

    /** The proactive command as FETCH gives it. */
    public Octets encode() {
        return Tlv.encode(
                PROACTIVE,
                Octets.concat(
                        Tlv.encode(0x81, Octets.of(number, SEND_SHORT_MESSAGE, qualifier)),
                        Tlv.encode(0x82, CARD_TO_NETWORK),
                        alpha == null ? Octets.EMPTY : Tlv.encode(0x85, alpha),
                        serviceCentre == null ? Octets.EMPTY : Tlv.encode(0x86, serviceCentre),
                        Tlv.encode(0x8B, tpdu)));
    }

    /** Reads a proactive command; objects of no use here are skipped. */
    public static Decoded<SendShortMessage> decode(Octets command) {
        return Decoded.attempt(() -> {
            OctetReader reader = new OctetReader(command, CLAUSE);
            Tlv outer = Tlv.read(reader, "proactive command");
            reader.end("proactive command");
            if (outer.tag() != PROACTIVE) {
                throw reader.fail("proactive command tag", 0, "d0", OctetReader.hex8(outer.tag()));
            }
            Octets details = null;
            Octets devices = null;
            Octets alpha = null;
            Octets serviceCentre = null;
            Octets tpdu = null;
            OctetReader objects = new OctetReader(outer.value(), CLAUSE);
            while (!objects.atEnd()) {
                Tlv object = Tlv.read(objects, "object");
                if (object.is(0x01)) {
                    details = object.value();
                } else if (object.is(0x02)) {
                    devices = object.value();
                } else if (object.is(0x05)) {
                    alpha = object.value();
                } else if (object.is(0x06)) {
                    serviceCentre = object.value();
                } else if (object.is(0x0B)) {
                    tpdu = object.value();
                }
            }
            int at = outer.offset();
            if (details == null || details.length() != 3 || details.get(1) != SEND_SHORT_MESSAGE) {
                throw reader.fail(
                        "command details", at, "3 octets of type 13", details == null ? "none" : details.toHex());
            }
            if (devices == null || !devices.equals(CARD_TO_NETWORK)) {
                throw reader.fail(
                        "device identities", at, CARD_TO_NETWORK.toHex(), devices == null ? "none" : devices.toHex());
            }
            if (tpdu == null || tpdu.isEmpty()) {
                throw reader.fail("SMS TPDU", at, "1 octet or more", "none");
            }
            if (length(alpha) + length(serviceCentre) + tpdu.length() > 0xFF) {
                throw reader.fail("proactive command", 0, "at most 255 octets", "more");
            }
            return new SendShortMessage(details.get(0), details.get(2), alpha, serviceCentre, tpdu);
        });
    }

    private static int length(@Nullable Octets octets) {
        return octets == null ? 0 : octets.length();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * ENVELOPE (SMS-PP DOWNLOAD), by which a terminal hands an SMS-DELIVER to the card (TS 31.111 clause 7.1.1.2).
 *
 * <pre>
 * CLA C2 00 00 Lc | D1 length | 82 02 83 81 | 06 length address | 8B length TPDU |
 *   80            |           | devices     | optional          |                |
 * </pre>
 *
 * @param serviceCentre the value of the address object, null where there is none
 * @param tpdu the SMS-DELIVER, 1 octet or more
 */
public record SmsPpDownload(@Nullable Octets serviceCentre, Octets tpdu) {
    private static final String CLAUSE = "TS 31.111 7.1.1.2";
    private static final Octets APDU_HEADER = Octets.of(0x80, 0xC2, 0x00, 0x00);
    private static final int DOWNLOAD = 0xD1;
    private static final Octets NETWORK_TO_CARD = Octets.of(0x83, 0x81);

    /** @throws IllegalArgumentException where it does not fit an APDU of 255 octets of data */
    public SmsPpDownload {
        int length = command(serviceCentre, tpdu).length();
        if (tpdu.isEmpty() || length > 0xFF) {
            throw new IllegalArgumentException("ENVELOPE: expected 1 to 255 octets of data, got " + length);
        }
    }

    /** Without an address object. */
    public static SmsPpDownload of(Octets tpdu) {
        return new SmsPpDownload(null, tpdu);
    }

    /** The command APDU, without Le. */
    public Octets encode() {
        Octets command = command(serviceCentre, tpdu);
        return Octets.concat(APDU_HEADER, Octets.of(command.length()), command);
    }

    private static Octets command(@Nullable Octets serviceCentre, Octets tpdu) {
        return Tlv.encode(
                DOWNLOAD,
                Octets.concat(
                        Tlv.encode(0x82, NETWORK_TO_CARD),
                        serviceCentre == null ? Octets.EMPTY : Tlv.encode(0x06, serviceCentre),
                        Tlv.encode(0x8B, tpdu)));
    }

    /** Reads the command APDU; an Le octet behind the data is allowed. Objects of no use here are skipped. */
    public static Decoded<SmsPpDownload> decode(Octets apdu) {
        return Decoded.attempt(() -> {
            OctetReader reader = new OctetReader(apdu, CLAUSE);
            Octets header = reader.octets("APDU header", APDU_HEADER.length());
            if (!header.equals(APDU_HEADER)) {
                throw reader.fail("APDU header", 0, APDU_HEADER.toHex(), header.toHex());
            }
            int lc = reader.u8("Lc");
            if (lc != reader.remaining() && lc != reader.remaining() - 1) {
                throw reader.fail("Lc", 4, reader.remaining() + ", the octets behind it", Integer.toString(lc));
            }
            OctetReader data = new OctetReader(reader.octets("data", lc), CLAUSE);
            Tlv envelope = Tlv.read(data, "SMS-PP download");
            data.end("SMS-PP download");
            if (envelope.tag() != DOWNLOAD) {
                throw reader.fail("SMS-PP download tag", 5, "d1", OctetReader.hex8(envelope.tag()));
            }
            Octets devices = null;
            Octets serviceCentre = null;
            Octets tpdu = null;
            OctetReader objects = new OctetReader(envelope.value(), CLAUSE);
            while (!objects.atEnd()) {
                Tlv object = Tlv.read(objects, "object");
                if (object.is(0x02)) {
                    devices = object.value();
                } else if (object.is(0x06)) {
                    serviceCentre = object.value();
                } else if (object.is(0x0B)) {
                    tpdu = object.value();
                }
            }
            int at = 5 + envelope.offset();
            if (devices == null || !devices.equals(NETWORK_TO_CARD)) {
                throw reader.fail(
                        "device identities", at, NETWORK_TO_CARD.toHex(), devices == null ? "none" : devices.toHex());
            }
            if (tpdu == null || tpdu.isEmpty()) {
                throw reader.fail("SMS TPDU", at, "1 octet or more", "none");
            }
            // lengths written longer than needed may not fit again
            if (command(serviceCentre, tpdu).length() > 0xFF) {
                throw reader.fail("SMS-PP download", 5, "at most 255 octets", "more");
            }
            return new SmsPpDownload(serviceCentre, tpdu);
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/** What SMS-DELIVER and SMS-SUBMIT share. */
final class Tpdu {
    static final int LOW_TWO = 0x03;
    static final int UDHI = 0x40;
    static final int REPLY_PATH = 0x80;

    private Tpdu() {}

    static int flag(boolean set, int bit) {
        return set ? bit : 0;
    }

    static void check(int pid, int dcs, Octets userData) {
        if (pid < 0 || pid > 0xFF) {
            throw new IllegalArgumentException("TP-PID: expected 0 to 255, got " + pid);
        }
        if (dcs < 0 || dcs > 0xFF || !countsOctets(dcs)) {
            throw new IllegalArgumentException("TP-DCS: expected a coding that counts octets, got " + dcs);
        }
        if (userData.length() > UserData.MAX_LENGTH) {
            throw new IllegalArgumentException("TP-UD: expected at most 140 octets, got " + userData.length());
        }
    }

    static int readDcs(OctetReader reader) throws MalformedException {
        int at = reader.offset();
        int dcs = reader.u8("TP-DCS");
        if (!countsOctets(dcs)) {
            throw reader.fail("TP-DCS", at, "a coding that counts octets (8 bit or UCS2)", OctetReader.hex8(dcs));
        }
        return dcs;
    }

    static Octets readUserData(OctetReader reader) throws MalformedException {
        int at = reader.offset();
        int length = reader.u8("TP-UDL");
        if (length > UserData.MAX_LENGTH) {
            throw reader.fail("TP-UDL", at, "at most 140", Integer.toString(length));
        }
        if (length != reader.remaining()) {
            throw reader.fail("TP-UDL", at, reader.remaining() + ", the octets behind it", Integer.toString(length));
        }
        return reader.rest();
    }

    /** Whether TP-UDL counts octets under this coding and not septets (TS 23.038 clause 4). */
    private static boolean countsOctets(int dcs) {
        return switch (dcs >> 4) {
            // 00cm aaxx: compressed, or alphabet 01 (8 bit) or 10 (UCS2)
            case 0, 1, 2, 3, 4, 5, 6, 7 -> (dcs & 0x20) != 0 || (dcs & 0x0C) == 0x04 || (dcs & 0x0C) == 0x08;
            case 0xE -> true;
            case 0xF -> (dcs & 0x04) != 0;
            default -> false;
        };
    }
}

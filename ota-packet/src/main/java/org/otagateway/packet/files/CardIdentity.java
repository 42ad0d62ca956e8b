// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.regex.Pattern;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * The numbers of the card and of the subscription.
 *
 * <pre>
 * EF.ICCID | 10 octets of digits, F behind an odd number |                                  (TS 102 221 clause 13.2)
 * EF.IMSI  | length | digit 1, 1001 odd or 0001 even | digit 3, digit 2 | … | FF … |       (TS 31.102 clause 4.2.2)
 * </pre>
 */
public final class CardIdentity {
    private static final Pattern ICCID = Pattern.compile("[0-9]{18,20}");
    private static final Pattern IMSI = Pattern.compile("[0-9]{6,15}");
    private static final int ICCID_LENGTH = 10;
    private static final int IMSI_LENGTH = 9;
    private static final int ODD = 9;
    private static final int EVEN = 1;

    private CardIdentity() {}

    /**
     * The content of EF.ICCID.
     *
     * @throws IllegalArgumentException where it has not 18 to 20 digits
     */
    public static Octets encodeIccid(String iccid) {
        if (!ICCID.matcher(iccid).matches()) {
            throw new IllegalArgumentException(
                    "ICCID: expected 18 to 20 digits, got " + iccid.length() + " characters");
        }
        return Fill.to(ICCID_LENGTH, Bcd.encode(iccid));
    }

    public static Decoded<String> decodeIccid(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 102 221 13.2");
            String digits = Bcd.decode(in.octets("ICCID", ICCID_LENGTH));
            if (!ICCID.matcher(digits).matches()) {
                throw in.fail("ICCID", 0, "18 to 20 digits", digits);
            }
            in.end("EF.ICCID");
            return digits;
        });
    }

    /**
     * The content of EF.IMSI.
     *
     * @throws IllegalArgumentException where it has not 6 to 15 digits
     */
    public static Octets encodeImsi(String imsi) {
        if (!IMSI.matcher(imsi).matches()) {
            throw new IllegalArgumentException("IMSI: expected 6 to 15 digits, got " + imsi.length() + " characters");
        }
        boolean odd = imsi.length() % 2 == 1;
        int first = (imsi.charAt(0) - '0') << 4 | (odd ? ODD : EVEN);
        Octets digits = Octets.concat(Octets.of(first), Bcd.encode(imsi.substring(1)));
        return Fill.to(IMSI_LENGTH, Octets.concat(Octets.of(digits.length()), digits));
    }

    public static Decoded<String> decodeImsi(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 31.102 4.2.2");
            int length = in.u8("IMSI length");
            if (length < 1 || length > IMSI_LENGTH - 1) {
                throw in.fail("IMSI length", 0, "1 to 8", Integer.toString(length));
            }
            Octets octets = in.octets("IMSI", length);
            String digits = Integer.toHexString(octets.get(0) >>> 4) + Bcd.decode(octets.from(1));
            boolean odd = digits.length() % 2 == 1;
            if (!IMSI.matcher(digits).matches() || (octets.get(0) & 0xF) != (odd ? ODD : EVEN)) {
                throw in.fail("IMSI", 1, "6 to 15 digits and their parity", octets.toHex());
            }
            in.octets("filling", IMSI_LENGTH - 1 - length);
            in.end("EF.IMSI");
            return digits;
        });
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * EF.AD (TS 31.102 clause 4.2.18).
 *
 * <pre>
 * | UE operation mode 1 | additional information 2 | 0000 xxxx: digits of the MNC 1 | RFU |
 * </pre>
 *
 * @param mode of the terminal
 * @param information two octets
 * @param mncLength digits of the MNC in the IMSI, 2 or 3
 */
public record AdministrativeData(Mode mode, int information, int mncLength) {
    private static final Pattern INFORMATION = Pattern.compile("[0-9A-Fa-f]{4}");
    private static final int LENGTH = 4;

    /** UE operation mode. */
    public enum Mode {
        NORMAL(0x00),
        NORMAL_SPECIFIC(0x01),
        MAINTENANCE(0x02),
        CELL_TEST(0x04),
        TYPE_APPROVAL(0x80),
        TYPE_APPROVAL_SPECIFIC(0x81);

        private final int code;

        Mode(int code) {
            this.code = code;
        }

        /** As people write it: "type approval". */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        private static Optional<Mode> of(int code) {
            return List.of(values()).stream().filter(mode -> mode.code == code).findFirst();
        }
    }

    public AdministrativeData {
        FileCommand.within("additional information", information, 0, 0xFFFF);
        FileCommand.within("MNC digits", mncLength, 2, 3);
    }

    /**
     * Reads "normal; 2", or "normal; 3; 0001" with the additional information.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static AdministrativeData of(String text) {
        List<String> fields = FileText.fields(text, -1);
        Mode mode = List.of(Mode.values()).stream()
                .filter(known -> known.label().equals(fields.get(0).toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("mode: expected "
                        + String.join(
                                ", ",
                                List.of(Mode.values()).stream().map(Mode::label).toList())
                        + ", got " + fields.get(0)));
        String digits = FileText.field(fields, 1, "");
        if (!digits.equals("2") && !digits.equals("3")) {
            throw new IllegalArgumentException("MNC digits: expected 2 or 3, got " + digits);
        }
        String information = FileText.field(fields, 2, "0000");
        if (!INFORMATION.matcher(information).matches() || fields.size() > 3) {
            throw new IllegalArgumentException(
                    "additional information: expected four hexadecimal digits, got " + information);
        }
        return new AdministrativeData(mode, Integer.parseInt(information, 16), Integer.parseInt(digits));
    }

    /** Four octets. */
    public Octets encode() {
        return Octets.of(mode.code, information >>> 8, information & 0xFF, mncLength);
    }

    /** Reads it; what a longer file has behind is passed over. */
    public static Decoded<AdministrativeData> decode(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 31.102 4.2.18");
            int code = in.u8("UE operation mode");
            Optional<Mode> mode = Mode.of(code);
            if (mode.isEmpty()) {
                throw in.fail("UE operation mode", 0, "00, 01, 02, 04, 80 or 81", OctetReader.hex8(code));
            }
            int information = in.u16("additional information");
            int mncLength = in.u8("MNC digits") & 0xF;
            if (mncLength != 2 && mncLength != 3) {
                throw in.fail("MNC digits", LENGTH - 1, "2 or 3", Integer.toString(mncLength));
            }
            return new AdministrativeData(mode.get(), information, mncLength);
        });
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return mode.label() + "; " + mncLength + (information == 0 ? "" : "; " + String.format("%04x", information));
    }
}

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
 * EF.LOCI (TS 31.102 clause 4.2.17).
 *
 * <pre>
 * | TMSI 4 | PLMN 3 | LAC 2 | 1: RFU, FF | 00000 xxx status |
 * </pre>
 *
 * @param network where the card was last; empty: nowhere
 * @param area location area code, 0…FFFF; FFFE: none
 * @param tmsi temporary identity, four octets; FFFFFFFF: none
 * @param status whether that is still true
 */
public record LocationInformation(Optional<Plmn> network, int area, Octets tmsi, Status status) {
    private static final Pattern AREA = Pattern.compile("[0-9A-Fa-f]{4}");
    private static final Pattern TMSI = Pattern.compile("[0-9A-Fa-f]{8}");
    private static final int TMSI_LENGTH = 4;
    private static final int RESERVED = 0xFF;
    private static final int STATUS_BITS = 0x07;
    private static final String NO_AREA = "fffe";
    private static final String NO_TMSI = "ffffffff";

    /** Location update status; the ordinal is its code. */
    public enum Status {
        UPDATED,
        NOT_UPDATED,
        PLMN_NOT_ALLOWED,
        AREA_NOT_ALLOWED;

        /** As people write it: "not updated". */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', ' ');
        }

        private int code() {
            return switch (this) {
                case UPDATED -> 0;
                case NOT_UPDATED -> 1;
                case PLMN_NOT_ALLOWED -> 2;
                case AREA_NOT_ALLOWED -> 3;
            };
        }

        private static Optional<Status> of(int code) {
            return List.of(values()).stream()
                    .filter(status -> status.code() == code)
                    .findFirst();
        }

        private static Status ofLabel(String label) {
            return List.of(values()).stream()
                    .filter(status -> status.label().equals(label.toLowerCase(Locale.ROOT)))
                    .findFirst()
                    .orElseThrow(
                            () -> new IllegalArgumentException("status: expected updated, not updated, plmn not allowed"
                                    + " or area not allowed, got " + label));
        }
    }

    public LocationInformation {
        FileCommand.within("location area code", area, 0, 0xFFFF);
        FileCommand.within("TMSI octets", tmsi.length(), TMSI_LENGTH, TMSI_LENGTH);
    }

    /**
     * Reads "262-01; 1234; 0a0b0c0d; updated". What is left out is none and not updated, so "none" lets the card look for
     * its network anew.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static LocationInformation of(String text) {
        List<String> fields = FileText.fields(text, -1);
        if (fields.size() > 4) {
            throw new IllegalArgumentException("LOCI: expected network; area; TMSI; status, got " + text);
        }
        String area = matching("area", FileText.field(fields, 1, NO_AREA), AREA, "four hexadecimal digits");
        String tmsi = matching("TMSI", FileText.field(fields, 2, NO_TMSI), TMSI, "eight hexadecimal digits");
        String network = fields.get(0);
        return new LocationInformation(
                FileText.isNone(network) ? Optional.empty() : Optional.of(Plmn.of(network)),
                Integer.parseInt(area, 16),
                Octets.hex(tmsi),
                Status.ofLabel(FileText.field(fields, 3, Status.NOT_UPDATED.label())));
    }

    private static String matching(String field, String text, Pattern pattern, String expected) {
        if (!pattern.matcher(text).matches()) {
            throw new IllegalArgumentException(field + ": expected " + expected + ", got " + text);
        }
        return text;
    }

    /** 11 octets. */
    public Octets encode() {
        return Octets.concat(
                tmsi,
                network.map(Plmn::encode).orElse(Octets.of(0xFF, 0xFF, 0xFF)),
                Octets.of(area >>> 8, area & 0xFF, RESERVED, status.code()));
    }

    public static Decoded<LocationInformation> decode(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 31.102 4.2.17");
            Octets tmsi = in.octets("TMSI", TMSI_LENGTH);
            Optional<Plmn> network = Plmn.read(in);
            int area = in.u16("LAC");
            in.u8("RFU");
            int at = in.offset();
            int code = in.u8("status") & STATUS_BITS;
            Optional<Status> status = Status.of(code);
            if (status.isEmpty()) {
                throw in.fail("status", at, "0 to 3", Integer.toString(code));
            }
            in.end("EF.LOCI");
            return new LocationInformation(network, area, tmsi, status.get());
        });
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return network.map(Plmn::toString).orElse(FileText.NONE) + "; " + String.format("%04x", area) + "; "
                + tmsi.toHex() + "; " + status.label();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * A network by its codes (TS 24.008 clause 10.5.1.13), in EF.FPLMN, EF.EHPLMN and the lists with access technology.
 *
 * <pre>
 * octet 1 | MCC digit 2 | MCC digit 1 |
 * octet 2 | MNC digit 3, F where there are two | MCC digit 3 |
 * octet 3 | MNC digit 2 | MNC digit 1 |
 * </pre>
 *
 * @param mcc mobile country code, three digits
 * @param mnc mobile network code, two or three digits
 */
public record Plmn(String mcc, String mnc) {
    private static final Pattern TEXT = Pattern.compile("([0-9]{3})-([0-9]{2,3})");
    private static final int LENGTH = 3;
    private static final int NONE = 0xFFFFFF;
    private static final int FILLER = 0xF;

    public Plmn {
        if (!TEXT.matcher(mcc + "-" + mnc).matches()) {
            throw new IllegalArgumentException("PLMN: expected as 262-01, got " + mcc + "-" + mnc);
        }
    }

    /**
     * Reads "262-01".
     *
     * @throws IllegalArgumentException where it is none
     */
    public static Plmn of(String text) {
        Matcher matcher = TEXT.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException("PLMN: expected as 262-01, got " + text);
        }
        return new Plmn(matcher.group(1), matcher.group(2));
    }

    /** Three octets. */
    public Octets encode() {
        int third = mnc.length() == 3 ? digit(mnc, 2) : FILLER;
        return Octets.of(
                digit(mcc, 1) << 4 | digit(mcc, 0), third << 4 | digit(mcc, 2), digit(mnc, 1) << 4 | digit(mnc, 0));
    }

    /**
     * The entries of a list, filled up with FF.
     *
     * @param length octets of the file
     * @throws IllegalArgumentException where they do not fit
     */
    public static Octets encodeList(Collection<Plmn> list, int length) {
        return Fill.to(length, Octets.concat(list.stream().map(Plmn::encode).toArray(Octets[]::new)));
    }

    /** Reads a list of entries of three octets; those that are FFFFFF are passed over. */
    public static Decoded<List<Plmn>> decodeList(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 31.102 4.2.16");
            List<Plmn> list = new ArrayList<>();
            while (in.remaining() >= LENGTH) {
                read(in).ifPresent(list::add);
            }
            in.end("PLMN list");
            return list;
        });
    }

    /** A list in words, as "262-01, 262-02"; without a length it is as long as its entries. */
    static Octets encodeText(String text, OptionalInt length) {
        List<Plmn> list = FileText.list(text).stream().map(Plmn::of).toList();
        return encodeList(list, length.orElse(list.size() * LENGTH));
    }

    /** Reads one entry, empty where it is unused. */
    static Optional<Plmn> read(OctetReader in) throws MalformedException {
        int at = in.offset();
        int value = in.u24("PLMN");
        if (value == NONE) {
            return Optional.empty();
        }
        String mcc = "" + hex(value >>> 16) + hex(value >>> 20) + hex(value >>> 8);
        String mnc = "" + hex(value) + hex(value >>> 4) + ((value >>> 12 & 0xF) == FILLER ? "" : hex(value >>> 12));
        if (!TEXT.matcher(mcc + "-" + mnc).matches()) {
            throw in.fail("PLMN", at, "decimal digits", Integer.toHexString(value));
        }
        return Optional.of(new Plmn(mcc, mnc));
    }

    private static char hex(int nibble) {
        return Character.forDigit(nibble & 0xF, 16);
    }

    private static int digit(String digits, int index) {
        return digits.charAt(index) - '0';
    }

    /** As "262-01". */
    @Override
    public String toString() {
        return mcc + "-" + mnc;
    }
}

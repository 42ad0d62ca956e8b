// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * A network and the access technologies to look for it with: EF.PLMNwAcT, EF.OPLMNwAcT, EF.HPLMNwAcT (TS 31.102 clause
 * 4.2.5).
 *
 * <pre>
 * | PLMN 3 | b8 UTRAN, b7 E-UTRAN, b4 NG-RAN | b8 GSM, b7 GSM COMPACT, b6 HRPD, b5 1xRTT |
 * </pre>
 *
 * @param plmn the network
 * @param technologies perhaps none
 */
public record PlmnWithAct(Plmn plmn, Set<Technology> technologies) {
    private static final int LENGTH = 5;

    /** An access technology, by its bit in two octets. */
    public enum Technology {
        UTRAN(0x8000),
        E_UTRAN(0x4000),
        NG_RAN(0x0800),
        GSM(0x0080),
        GSM_COMPACT(0x0040),
        CDMA2000_HRPD(0x0020),
        CDMA2000_1XRTT(0x0010);

        private final int bit;

        Technology(int bit) {
            this.bit = bit;
        }

        /** As operators write it: "e-utran". */
        public String label() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        public static Optional<Technology> ofLabel(String label) {
            for (Technology technology : values()) {
                if (technology.label().equals(label.toLowerCase(Locale.ROOT))) {
                    return Optional.of(technology);
                }
            }
            return Optional.empty();
        }
    }

    public PlmnWithAct {
        technologies = Set.copyOf(technologies);
    }

    /**
     * Reads "262-01 e-utran gsm".
     *
     * @throws IllegalArgumentException where it is none
     */
    public static PlmnWithAct of(String text) {
        String[] words = text.strip().split("\\s+");
        Set<Technology> technologies = EnumSet.noneOf(Technology.class);
        for (int i = 1; i < words.length; i++) {
            String word = words[i];
            technologies.add(Technology.ofLabel(word)
                    .orElseThrow(() -> new IllegalArgumentException("access technology: expected "
                            + String.join(
                                    ", ",
                                    Arrays.stream(Technology.values())
                                            .map(Technology::label)
                                            .toList())
                            + ", got " + word)));
        }
        return new PlmnWithAct(Plmn.of(words[0]), technologies);
    }

    /** Five octets. */
    public Octets encode() {
        int bits = 0;
        for (Technology technology : technologies) {
            bits |= technology.bit;
        }
        return Octets.concat(plmn.encode(), Octets.of(bits >>> 8, bits & 0xFF));
    }

    /**
     * The entries of a list in order of priority, filled up with FFFFFF 0000.
     *
     * @param length octets of the file, a multiple of 5
     * @throws IllegalArgumentException where they do not fit
     */
    public static Octets encodeList(Collection<PlmnWithAct> list, int length) {
        if (length % LENGTH != 0 || list.size() * LENGTH > length) {
            throw new IllegalArgumentException(
                    list.size() + " networks: expected a file of entries of 5 octets that holds them, got " + length);
        }
        List<Octets> entries = new ArrayList<>();
        list.forEach(entry -> entries.add(entry.encode()));
        while (entries.size() * LENGTH < length) {
            entries.add(Octets.of(0xFF, 0xFF, 0xFF, 0, 0));
        }
        return Octets.concat(entries.toArray(Octets[]::new));
    }

    /** A list in words, as "262-01 e-utran gsm, 262-02"; without a length it is as long as its entries. */
    static Octets encodeText(String text, OptionalInt length) {
        List<PlmnWithAct> list =
                FileText.list(text).stream().map(PlmnWithAct::of).toList();
        return encodeList(list, length.orElse(list.size() * LENGTH));
    }

    /** As "262-01 e-utran gsm". */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder(plmn.toString());
        EnumSet.allOf(Technology.class).stream()
                .filter(technologies::contains)
                .forEach(technology -> text.append(' ').append(technology.label()));
        return text.toString();
    }

    /** Reads a list; unused entries and bits that have no name here are passed over. */
    public static Decoded<List<PlmnWithAct>> decodeList(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 31.102 4.2.5");
            List<PlmnWithAct> list = new ArrayList<>();
            while (in.remaining() >= LENGTH) {
                Optional<Plmn> plmn = Plmn.read(in);
                int bits = in.u16("access technologies");
                Set<Technology> technologies = EnumSet.noneOf(Technology.class);
                for (Technology technology : Technology.values()) {
                    if ((bits & technology.bit) != 0) {
                        technologies.add(technology);
                    }
                }
                plmn.ifPresent(network -> list.add(new PlmnWithAct(network, technologies)));
            }
            in.end("PLMN list");
            return list;
        });
    }
}

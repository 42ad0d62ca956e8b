// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.List;
import java.util.Locale;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * EF.SPN (TS 31.102 clause 4.2.12).
 *
 * <pre>
 * | b2 name hidden outside the provider's networks, b1 registered network shown at home | name 16 |
 * </pre>
 *
 * @param name 1 to 16 characters of the default alphabet, or up to 7 others
 * @param networkShownAtHome b1
 * @param hiddenAbroad b2
 */
public record ServiceProviderName(String name, boolean networkShownAtHome, boolean hiddenAbroad) {
    private static final int NAME = 16;
    private static final int NETWORK_SHOWN = 0x01;
    private static final int HIDDEN = 0x02;
    private static final String SHOW = "show network";
    private static final String HIDE = "hide abroad";

    public ServiceProviderName {
        int length = Alphabet.encode(name).length();
        if (length == 0 || length > NAME) {
            throw new IllegalArgumentException(
                    "SPN: expected 1 to 16 octets (16 letters, or 7 outside the default alphabet), got " + length);
        }
    }

    /** 17 octets. */
    public Octets encode() {
        int condition = (networkShownAtHome ? NETWORK_SHOWN : 0) | (hiddenAbroad ? HIDDEN : 0);
        return Octets.concat(Octets.of(condition), Fill.to(NAME, Alphabet.encode(name)));
    }

    /**
     * Reads "Operator", or "Operator; show network; hide abroad".
     *
     * @throws IllegalArgumentException where it is none
     */
    public static ServiceProviderName of(String text) {
        List<String> fields = FileText.fields(text, -1);
        boolean shown = false;
        boolean hidden = false;
        for (String option : fields.subList(1, fields.size())) {
            switch (option.toLowerCase(Locale.ROOT)) {
                case SHOW -> shown = true;
                case HIDE -> hidden = true;
                default ->
                    throw new IllegalArgumentException(
                            "SPN: expected \"" + SHOW + "\" or \"" + HIDE + "\" after the name, got " + option);
            }
        }
        return new ServiceProviderName(fields.get(0), shown, hidden);
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return name + (networkShownAtHome ? "; " + SHOW : "") + (hiddenAbroad ? "; " + HIDE : "");
    }

    public static Decoded<ServiceProviderName> decode(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 31.102 4.2.12");
            int condition = in.u8("display condition");
            String name = Alphabet.decode(in.octets("name", NAME));
            in.end("EF.SPN");
            if (name.isEmpty()) {
                throw in.fail("name", 1, "at least one character", "none");
            }
            return new ServiceProviderName(name, (condition & NETWORK_SHOWN) != 0, (condition & HIDDEN) != 0);
        });
    }
}

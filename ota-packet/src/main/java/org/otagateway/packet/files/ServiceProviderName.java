// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

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

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * A record of EF.PNN (TS 31.102 clause 4.2.58); the names are coded as in TS 24.008 clause 10.5.3.5a.
 *
 * <pre>
 * | 43 L full name | 45 L short name | FF … |
 * name | 1 ccc s sss: ccc 000 default alphabet packed, 001 UCS2; s add the initials of the country; sss spare bits | text |
 * </pre>
 *
 * @param full 1 to 100 characters
 * @param brief perhaps none, else up to 100 characters
 */
public record NetworkName(String full, String brief) {
    private static final int FULL = 0x43;
    private static final int SHORT = 0x45;
    private static final int MOST = 100;
    private static final int EXTENSION = 0x80;
    private static final int UCS2 = 0x10;
    private static final int CODING = 0x70;
    private static final int SPARE = 0x07;

    public NetworkName {
        FileCommand.within("characters of the full name", full.length(), 1, MOST);
        FileCommand.within("characters of the short name", brief.length(), 0, MOST);
    }

    /**
     * Reads "Full Name" or "Full Name; Short".
     *
     * @throws IllegalArgumentException where it is none
     */
    public static NetworkName of(String text) {
        List<String> fields = FileText.fields(text, 2);
        return new NetworkName(fields.get(0), FileText.field(fields, 1, ""));
    }

    /** The record, filled up; without a length as short as can be. */
    public Octets encode(OptionalInt length) {
        Octets entry = Octets.concat(object(FULL, full), brief.isEmpty() ? Octets.EMPTY : object(SHORT, brief));
        return Fill.to(length.orElse(entry.length()), entry);
    }

    private static Octets object(int tag, String name) {
        Octets value = Alphabet.isDefault(name)
                ? Octets.concat(Octets.of(EXTENSION | (8 - name.length() * 7 % 8) % 8), Alphabet.pack(name))
                : Octets.concat(Octets.of(EXTENSION | UCS2), Octets.copyOf(name.getBytes(StandardCharsets.UTF_16BE)));
        return Octets.concat(Octets.of(tag, value.length()), value);
    }

    /** Reads a record, empty where it is unused; objects other than the names are passed over. */
    public static Decoded<Optional<NetworkName>> decode(Octets entry) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(entry, "TS 31.102 4.2.58");
            String full = "";
            String brief = "";
            while (in.remaining() > 0) {
                int tag = in.u8("tag");
                if (tag == 0xFF) {
                    break;
                }
                int at = in.offset();
                Octets value = in.octets("name", in.u8("length"));
                if (tag == FULL) {
                    full = name(in, at, value);
                } else if (tag == SHORT) {
                    brief = name(in, at, value);
                }
            }
            return full.isEmpty() ? Optional.empty() : Optional.of(new NetworkName(full, brief));
        });
    }

    private static String name(OctetReader in, int at, Octets value) throws MalformedException {
        if (value.isEmpty()) {
            throw in.fail("name", at, "a coding and a text", "nothing");
        }
        int coding = value.get(0) & CODING;
        Octets text = value.from(1);
        if (coding == 0) {
            String name = Alphabet.unpack(text, (text.length() * 8 - (value.get(0) & SPARE)) / 7);
            return limited(in, at, name);
        }
        if (coding != UCS2) {
            throw in.fail("coding", at, "0 or 1", Integer.toString(coding >>> 4));
        }
        return limited(in, at, new String(text.toByteArray(), StandardCharsets.UTF_16BE));
    }

    private static String limited(OctetReader in, int at, String name) throws MalformedException {
        if (name.length() > MOST) {
            throw in.fail("name", at, "up to 100 characters", Integer.toString(name.length()));
        }
        return name;
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return full + (brief.isEmpty() ? "" : "; " + brief);
    }
}

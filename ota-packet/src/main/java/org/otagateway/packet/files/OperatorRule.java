// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * A record of EF.OPL: which name of EF.PNN a network has (TS 31.102 clause 4.2.59).
 *
 * <pre>
 * | PLMN 3 | first LAC 2 | last LAC 2 | record of EF.PNN 1 |
 * </pre>
 *
 * @param network whose name it is
 * @param first location area code, 0…FFFF
 * @param last location area code, 0…FFFF; 0000 to FFFE: all areas
 * @param name record of EF.PNN, 1…254; 0: from elsewhere
 */
public record OperatorRule(Plmn network, int first, int last, int name) {
    private static final Pattern TEXT =
            Pattern.compile("([0-9-]+)\\s+([0-9A-Fa-f]{4})-([0-9A-Fa-f]{4})\\s+([0-9]{1,3})");

    public OperatorRule {
        FileCommand.within("first area", first, 0, 0xFFFF);
        FileCommand.within("last area", last, 0, 0xFFFF);
        FileCommand.within("record of EF.PNN", name, 0, 254);
    }

    /**
     * Reads "262-01 0000-fffe 1".
     *
     * @throws IllegalArgumentException where it is none
     */
    public static OperatorRule of(String text) {
        Matcher matcher = TEXT.matcher(text.strip());
        if (!matcher.matches()) {
            throw new IllegalArgumentException("OPL: expected as 262-01 0000-fffe 1, got " + text);
        }
        return new OperatorRule(
                Plmn.of(matcher.group(1)),
                Integer.parseInt(matcher.group(2), 16),
                Integer.parseInt(matcher.group(3), 16),
                Integer.parseInt(matcher.group(4)));
    }

    /** The record, filled up; without a length its eight octets. */
    public Octets encode(OptionalInt length) {
        Octets entry =
                Octets.concat(network.encode(), Octets.of(first >>> 8, first & 0xFF, last >>> 8, last & 0xFF, name));
        return Fill.to(length.orElse(entry.length()), entry);
    }

    /** Reads a record, empty where it is unused. */
    public static Decoded<Optional<OperatorRule>> decode(Octets entry) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(entry, "TS 31.102 4.2.59");
            Optional<Plmn> network = Plmn.read(in);
            int first = in.u16("first area");
            int last = in.u16("last area");
            int at = in.offset();
            int name = in.u8("record of EF.PNN");
            if (network.isPresent() && name > 254) {
                throw in.fail("record of EF.PNN", at, "0 to 254", Integer.toString(name));
            }
            return network.map(plmn -> new OperatorRule(plmn, first, last, name));
        });
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return network + String.format(" %04x-%04x ", first, last) + name;
    }
}

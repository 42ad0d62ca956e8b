// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.Tar;

/**
 * What a toolkit applet asks of the card: the fields that both codings share (TS 102 226 clauses 8.2.1.3.2.1 and
 * 8.2.1.3.2.2.1).
 *
 * <pre>
 * | priority 1 | timers 1 | menu text length 1 | n 1 | n × (position 1, identifier 1) | channels 1 |
 * | length 1, minimum security level | length 1, TARs of 3 each |
 * </pre>
 *
 * @param priority 1 is highest, FF lowest, 0 left to the card
 * @param timers at most 8
 * @param menuTextLength longest text of a menu entry, octets, 0…255
 * @param menu at most 255 entries
 * @param channels of the bearer independent protocol, at most 7
 * @param minimumSecurityLevel parameter and data as the card checks them, or none; at most 255 octets
 * @param tars addresses of the applet, at most 85
 */
public record ToolkitParameters(
        int priority,
        int timers,
        int menuTextLength,
        List<MenuEntry> menu,
        int channels,
        Octets minimumSecurityLevel,
        List<Tar> tars) {
    private static final int MAX_TIMERS = 8;
    private static final int MAX_CHANNELS = 7;
    private static final int TAR_LENGTH = 3;

    /** @throws IllegalArgumentException where a field is out of its range */
    public ToolkitParameters {
        menu = List.copyOf(menu);
        tars = List.copyOf(tars);
        within("priority", priority, 0xFF);
        within("timers", timers, MAX_TIMERS);
        within("menu text length", menuTextLength, 0xFF);
        within("menu entries", menu.size(), 0xFF);
        within("channels", channels, MAX_CHANNELS);
        within("minimum security level octets", minimumSecurityLevel.length(), 0xFF);
        within("TARs", tars.size(), 0xFF / TAR_LENGTH);
    }

    /**
     * A place in the toolkit menu of the card.
     *
     * @param position 1 is the first, 0 left to the card
     * @param identifier 1…127 as the applet sees it, 0 left to the card
     */
    public record MenuEntry(int position, int identifier) {
        public MenuEntry {
            within("menu position", position, 0xFF);
            within("menu identifier", identifier, 0xFF);
        }
    }

    /** All but the TARs. */
    Octets encodeWithoutTars() {
        Octets[] entries = new Octets[menu.size()];
        for (int i = 0; i < entries.length; i++) {
            entries[i] = Octets.of(menu.get(i).position(), menu.get(i).identifier());
        }
        return Octets.concat(
                Octets.of(priority, timers, menuTextLength, entries.length),
                Octets.concat(entries),
                Octets.of(channels),
                Tlv.lengthAndValue(minimumSecurityLevel));
    }

    Octets encodeTars() {
        Octets[] values = tars.stream().map(Tar::encode).toArray(Octets[]::new);
        return Tlv.lengthAndValue(Octets.concat(values));
    }

    static ToolkitParameters readWithoutTars(OctetReader in) throws MalformedException {
        int priority = in.u8("priority");
        int timers = limited(in, "timers", MAX_TIMERS);
        int textLength = in.u8("menu text length");
        int entries = in.u8("menu entries");
        List<MenuEntry> menu = new ArrayList<>();
        for (int i = 0; i < entries; i++) {
            menu.add(new MenuEntry(in.u8("menu position"), in.u8("menu identifier")));
        }
        int channels = limited(in, "channels", MAX_CHANNELS);
        Octets level = Tlv.readLengthAndValue(in, "minimum security level");
        return new ToolkitParameters(priority, timers, textLength, menu, channels, level, List.of());
    }

    static List<Tar> readTars(OctetReader in) throws MalformedException {
        int at = in.offset();
        Octets values = Tlv.readLengthAndValue(in, "TARs");
        if (values.length() % TAR_LENGTH != 0) {
            throw in.fail("TARs length", at, "a multiple of 3", Integer.toString(values.length()));
        }
        List<Tar> tars = new ArrayList<>();
        for (int i = 0; i < values.length(); i += TAR_LENGTH) {
            tars.add(new Tar(values.get(i) << 16 | values.get(i + 1) << 8 | values.get(i + 2)));
        }
        return tars;
    }

    ToolkitParameters with(List<Tar> addresses) {
        return new ToolkitParameters(priority, timers, menuTextLength, menu, channels, minimumSecurityLevel, addresses);
    }

    private static int limited(OctetReader in, String field, int max) throws MalformedException {
        int at = in.offset();
        int value = in.u8(field);
        if (value > max) {
            throw in.fail(field, at, "at most " + max, Integer.toString(value));
        }
        return value;
    }

    static void within(String field, int value, int max) {
        if (value < 0 || value > max) {
            throw new IllegalArgumentException(field + ": expected 0 to " + max + ", got " + value);
        }
    }
}

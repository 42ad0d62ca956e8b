// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.Arrays;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * The privileges of an application: one octet where that suffices, else three.
 *
 * @param all in the order of their bits
 */
public record Privileges(Set<Privilege> all) {
    public static final Privileges NONE = new Privileges(Set.of());

    private static final int FIRST_OCTET = 0xFF0000;
    private static final int RESERVED = 0x00000F;

    public Privileges {
        all = Collections.unmodifiableSet(new TreeSet<>(all));
    }

    public static Privileges of(Privilege... privileges) {
        return new Privileges(Set.copyOf(Arrays.asList(privileges)));
    }

    /** One or three octets. */
    public Octets encode() {
        int bits = 0;
        for (Privilege privilege : all) {
            bits |= privilege.code();
        }
        return (bits & ~FIRST_OCTET) == 0
                ? Octets.of(bits >>> 16)
                : Octets.of(bits >>> 16, bits >>> 8 & 0xFF, bits & 0xFF);
    }

    /** Reads one or three octets at {@code at}; none are no privileges. */
    static Privileges read(OctetReader in, int at, Octets value) throws MalformedException {
        int bits = switch (value.length()) {
            case 0 -> 0;
            case 1 -> value.get(0) << 16;
            case 3 -> value.get(0) << 16 | value.get(1) << 8 | value.get(2);
            default -> throw in.fail("privileges", at, "0, 1 or 3 octets", value.length() + " octets");
        };
        if ((bits & RESERVED) != 0) {
            throw in.fail("privileges", at, "b4 to b1 of the last octet 0", value.toHex());
        }
        Set<Privilege> all = new TreeSet<>();
        for (Privilege privilege : Privilege.values()) {
            if ((bits & privilege.code()) != 0) {
                all.add(privilege);
            }
        }
        return new Privileges(all);
    }
}

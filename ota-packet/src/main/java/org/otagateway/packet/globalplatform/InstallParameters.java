// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * The parameters field of INSTALL [for install] (Card Specification clause 11.5.2.3.7, TS 102 226 clause 8.2.1.3.2).
 *
 * <pre>
 * | C9 application data | [EF system parameters] | [EA UICC parameters] |
 * </pre>
 *
 * Lengths are BER.
 *
 * @param application what the applet itself gets, perhaps none; its object C9 is always there
 * @param system memory quotas and toolkit parameters in the older coding
 * @param uicc toolkit parameters and file access in the coding of UICC
 */
public record InstallParameters(
        Octets application,
        @Nullable SystemParameters system,
        @Nullable UiccParameters uicc) {
    /** An applet that wants nothing: {@code C9 00}. */
    public static final InstallParameters NONE = new InstallParameters(Octets.EMPTY, null, null);

    static final String CLAUSE = "GPC 11.5.2.3.7, TS 102 226 8.2.1.3.2";

    private static final int APPLICATION = 0xC9;
    private static final int SYSTEM = 0xEF;
    private static final int UICC = 0xEA;

    /** The parameters field of INSTALL [for load]: object EF alone. */
    public static Octets forLoad(SystemParameters parameters) {
        return Tlv.encode(SYSTEM, parameters.encode());
    }

    /** Reads what {@link #forLoad} made. */
    public static Decoded<SystemParameters> decodeForLoad(Octets parameters) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(parameters, CLAUSE);
            Tlv object = Tlv.read(in, "load parameter");
            if (object.tag() != SYSTEM) {
                throw in.fail("load parameter tag", 0, "ef", object.tagText());
            }
            in.end("load parameters");
            return SystemParameters.read(object.value());
        });
    }

    public Octets encode() {
        return Octets.concat(
                Tlv.encode(APPLICATION, application),
                system == null ? Octets.EMPTY : Tlv.encode(SYSTEM, system.encode()),
                uicc == null ? Octets.EMPTY : Tlv.encode(UICC, uicc.encode()));
    }

    /** Strict: each object once, none that is not named here; C9 has to be there. */
    public static Decoded<InstallParameters> decode(Octets parameters) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(parameters, CLAUSE);
            Once once = new Once(in);
            Octets application = null;
            SystemParameters system = null;
            UiccParameters uicc = null;
            while (!in.atEnd()) {
                Tlv object = once.next("install parameter");
                switch (object.tag()) {
                    case APPLICATION -> application = object.value();
                    case SYSTEM -> system = SystemParameters.read(object.value());
                    case UICC -> uicc = UiccParameters.read(object.value());
                    default -> throw once.unknown("c9, ef or ea");
                }
            }
            if (application == null) {
                throw in.fail("application data", in.offset(), "object c9", "the end");
            }
            return new InstallParameters(application, system, uicc);
        });
    }

    /** Reads objects that may stand in any order, but each only once. */
    static final class Once {
        private final OctetReader in;
        private final Set<Integer> tags = new HashSet<>();
        private int start;
        private String got = "";

        Once(OctetReader in) {
            this.in = in;
        }

        Tlv next(String field) throws MalformedException {
            start = in.offset();
            Tlv object = Tlv.read(in, field);
            got = object.tagText();
            if (!tags.add(object.tag())) {
                throw in.fail(field + " tag", start, "each object once", "a second " + got);
            }
            return object;
        }

        MalformedException unknown(String expected) {
            return in.fail("tag", start, expected, got);
        }

        MalformedException wrong(String field, String expected, Octets value) {
            return in.fail(field, start, expected, value.length() + " octets");
        }
    }
}

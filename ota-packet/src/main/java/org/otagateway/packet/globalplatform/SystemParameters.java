// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.List;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * System parameters, object EF (Card Specification table 11-49).
 *
 * <pre>
 * | [C6 code quota] | [C8 non-volatile quota] | [C7 volatile quota] | [CA toolkit parameters] |     a quota has 2 or 4 octets
 * </pre>
 *
 * @param codeQuota octets of code space, for a load only
 * @param nonVolatileQuota octets of persistent memory
 * @param volatileQuota octets of transient memory
 * @param toolkit toolkit parameters with access domain
 */
public record SystemParameters(
        OptionalInt codeQuota,
        OptionalInt nonVolatileQuota,
        OptionalInt volatileQuota,
        @Nullable SimToolkit toolkit) {
    private static final int CODE = 0xC6;
    private static final int VOLATILE = 0xC7;
    private static final int NON_VOLATILE = 0xC8;
    private static final int TOOLKIT = 0xCA;
    private static final int LARGEST_SHORT = 0x7FFF;

    public SystemParameters {
        for (OptionalInt quota : List.of(codeQuota, nonVolatileQuota, volatileQuota)) {
            if (quota.orElse(0) < 0) {
                throw new IllegalArgumentException("quota: expected 0 or more octets, got " + quota.getAsInt());
            }
        }
    }

    /** What a load asks of the card: its code space alone. */
    public static SystemParameters ofCode(int quota) {
        return new SystemParameters(OptionalInt.of(quota), OptionalInt.empty(), OptionalInt.empty(), null);
    }

    /** The value of object EF. */
    public Octets encode() {
        return Octets.concat(
                quota(CODE, codeQuota),
                quota(NON_VOLATILE, nonVolatileQuota),
                quota(VOLATILE, volatileQuota),
                toolkit == null ? Octets.EMPTY : Tlv.encode(TOOLKIT, toolkit.encode()));
    }

    /** Reads the value of object EF, each object at most once. */
    public static Decoded<SystemParameters> decode(Octets value) {
        return Decoded.attempt(() -> read(value));
    }

    private static Octets quota(int tag, OptionalInt quota) {
        if (quota.isEmpty()) {
            return Octets.EMPTY;
        }
        int octets = quota.getAsInt();
        Octets value = octets <= LARGEST_SHORT
                ? Octets.of(octets >>> 8, octets & 0xFF)
                : Octets.of(octets >>> 24, octets >>> 16 & 0xFF, octets >>> 8 & 0xFF, octets & 0xFF);
        return Tlv.encode(tag, value);
    }

    static SystemParameters read(Octets value) throws MalformedException {
        OctetReader in = new OctetReader(value, InstallParameters.CLAUSE);
        InstallParameters.Once once = new InstallParameters.Once(in);
        OptionalInt code = OptionalInt.empty();
        OptionalInt persistent = OptionalInt.empty();
        OptionalInt transientQuota = OptionalInt.empty();
        SimToolkit toolkit = null;
        while (!in.atEnd()) {
            Tlv object = once.next("system parameter");
            switch (object.tag()) {
                case CODE -> code = quota(once, object.value());
                case NON_VOLATILE -> persistent = quota(once, object.value());
                case VOLATILE -> transientQuota = quota(once, object.value());
                case TOOLKIT -> toolkit = SimToolkit.read(object.value());
                default -> throw once.unknown("c6, c7, c8 or ca");
            }
        }
        return new SystemParameters(code, persistent, transientQuota, toolkit);
    }

    private static OptionalInt quota(InstallParameters.Once once, Octets value) throws MalformedException {
        if ((value.length() != 2 && value.length() != 4) || (value.length() == 4 && value.get(0) > 0x7F)) {
            throw once.wrong("quota", "2 octets, or 4 below 80000000", value);
        }
        int quota = 0;
        for (int i = 0; i < value.length(); i++) {
            quota = quota << 8 | value.get(i);
        }
        return OptionalInt.of(quota);
    }

    /**
     * Toolkit parameters with SIM file access, object CA (TS 102 226 clause 8.2.1.3.2.1).
     *
     * <pre>
     * | length 1, access domain | toolkit parameters | [length 1, TARs] |
     * </pre>
     *
     * @param accessDomain its parameter and data, as 00 (all files) or FF (none); some cards refuse an empty one
     * @param parameters the fields of both codings
     * @param tarsLeftOut true where even the length of the TARs is missing, as some tools write it and cards take it
     */
    public record SimToolkit(Octets accessDomain, ToolkitParameters parameters, boolean tarsLeftOut) {
        public SimToolkit {
            ToolkitParameters.within("access domain octets", accessDomain.length(), 0xFF);
            if (tarsLeftOut && !parameters.tars().isEmpty()) {
                throw new IllegalArgumentException("TARs that are left out cannot have values");
            }
        }

        Octets encode() {
            return Octets.concat(
                    Tlv.lengthAndValue(accessDomain),
                    parameters.encodeWithoutTars(),
                    tarsLeftOut ? Octets.EMPTY : parameters.encodeTars());
        }

        static SimToolkit read(Octets value) throws MalformedException {
            OctetReader in = new OctetReader(value, "TS 102 226 8.2.1.3.2.1");
            Octets domain = Tlv.readLengthAndValue(in, "access domain");
            ToolkitParameters parameters = ToolkitParameters.readWithoutTars(in);
            if (in.atEnd()) {
                return new SimToolkit(domain, parameters, true);
            }
            parameters = parameters.with(ToolkitParameters.readTars(in));
            in.end("toolkit parameters");
            return new SimToolkit(domain, parameters, false);
        }
    }
}

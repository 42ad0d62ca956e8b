// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.OptionalInt;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;

/**
 * DELETE (Card Specification clause 11.2).
 *
 * <pre>
 * CLA 80 | INS E4 | P1 00 | P2 00, or 80 with related objects | Lc | objects
 * </pre>
 */
public sealed interface DeleteCommand extends RamCommand {
    /**
     * An applet, a package, or a package with all applets of it.
     *
     * <pre>
     * | 4F AID | [9E delete token] |
     * </pre>
     *
     * @param application what goes
     * @param related true where all applets of the package go with it
     * @param token of a delegated deletion, perhaps none
     */
    record OfObject(Aid application, boolean related, Octets token) implements DeleteCommand, TokenCommand {
        public OfObject {
            RamApdu.of(RamApdu.DELETE, 0, 0, data(application, token), 0);
        }

        public OfObject(Aid application, boolean related) {
            this(application, related, Octets.EMPTY);
        }

        @Override
        public OfObject withToken(Octets other) {
            return new OfObject(application, related, other);
        }

        private static Octets data(Aid application, Octets token) {
            return Octets.concat(
                    Tlv.encode(DeleteReader.AID, application.value()),
                    token.isEmpty() ? Octets.EMPTY : Tlv.encode(DeleteReader.TOKEN, token));
        }

        @Override
        public CommandApdu command() {
            return RamApdu.of(RamApdu.DELETE, 0, related ? DeleteReader.RELATED : 0, data(application, token), 0);
        }
    }

    /**
     * A key, the keys of a version, or all keys with an identifier.
     *
     * <pre>
     * | [D0 01 identifier] | [D2 01 version] |
     * </pre>
     *
     * @param identifier 1…127
     * @param version 1…127
     */
    record OfKey(OptionalInt identifier, OptionalInt version) implements DeleteCommand {
        public OfKey {
            if (identifier.isEmpty() && version.isEmpty()) {
                throw new IllegalArgumentException("expected a key identifier or a key version");
            }
            for (OptionalInt number : new OptionalInt[] {identifier, version}) {
                if (number.isPresent() && (number.getAsInt() < 1 || number.getAsInt() > 0x7F)) {
                    throw new IllegalArgumentException(
                            "key identifier and version: expected 1 to 127, got " + number.getAsInt());
                }
            }
        }

        /** All keys of one version. */
        public static OfKey version(int version) {
            return new OfKey(OptionalInt.empty(), OptionalInt.of(version));
        }

        @Override
        public CommandApdu command() {
            return RamApdu.of(
                    RamApdu.DELETE,
                    0,
                    0,
                    Octets.concat(number(DeleteReader.IDENTIFIER, identifier), number(DeleteReader.VERSION, version)),
                    0);
        }

        private static Octets number(int tag, OptionalInt number) {
            return number.isEmpty() ? Octets.EMPTY : Tlv.encode(tag, Octets.of(number.getAsInt()));
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * GET STATUS (Card Specification clause 11.4), with answers in TLV form ({@link StatusEntry}).
 *
 * <pre>
 * CLA 80 | INS F2 | P1 subset | P2 02 first, 03 next occurrences | Lc | 4F filter | [5C tags] | Le 00
 * </pre>
 *
 * Over SCP80 the card may forget where it stood between two packets, so a filter that gives one answer is safer than
 * the next occurrence.
 *
 * @param subset of the registry
 * @param next true to go on after SW 6310
 * @param filter the first octets of the AIDs wanted, 0 to 16; none wants all
 * @param tags of the data wanted, one after another; none leaves the choice to the card
 */
public record GetStatus(Subset subset, boolean next, Octets filter, Octets tags) implements RamCommand {
    static final int INS = 0xF2;

    private static final int AID = 0x4F;
    private static final int TAGS = 0x5C;
    private static final int NEXT = 0x01;
    private static final int TLV_FORM = 0x02;

    /** P1: a subset of the registry. */
    public enum Subset {
        ISSUER_SECURITY_DOMAIN(0x80),
        /** Applets and the other security domains. */
        APPLICATIONS(0x40),
        LOAD_FILES(0x20),
        LOAD_FILES_AND_MODULES(0x10);

        private final int code;

        Subset(int code) {
            this.code = code;
        }

        /** Whose life cycle states the answers hold. */
        public LifeCycleState.Owner owner() {
            return switch (this) {
                case ISSUER_SECURITY_DOMAIN -> LifeCycleState.Owner.CARD;
                case APPLICATIONS -> LifeCycleState.Owner.APPLICATION;
                case LOAD_FILES, LOAD_FILES_AND_MODULES -> LifeCycleState.Owner.LOAD_FILE;
            };
        }
    }

    public GetStatus {
        if (filter.length() > 16) {
            throw new IllegalArgumentException("AID filter: expected at most 16 octets, got " + filter.length());
        }
        if (tags.length() > 127) {
            throw new IllegalArgumentException("tags: expected at most 127 octets, got " + tags.length());
        }
    }

    /** All about one AID, in one answer. */
    public static GetStatus of(Subset subset, Aid application) {
        return new GetStatus(subset, false, application.value(), Octets.EMPTY);
    }

    @Override
    public CommandApdu command() {
        Octets data = Octets.concat(Tlv.encode(AID, filter), tags.isEmpty() ? Octets.EMPTY : Tlv.encode(TAGS, tags));
        return RamApdu.of(INS, subset.code, TLV_FORM | (next ? NEXT : 0), data, 256);
    }

    static GetStatus read(CommandApdu command) throws MalformedException {
        if ((command.p2() & ~NEXT) != TLV_FORM) {
            throw RamApdu.fail(command, "P2", "02 or 03", command.p2());
        }
        OctetReader in = RamApdu.reader(command, "GPC 11.4");
        int at = in.offset();
        Tlv filter = Tlv.read(in, "AID filter");
        if (filter.tag() != AID || filter.value().length() > 16) {
            throw in.fail(
                    "AID filter", at, "4f and at most 16 octets", command.data().toHex());
        }
        Octets tags = Octets.EMPTY;
        if (!in.atEnd()) {
            int tagsAt = in.offset();
            Tlv list = Tlv.read(in, "tags");
            if (list.tag() != TAGS || list.value().length() > 127) {
                throw in.fail("tags", tagsAt, "5c and at most 127 octets", list.tagText());
            }
            tags = list.value();
        }
        in.end("search criteria");
        for (Subset subset : Subset.values()) {
            if (subset.code == command.p1()) {
                return new GetStatus(subset, (command.p2() & NEXT) != 0, filter.value(), tags);
            }
        }
        throw RamApdu.fail(command, "P1", "10, 20, 40 or 80", command.p1());
    }
}

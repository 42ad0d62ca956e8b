// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * An entry of the registry as GET STATUS answers with it (Card Specification table 11-36).
 *
 * <pre>
 * E3 | 4F AID | 9F70 state | [C5 privileges] | [C4 load file] | [CE version] | [84 module]… | [CC security domain] |
 * </pre>
 *
 * @param application AID of the entry
 * @param state life cycle state, one octet; {@link LifeCycleState#of} names it
 * @param privileges none of a load file
 * @param loadFile package that an instance is of
 * @param version of a load file, two octets or none
 * @param modules AIDs of the applets in a load file
 * @param securityDomain that the entry belongs to
 */
public record StatusEntry(
        Aid application,
        int state,
        Privileges privileges,
        @Nullable Aid loadFile,
        Octets version,
        List<Aid> modules,
        @Nullable Aid securityDomain) {
    private static final String CLAUSE = "GPC 11.4.3";
    private static final int ENTRY = 0xE3;
    private static final int AID = 0x4F;
    private static final int STATE = 0x9F70;
    private static final int PRIVILEGES = 0xC5;
    private static final int LOAD_FILE = 0xC4;
    private static final int VERSION = 0xCE;
    private static final int MODULE = 0x84;
    private static final int SECURITY_DOMAIN = 0xCC;

    public StatusEntry {
        modules = List.copyOf(modules);
        if (state < 0 || state > 0xFF) {
            throw new IllegalArgumentException("state: expected one octet, got " + state);
        }
    }

    public Octets encode() {
        List<Octets> parts = new ArrayList<>();
        parts.add(Tlv.encode(AID, application.value()));
        parts.add(Tlv.encode(STATE, Octets.of(state)));
        if (!privileges.all().isEmpty()) {
            parts.add(Tlv.encode(PRIVILEGES, privileges.encode()));
        }
        if (loadFile != null) {
            parts.add(Tlv.encode(LOAD_FILE, loadFile.value()));
        }
        if (!version.isEmpty()) {
            parts.add(Tlv.encode(VERSION, version));
        }
        modules.forEach(module -> parts.add(Tlv.encode(MODULE, module.value())));
        if (securityDomain != null) {
            parts.add(Tlv.encode(SECURITY_DOMAIN, securityDomain.value()));
        }
        return Tlv.encode(ENTRY, Octets.concat(parts.toArray(Octets[]::new)));
    }

    /**
     * The entry in the form without tags, which P2 00 and 01 ask for (table 11-34, with modules 11-35).
     *
     * <pre>
     * | L 1, AID | state 1 | privileges 1 | [n 1 | n × (L 1, AID)] |
     * </pre>
     *
     * @param withModules true for the second table
     */
    public Octets encodeWithoutTags(boolean withModules) {
        List<Octets> parts = new ArrayList<>();
        parts.add(application.encode());
        parts.add(Octets.of(state, privileges.encode().get(0)));
        if (withModules) {
            parts.add(Octets.of(modules.size()));
            modules.forEach(module -> parts.add(module.encode()));
        }
        return Octets.concat(parts.toArray(Octets[]::new));
    }

    /** Reads the data of an answer: entries one after another, perhaps none. Objects not named here are passed over. */
    public static Decoded<List<StatusEntry>> decodeAll(Octets data) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(data, CLAUSE);
            List<StatusEntry> entries = new ArrayList<>();
            while (!in.atEnd()) {
                int at = in.offset();
                Tlv entry = Tlv.read(in, "entry");
                if (entry.tag() != ENTRY) {
                    throw in.fail("entry tag", at, "e3", entry.tagText());
                }
                entries.add(read(entry.value()));
            }
            return entries;
        });
    }

    private static StatusEntry read(Octets value) throws MalformedException {
        OctetReader in = new OctetReader(value, CLAUSE);
        Aid application = null;
        int state = -1;
        Privileges privileges = Privileges.NONE;
        Aid loadFile = null;
        Octets version = Octets.EMPTY;
        List<Aid> modules = new ArrayList<>();
        Aid securityDomain = null;
        while (!in.atEnd()) {
            int at = in.offset();
            Tlv object = Tlv.read(in, "object");
            switch (object.tag()) {
                case AID -> application = Aid.of(in, at, "AID", object.value());
                case STATE -> {
                    if (object.value().isEmpty()) {
                        throw in.fail("life cycle state", at, "one octet", "none");
                    }
                    // a second octet is the state of contactless activation
                    state = object.value().get(0);
                }
                case PRIVILEGES -> privileges = Privileges.read(in, at, object.value());
                case LOAD_FILE -> loadFile = Aid.of(in, at, "load file AID", object.value());
                case VERSION -> version = object.value();
                case MODULE -> modules.add(Aid.of(in, at, "module AID", object.value()));
                case SECURITY_DOMAIN -> securityDomain = Aid.of(in, at, "security domain AID", object.value());
                default -> {}
            }
        }
        if (application == null || state < 0) {
            throw in.fail("entry", 0, "an AID 4f and a state 9f70", value.toHex());
        }
        return new StatusEntry(application, state, privileges, loadFile, version, modules, securityDomain);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.Map;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;

/** Commands and files by name (TS 102 221 clause 11, TS 31.102, TS 51.011, GlobalPlatform Card Specification 11). */
final class Commands {
    private static final Map<Integer, String> INSTRUCTIONS = Map.ofEntries(
            Map.entry(0x04, "DEACTIVATE FILE"),
            Map.entry(0x10, "TERMINAL PROFILE"),
            Map.entry(0x12, "FETCH"),
            Map.entry(0x14, "TERMINAL RESPONSE"),
            Map.entry(0x20, "VERIFY PIN"),
            Map.entry(0x24, "CHANGE PIN"),
            Map.entry(0x26, "DISABLE PIN"),
            Map.entry(0x28, "ENABLE PIN"),
            Map.entry(0x2C, "UNBLOCK PIN"),
            Map.entry(0x32, "INCREASE"),
            Map.entry(0x44, "ACTIVATE FILE"),
            Map.entry(0x50, "INITIALIZE UPDATE"),
            Map.entry(0x70, "MANAGE CHANNEL"),
            Map.entry(0x82, "EXTERNAL AUTHENTICATE"),
            Map.entry(0x84, "GET CHALLENGE"),
            Map.entry(0x88, "AUTHENTICATE"),
            Map.entry(0x89, "AUTHENTICATE"),
            Map.entry(0xA2, "SEARCH RECORD"),
            Map.entry(0xA4, "SELECT"),
            Map.entry(0xAA, "TERMINAL CAPABILITY"),
            Map.entry(0xB0, "READ BINARY"),
            Map.entry(0xB2, "READ RECORD"),
            Map.entry(0xC0, "GET RESPONSE"),
            Map.entry(0xC2, "ENVELOPE"),
            Map.entry(0xCA, "GET DATA"),
            Map.entry(0xCB, "RETRIEVE DATA"),
            Map.entry(0xD4, "RESIZE FILE"),
            Map.entry(0xD6, "UPDATE BINARY"),
            Map.entry(0xD8, "PUT KEY"),
            Map.entry(0xDB, "SET DATA"),
            Map.entry(0xDC, "UPDATE RECORD"),
            Map.entry(0xE0, "CREATE FILE"),
            Map.entry(0xE2, "STORE DATA"),
            Map.entry(0xE4, "DELETE"),
            Map.entry(0xE6, "INSTALL"),
            Map.entry(0xE8, "LOAD"),
            Map.entry(0xF0, "SET STATUS"),
            Map.entry(0xF2, "STATUS"),
            Map.entry(0xFE, "TERMINATE CARD USAGE"));

    private static final Map<Integer, String> FILES = Map.ofEntries(
            Map.entry(0x3F00, "MF"),
            Map.entry(0x7F10, "DF.TELECOM"),
            Map.entry(0x7F20, "DF.GSM"),
            Map.entry(0x7FFF, "current ADF"),
            Map.entry(0x2F00, "EF.DIR"),
            Map.entry(0x2F05, "EF.PL"),
            Map.entry(0x2F06, "EF.ARR"),
            Map.entry(0x2FE2, "EF.ICCID"),
            Map.entry(0x5F3A, "DF.PHONEBOOK"),
            Map.entry(0x6F05, "EF.LI"),
            Map.entry(0x6F06, "EF.ARR"),
            Map.entry(0x6F07, "EF.IMSI"),
            Map.entry(0x6F08, "EF.Keys"),
            Map.entry(0x6F09, "EF.KeysPS"),
            Map.entry(0x6F31, "EF.HPPLMN"),
            Map.entry(0x6F38, "EF.UST"),
            Map.entry(0x6F3A, "EF.ADN"),
            Map.entry(0x6F3B, "EF.FDN"),
            Map.entry(0x6F3C, "EF.SMS"),
            Map.entry(0x6F40, "EF.MSISDN"),
            Map.entry(0x6F42, "EF.SMSP"),
            Map.entry(0x6F43, "EF.SMSS"),
            Map.entry(0x6F46, "EF.SPN"),
            Map.entry(0x6F56, "EF.EST"),
            Map.entry(0x6F60, "EF.PLMNwAcT"),
            Map.entry(0x6F61, "EF.OPLMNwAcT"),
            Map.entry(0x6F62, "EF.HPLMNwAcT"),
            Map.entry(0x6F73, "EF.PSLOCI"),
            Map.entry(0x6F78, "EF.ACC"),
            Map.entry(0x6F7B, "EF.FPLMN"),
            Map.entry(0x6F7E, "EF.LOCI"),
            Map.entry(0x6FAD, "EF.AD"),
            Map.entry(0x6FB7, "EF.ECC"),
            Map.entry(0x6FC5, "EF.PNN"),
            Map.entry(0x6FC6, "EF.OPL"),
            Map.entry(0x6FE3, "EF.EPSLOCI"));

    private Commands() {}

    /** The name of a command; GlobalPlatform's where the class is one of its own. */
    static Optional<String> instruction(int cla, int ins, int p1) {
        if (ins == 0xF2 && (cla & 0xF0) == 0x80 && (p1 == 0x80 || p1 == 0x40 || p1 == 0x20 || p1 == 0x10)) {
            return Optional.of("GET STATUS");
        }
        return Optional.ofNullable(INSTRUCTIONS.get(ins));
    }

    static Optional<String> file(int identifier) {
        return Optional.ofNullable(FILES.get(identifier));
    }

    /** A path of file identifiers by names, as "MF/DF.GSM/EF.SPN"; unknown ones in hexadecimal. */
    static String path(Octets path) {
        StringBuilder text = new StringBuilder();
        for (int i = 0; i + 1 < path.length(); i += 2) {
            int identifier = path.get(i) << 8 | path.get(i + 1);
            text.append(text.length() == 0 ? "" : "/")
                    .append(file(identifier).orElse(path.slice(i, i + 2).toHex()));
        }
        return text.toString();
    }

    static String className(int cla) {
        if (cla == 0xA0) {
            return "SIM (TS 51.011)";
        }
        return switch (cla & 0xF0) {
            case 0x00, 0x40, 0x60 -> "UICC, channel " + channel(cla) + secureMessaging(cla);
            case 0x80, 0xC0, 0xE0 ->
                "proprietary: GlobalPlatform or toolkit, channel " + channel(cla) + secureMessaging(cla);
            default -> "not a class of the standards";
        };
    }

    private static int channel(int cla) {
        return (cla & 0x40) != 0 ? 4 + (cla & 0x0F) : cla & 0x03;
    }

    private static String secureMessaging(int cla) {
        boolean secured = (cla & 0x40) != 0 ? (cla & 0x20) != 0 : (cla & 0x0C) != 0;
        return secured ? ", secure messaging" : "";
    }

    /** Whether a card of these standards would know the class. */
    static boolean knownClass(int cla) {
        return cla == 0xA0 || (cla & 0xF0) == 0x00 || (cla & 0xF0) == 0x80;
    }

    /** What P1 of INSTALL says (GlobalPlatform Card Specification 11.5.2.1). */
    static String install(int p1) {
        return switch (p1 & 0x7F) {
            case 0x02 -> "for load";
            case 0x04 -> "for install";
            case 0x08 -> "for make selectable";
            case 0x0C -> "for install and make selectable";
            case 0x0E -> "for load, install and make selectable";
            case 0x10 -> "for extradition";
            case 0x20 -> "for personalization";
            case 0x40 -> "for registry update";
            default -> "of no known purpose";
        };
    }
}

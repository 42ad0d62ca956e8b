// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.globalplatform.Aid;

/**
 * A SELECT, and what it goes by (TS 102 221 clause 8.4).
 *
 * @param apdu the command
 * @param from where it must be given
 * @param directory whether the directory changes with it: an MF, DF or ADF is selected, or an EF by its path
 */
record Move(CommandApdu apdu, From from, boolean directory) {
    private static final int BY_IDENTIFIER = 0x00;
    private static final int BY_AID = 0x04;
    private static final int BY_PATH_FROM_MF = 0x08;
    private static final int MF = 0x3F00;
    private static final int ADF = 0x7FFF;

    /** Where a SELECT leads to the file that it means. */
    enum From {
        /** Anywhere: it goes by AID, or down from the MF. */
        ANYWHERE,
        /** Within the ADF: its path begins with 7FFF. */
        ADF,
        /** In the directory that is selected. */
        HERE
    }

    /** What a SELECT does, by its parameters. */
    static Move of(CommandApdu select) {
        int first = select.data().length() < 2
                ? MF
                : select.data().get(0) << 8 | select.data().get(1);
        return switch (select.p1()) {
            case BY_AID -> new Move(select, From.ANYWHERE, true);
            case BY_PATH_FROM_MF -> new Move(select, first == ADF ? From.ADF : From.ANYWHERE, true);
            case BY_IDENTIFIER ->
                new Move(select, first == MF ? From.ANYWHERE : first == ADF ? From.ADF : From.HERE, !isFile(first));
            default -> new Move(select, From.HERE, true);
        };
    }

    /** 2Fxx below the MF, 4Fxx and 6Fxx below DFs are EFs by convention (TS 102 221 clause 8.3). */
    private static boolean isFile(int identifier) {
        int high = identifier >>> 8;
        return high == 0x2F || high == 0x4F || high == 0x6F;
    }

    boolean isIn(From place) {
        return from == place;
    }

    boolean isByAid() {
        return apdu.p1() == BY_AID;
    }

    /** Whether this selects the ADF of an application, whose AID the issuer may have made longer. */
    boolean selects(Aid application) {
        return isByAid() && apdu.data().startsWith(application.value());
    }

    /** By AID: the application's ADF is the present one from here on. */
    boolean entersAdf() {
        return isByAid() || from == From.ADF;
    }
}

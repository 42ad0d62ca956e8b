// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.globalplatform.Aid;

/**
 * A DF or ADF that standards name (TS 102 221 clause 13, TS 31.102 clause 4.7, TS 31.103; AIDs of TS 101 220 annex E).
 *
 * @param name as "DF.TELECOM"
 * @param path from the MF; empty for the MF itself and for an ADF
 * @param aid of an ADF, without what the issuer adds; empty for others
 */
public record KnownDirectory(String name, Optional<FilePath> path, Optional<Aid> aid) {
    /** The ADF of the USIM. */
    public static final Aid USIM = Aid.hex("A0000000871002");

    private static final Aid ISIM = Aid.hex("A0000000871004");

    /** All. */
    public static final List<KnownDirectory> ALL = List.of(
            of("MF", null, null),
            of("ADF.USIM", null, USIM),
            of("ADF.ISIM", null, ISIM),
            of("DF.TELECOM", "7f10", null),
            of("DF.GSM", "7f20", null),
            of("DF.TELECOM/DF.GRAPHICS", "7f105f50", null),
            of("DF.TELECOM/DF.PHONEBOOK", "7f105f3a", null),
            of("ADF.USIM/DF.PHONEBOOK", "7fff5f3a", null),
            of("ADF.USIM/DF.GSM-ACCESS", "7fff5f3b", null),
            of("ADF.USIM/DF.HNB", "7fff5f50", null),
            of("ADF.USIM/DF.5GS", "7fff5fc0", null));

    /** The directory of a whole name in any case. */
    public static Optional<KnownDirectory> named(String name) {
        return ALL.stream()
                .filter(directory -> directory.name.equalsIgnoreCase(name))
                .findFirst();
    }

    private static KnownDirectory of(String name, @Nullable String path, @Nullable Aid aid) {
        return new KnownDirectory(name, Optional.ofNullable(path).map(FilePath::hex), Optional.ofNullable(aid));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/**
 * An EF that standards name: TS 102 221 clause 13 (MF), TS 31.102 clauses 4.2 and 4.4 (ADF.USIM, DF.TELECOM), TS 51.011
 * clause 10 (DF.GSM, DF.TELECOM).
 *
 * @param name with its folder, as "ADF.USIM/EF.SPN"
 * @param path from the MF; under the present ADF where it starts with 7FFF
 * @param structure transparent or of records
 * @param length octets of the file, or of one record; empty where the card says
 * @param least octets that the standard has it hold at least, where the card says how many; 0: nothing is said
 * @param value what its octets are; empty: they are told in hexadecimal
 */
public record KnownFile(
        String name, FilePath path, Structure structure, OptionalInt length, int least, Optional<FileValue> value) {
    /** All, those of the USIM before those of 2G. */
    public static final List<KnownFile> ALL = List.of(
            of("MF/EF.ICCID", "2fe2", Structure.TRANSPARENT, 10, FileValue.ICCID, 0),
            of("MF/EF.DIR", "2f00", Structure.LINEAR_FIXED, 0, FileValue.APPLICATION_ENTRY, 0),
            of("MF/EF.PL", "2f05", Structure.TRANSPARENT, 0, FileValue.LANGUAGES, 2),
            of("MF/EF.ARR", "2f06", Structure.LINEAR_FIXED, 0),
            of("ADF.USIM/EF.LI", "7fff6f05", Structure.TRANSPARENT, 0, FileValue.LANGUAGES, 2),
            of("ADF.USIM/EF.ARR", "7fff6f06", Structure.LINEAR_FIXED, 0),
            of("ADF.USIM/EF.IMSI", "7fff6f07", Structure.TRANSPARENT, 9, FileValue.IMSI, 0),
            of("ADF.USIM/EF.HPPLMN", "7fff6f31", Structure.TRANSPARENT, 1, FileValue.SEARCH_PERIOD, 0),
            of("ADF.USIM/EF.UST", "7fff6f38", Structure.TRANSPARENT, 0, FileValue.SERVICES, 0),
            of("ADF.USIM/EF.FDN", "7fff6f3b", Structure.LINEAR_FIXED, 0, FileValue.NUMBER, 0),
            of("ADF.USIM/EF.SMS", "7fff6f3c", Structure.LINEAR_FIXED, 176),
            of("ADF.USIM/EF.GID1", "7fff6f3e", Structure.TRANSPARENT, 0),
            of("ADF.USIM/EF.GID2", "7fff6f3f", Structure.TRANSPARENT, 0),
            of("ADF.USIM/EF.MSISDN", "7fff6f40", Structure.LINEAR_FIXED, 0, FileValue.NUMBER, 0),
            of("ADF.USIM/EF.SMSP", "7fff6f42", Structure.LINEAR_FIXED, 0, FileValue.SERVICE_CENTRE, 0),
            of("ADF.USIM/EF.SPN", "7fff6f46", Structure.TRANSPARENT, 17, FileValue.SPN, 0),
            of("ADF.USIM/EF.SDN", "7fff6f49", Structure.LINEAR_FIXED, 0, FileValue.NUMBER, 0),
            of("ADF.USIM/EF.EST", "7fff6f56", Structure.TRANSPARENT, 0, FileValue.SERVICES, 0),
            of("ADF.USIM/EF.PLMNwAcT", "7fff6f60", Structure.TRANSPARENT, 0, FileValue.PLMN_ACT_LIST, 40),
            of("ADF.USIM/EF.OPLMNwAcT", "7fff6f61", Structure.TRANSPARENT, 0, FileValue.PLMN_ACT_LIST, 40),
            of("ADF.USIM/EF.HPLMNwAcT", "7fff6f62", Structure.TRANSPARENT, 0, FileValue.PLMN_ACT_LIST, 5),
            of("ADF.USIM/EF.PSLOCI", "7fff6f73", Structure.TRANSPARENT, 14),
            of("ADF.USIM/EF.ACC", "7fff6f78", Structure.TRANSPARENT, 2, FileValue.ACCESS_CLASSES, 0),
            of("ADF.USIM/EF.FPLMN", "7fff6f7b", Structure.TRANSPARENT, 0, FileValue.PLMN_LIST, 12),
            of("ADF.USIM/EF.LOCI", "7fff6f7e", Structure.TRANSPARENT, 11, FileValue.LOCATION, 0),
            of("ADF.USIM/EF.AD", "7fff6fad", Structure.TRANSPARENT, 0, FileValue.ADMINISTRATIVE_DATA, 0),
            of("ADF.USIM/EF.ECC", "7fff6fb7", Structure.LINEAR_FIXED, 0, FileValue.EMERGENCY_NUMBER, 0),
            of("ADF.USIM/EF.PNN", "7fff6fc5", Structure.LINEAR_FIXED, 0, FileValue.NETWORK_NAME, 0),
            of("ADF.USIM/EF.OPL", "7fff6fc6", Structure.LINEAR_FIXED, 8, FileValue.OPERATOR_RULE, 0),
            of("ADF.USIM/EF.SPDI", "7fff6fcd", Structure.TRANSPARENT, 0),
            of("ADF.USIM/EF.EHPLMN", "7fff6fd9", Structure.TRANSPARENT, 0, FileValue.PLMN_LIST, 3),
            of("ADF.USIM/EF.EPSLOCI", "7fff6fe3", Structure.TRANSPARENT, 18),
            of("DF.TELECOM/EF.ADN", "7f106f3a", Structure.LINEAR_FIXED, 0, FileValue.NUMBER, 0),
            of("DF.TELECOM/EF.FDN", "7f106f3b", Structure.LINEAR_FIXED, 0, FileValue.NUMBER, 0),
            of("DF.TELECOM/EF.SMS", "7f106f3c", Structure.LINEAR_FIXED, 176),
            of("DF.TELECOM/EF.MSISDN", "7f106f40", Structure.LINEAR_FIXED, 0, FileValue.NUMBER, 0),
            of("DF.TELECOM/EF.SMSP", "7f106f42", Structure.LINEAR_FIXED, 0, FileValue.SERVICE_CENTRE, 0),
            of("DF.TELECOM/EF.SDN", "7f106f49", Structure.LINEAR_FIXED, 0, FileValue.NUMBER, 0),
            of("DF.GSM/EF.LP", "7f206f05", Structure.TRANSPARENT, 0, FileValue.SIM_LANGUAGES, 1),
            of("DF.GSM/EF.IMSI", "7f206f07", Structure.TRANSPARENT, 9, FileValue.IMSI, 0),
            of("DF.GSM/EF.PLMNsel", "7f206f30", Structure.TRANSPARENT, 0, FileValue.PLMN_LIST, 24),
            of("DF.GSM/EF.HPLMN", "7f206f31", Structure.TRANSPARENT, 1, FileValue.SEARCH_PERIOD, 0),
            of("DF.GSM/EF.SST", "7f206f38", Structure.TRANSPARENT, 0, FileValue.SIM_SERVICES, 0),
            of("DF.GSM/EF.GID1", "7f206f3e", Structure.TRANSPARENT, 0),
            of("DF.GSM/EF.GID2", "7f206f3f", Structure.TRANSPARENT, 0),
            of("DF.GSM/EF.SPN", "7f206f46", Structure.TRANSPARENT, 17, FileValue.SPN, 0),
            of("DF.GSM/EF.LOCIGPRS", "7f206f53", Structure.TRANSPARENT, 14),
            of("DF.GSM/EF.PLMNwAcT", "7f206f60", Structure.TRANSPARENT, 0, FileValue.PLMN_ACT_LIST, 40),
            of("DF.GSM/EF.OPLMNwAcT", "7f206f61", Structure.TRANSPARENT, 0, FileValue.PLMN_ACT_LIST, 40),
            of("DF.GSM/EF.HPLMNwAcT", "7f206f62", Structure.TRANSPARENT, 0, FileValue.PLMN_ACT_LIST, 5),
            of("DF.GSM/EF.ACC", "7f206f78", Structure.TRANSPARENT, 2, FileValue.ACCESS_CLASSES, 0),
            of("DF.GSM/EF.FPLMN", "7f206f7b", Structure.TRANSPARENT, 0, FileValue.PLMN_LIST, 12),
            of("DF.GSM/EF.LOCI", "7f206f7e", Structure.TRANSPARENT, 11),
            of("DF.GSM/EF.AD", "7f206fad", Structure.TRANSPARENT, 0, FileValue.ADMINISTRATIVE_DATA, 0),
            of("DF.GSM/EF.ECC", "7f206fb7", Structure.TRANSPARENT, 0, FileValue.SIM_EMERGENCY_NUMBERS, 15),
            of("DF.GSM/EF.PNN", "7f206fc5", Structure.LINEAR_FIXED, 0, FileValue.NETWORK_NAME, 0),
            of("DF.GSM/EF.OPL", "7f206fc6", Structure.LINEAR_FIXED, 8, FileValue.OPERATOR_RULE, 0));

    /**
     * The file of a name in any case: whole, as "ADF.USIM/EF.SPN", or short, as "EF.SPN", which is the first that is so
     * called.
     */
    public static Optional<KnownFile> named(String name) {
        return ALL.stream().filter(file -> file.isCalled(name)).findFirst();
    }

    /** The same, among the files that one file system has: a SIM has no ADF. */
    public static Optional<KnownFile> named(String name, FileCommand files) {
        return ALL.stream()
                .filter(file -> file.isCalled(name) && (files == FileCommand.UICC || !file.isInAdf()))
                .findFirst();
    }

    /** The file at a path. */
    public static Optional<KnownFile> at(FilePath path) {
        return ALL.stream().filter(file -> file.path.equals(path)).findFirst();
    }

    private boolean isCalled(String text) {
        return name.equalsIgnoreCase(text) || shortName().equalsIgnoreCase(text);
    }

    /** The name without its folder, as "EF.SPN". */
    public String shortName() {
        return name.substring(name.indexOf('/') + 1);
    }

    /** Below an ADF: its path begins with 7FFF. */
    public boolean isInAdf() {
        return path.isInAdf();
    }

    /**
     * The octets of a value in words.
     *
     * @param given octets of the file or record, where the operator says how many; must be those of the standard where it
     *     says so
     * @throws IllegalArgumentException with "field: expected …, got …" where the text is no value of the file or does not
     *     fit
     */
    public Octets encode(String text, OptionalInt given) {
        FileValue coding = value.orElseThrow(() ->
                new IllegalArgumentException("value: expected data in hexadecimal, since " + name + " has no words"));
        if (given.isPresent() && length.isPresent() && given.getAsInt() != length.getAsInt()) {
            throw new IllegalArgumentException("length: expected " + length.getAsInt() + ", which is that of " + name
                    + ", got " + given.getAsInt());
        }
        OptionalInt octets = given.isPresent() ? given : length;
        if (octets.isPresent() || least == 0) {
            return coding.encode(text, octets);
        }
        Octets alone = coding.encode(text, OptionalInt.empty());
        return alone.length() >= least ? alone : coding.encode(text, OptionalInt.of(least));
    }

    private static KnownFile of(String name, String path, Structure structure, int length) {
        return of(name, path, structure, length, null, 0);
    }

    private static KnownFile of(
            String name, String path, Structure structure, int length, @Nullable FileValue value, int least) {
        return new KnownFile(
                name,
                FilePath.hex(path),
                structure,
                length == 0 ? OptionalInt.empty() : OptionalInt.of(length),
                least,
                Optional.ofNullable(value));
    }
}

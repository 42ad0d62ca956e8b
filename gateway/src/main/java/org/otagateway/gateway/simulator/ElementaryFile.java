// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import org.otagateway.packet.bytes.Octets;

/**
 * An EF. One instance in two directories is one file with one content, as where DF.GSM and ADF.USIM share it.
 *
 * @param fid two octets
 * @param structure how it is read
 * @param recordLength octets of a record; of a transparent file its size
 * @param records their number; 1 for a transparent file
 * @param read who may read
 * @param update who may write
 * @param personalisation what makes the content differ from card to card
 * @param initial the content where it does not: all records, one after another; empty for octets FF
 */
record ElementaryFile(
        int fid,
        Structure structure,
        int recordLength,
        int records,
        Access read,
        Access update,
        Personalisation personalisation,
        Octets initial)
        implements CardFile {
    ElementaryFile {
        if (recordLength < 1 || records < 1 || records > 254) {
            throw new IllegalArgumentException("EF: expected 1 to 254 records of at least 1 octet");
        }
        if (structure != Structure.TRANSPARENT && recordLength > 255) {
            throw new IllegalArgumentException("EF: expected records of up to 255 octets, got " + recordLength);
        }
        if (initial.length() > recordLength * records) {
            throw new IllegalArgumentException("EF: expected content of up to " + recordLength * records + " octets");
        }
    }

    /** A transparent file of octets FF. */
    static ElementaryFile transparent(int fid, int size, Access read, Access update) {
        return new ElementaryFile(
                fid, Structure.TRANSPARENT, size, 1, read, update, Personalisation.NONE, Octets.EMPTY);
    }

    /** A file of records of octets FF. */
    static ElementaryFile linear(int fid, int recordLength, int records, Access read, Access update) {
        return new ElementaryFile(
                fid, Structure.LINEAR_FIXED, recordLength, records, read, update, Personalisation.NONE, Octets.EMPTY);
    }

    ElementaryFile holding(Octets content) {
        return new ElementaryFile(fid, structure, recordLength, records, read, update, Personalisation.NONE, content);
    }

    ElementaryFile holding(Personalisation made) {
        return new ElementaryFile(fid, structure, recordLength, records, read, update, made, Octets.EMPTY);
    }

    /** The same file with other records; of a transparent one the length is its size. */
    ElementaryFile resized(int length, int number) {
        return new ElementaryFile(fid, structure, length, number, read, update, Personalisation.NONE, Octets.EMPTY);
    }

    /** Octets in all. */
    int size() {
        return recordLength * records;
    }

    /** How a file is read, with its codings in the FCP (TS 102 221 table 11.5) and in TS 51.011 clause 9.3. */
    enum Structure {
        TRANSPARENT(0x41, 0x00),
        LINEAR_FIXED(0x42, 0x01),
        CYCLIC(0x46, 0x03);

        private final int descriptor;
        private final int simCode;

        Structure(int descriptor, int simCode) {
            this.descriptor = descriptor;
            this.simCode = simCode;
        }

        int descriptor() {
            return descriptor;
        }

        int simCode() {
            return simCode;
        }
    }

    /** Who may do it, with the coding of TS 51.011 clause 9.3. */
    enum Access {
        ALWAYS(0x0),
        PIN1(0x1),
        PIN2(0x2),
        ADM(0x4),
        NEVER(0xF);

        private final int simCode;

        Access(int simCode) {
            this.simCode = simCode;
        }

        int simCode() {
            return simCode;
        }
    }

    /** What of the card's own data the file holds at first. */
    enum Personalisation {
        NONE,
        ICCID,
        IMSI,
        MSISDN
    }
}

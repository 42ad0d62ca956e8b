// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import org.otagateway.packet.files.KnownFile;
import org.otagateway.packet.files.Structure;

/** What standards say of how a known file is built, held against what an operation wants of it. */
final class FileLimits {
    private FileLimits() {}

    /**
     * Octets of a transparent file.
     *
     * @throws IllegalArgumentException where the file has records, or is shorter
     */
    static void transparent(KnownFile file, int offset, int octets) {
        if (file.structure() != Structure.TRANSPARENT) {
            throw new IllegalArgumentException(
                    "file: expected a transparent file (" + file.name() + " has records), got " + file.shortName());
        }
        int size = file.length().orElse(Integer.MAX_VALUE);
        if (offset + octets > size) {
            throw new IllegalArgumentException("value: expected at most " + Math.max(size - offset, 0)
                    + " octets from offset " + offset + " of " + file.name() + ", got " + octets);
        }
    }

    /**
     * A record of a file.
     *
     * @throws IllegalArgumentException where the file is transparent, or its records are shorter
     */
    static void record(KnownFile file, int octets) {
        if (file.structure() == Structure.TRANSPARENT) {
            throw new IllegalArgumentException(
                    "file: expected a file of records (" + file.name() + " is transparent), got " + file.shortName());
        }
        int size = file.length().orElse(Integer.MAX_VALUE);
        if (octets > size) {
            throw new IllegalArgumentException(
                    "value: expected at most " + size + " octets in a record of " + file.name() + ", got " + octets);
        }
    }
}

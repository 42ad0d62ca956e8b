// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.List;
import java.util.stream.Stream;
import org.otagateway.packet.bytes.Octets;

/**
 * The MF, a DF or an ADF.
 *
 * @param fid two octets; of an ADF it is of no use to a terminal, which knows the current one as 7FFF
 * @param aid the application identifier of an ADF, empty for others
 * @param files in it
 */
record DedicatedFile(int fid, Octets aid, List<CardFile> files) implements CardFile {
    static final int MF = 0x3F00;
    static final int CURRENT_ADF = 0x7FFF;

    DedicatedFile {
        files = List.copyOf(files);
    }

    static DedicatedFile of(int fid, CardFile... files) {
        return new DedicatedFile(fid, Octets.EMPTY, List.of(files));
    }

    boolean isAdf() {
        return !aid.isEmpty();
    }

    /** This directory with one more file. */
    DedicatedFile with(CardFile file) {
        return new DedicatedFile(
                fid, aid, Stream.concat(files.stream(), Stream.of(file)).toList());
    }
}

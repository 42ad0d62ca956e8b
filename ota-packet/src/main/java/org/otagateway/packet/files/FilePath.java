// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.otagateway.packet.bytes.Octets;

/**
 * The way to a file: file identifiers from the MF (which is left out) to the file. 7FFF is the present ADF (TS 102 221
 * clause 8.4.2).
 *
 * @param identifiers 1 to 8 of two octets each, none of them 3F00
 */
public record FilePath(List<Integer> identifiers) {
    static final int ADF = 0x7FFF;
    private static final int MF = 0x3F00;
    private static final int MAX_DEPTH = 8;

    public FilePath {
        identifiers = List.copyOf(identifiers);
        if (identifiers.isEmpty() || identifiers.size() > MAX_DEPTH) {
            throw new IllegalArgumentException("path: expected 1 to 8 file identifiers, got " + identifiers.size());
        }
        for (int identifier : identifiers) {
            if (identifier < 0 || identifier > 0xFFFF || identifier == MF) {
                throw new IllegalArgumentException("path: expected file identifiers of two octets below the MF, got "
                        + Integer.toHexString(identifier));
            }
        }
    }

    /**
     * Reads hexadecimal, as "3F002FE2" or "7FFF6F46"; the MF at the start may be left out.
     *
     * @throws IllegalArgumentException where it is none
     */
    public static FilePath hex(CharSequence digits) {
        Octets octets = Octets.hex(digits);
        if (octets.length() % 2 != 0) {
            throw new IllegalArgumentException("path: expected file identifiers of two octets, got " + digits);
        }
        List<Integer> identifiers = new ArrayList<>();
        for (int i = 0; i < octets.length(); i += 2) {
            int identifier = octets.get(i) << 8 | octets.get(i + 1);
            if (i > 0 || identifier != MF) {
                identifiers.add(identifier);
            }
        }
        return new FilePath(identifiers);
    }

    /** The identifier of the file itself. */
    public int file() {
        return identifiers.get(identifiers.size() - 1);
    }

    /** It begins with 7FFF, the present ADF. */
    public boolean isInAdf() {
        return identifiers.get(0) == ADF;
    }

    /** The way to the directory around it; empty where that is the MF. */
    public Optional<FilePath> directory() {
        return identifiers.size() == 1
                ? Optional.empty()
                : Optional.of(new FilePath(identifiers.subList(0, identifiers.size() - 1)));
    }

    Octets encode() {
        return Octets.concat(identifiers.stream()
                .map(identifier -> Octets.of(identifier >>> 8, identifier & 0xFF))
                .toArray(Octets[]::new));
    }

    /** As "7fff/6f46". */
    @Override
    public String toString() {
        return identifiers.stream()
                .map(identifier -> String.format("%04x", identifier))
                .collect(Collectors.joining("/"));
    }
}

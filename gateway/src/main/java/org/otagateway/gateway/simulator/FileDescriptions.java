// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import org.otagateway.gateway.simulator.ElementaryFile.Structure;
import org.otagateway.packet.bytes.Octets;

/** What SELECT and STATUS tell of a file. */
final class FileDescriptions {
    private static final int ACTIVATED = 0x05;
    private static final int DEACTIVATED = 0x04;

    private FileDescriptions() {}

    /**
     * The FCP (TS 102 221 clause 11.1.1.3).
     *
     * <pre>
     * 62 length | 82 descriptor | 83 file id | [84 AID] | [A5 proprietary] | 8A life cycle | 8B security | C6 PINs or 80 size, 88 SFI
     * </pre>
     */
    static Octets fcp(CardFile file, boolean activated) {
        Octets id = object(0x83, Octets.of(file.fid() >> 8, file.fid() & 0xFF));
        Octets lifeCycle = object(0x8A, Octets.of(activated ? ACTIVATED : DEACTIVATED));
        // By reference: EF.ARR 6F06, its record.
        Octets security = object(0x8B, Octets.hex("6f0602"));
        if (file instanceof ElementaryFile ef) {
            Octets descriptor = ef.structure() == Structure.TRANSPARENT
                    ? Octets.of(ef.structure().descriptor(), 0x21)
                    : Octets.of(ef.structure().descriptor(), 0x21, 0x00, ef.recordLength(), ef.records());
            return object(
                    0x62,
                    Octets.concat(
                            object(0x82, descriptor),
                            id,
                            lifeCycle,
                            security,
                            object(0x80, Octets.of(ef.size() >> 8, ef.size() & 0xFF)),
                            object(0x88, Octets.EMPTY)));
        }
        DedicatedFile directory = (DedicatedFile) file;
        return object(
                0x62,
                Octets.concat(
                        object(0x82, Octets.hex("7821")),
                        id,
                        directory.isAdf() ? object(0x84, directory.aid()) : Octets.EMPTY,
                        object(0xA5, Octets.hex("800171")),
                        lifeCycle,
                        object(0x8B, Octets.hex("2f0602")),
                        // PIN status: PIN1 and PIN2 usable, both enabled.
                        object(0xC6, Octets.hex("900160830101830181"))));
    }

    private static Octets object(int tag, Octets value) {
        return Octets.concat(Octets.of(tag, value.length()), value);
    }

    /**
     * The answer to SELECT and STATUS in CLA A0 (TS 51.011 clause 9.2.1).
     *
     * <pre>
     * EF    | RFU 2 | size 2 | file id 2 | 04 | 1 | access 3 | status 1 | 02 | structure 1 | record length 1 |
     * MF/DF | RFU 2 | free memory 2 | file id 2 | 01/02 | RFU 5 | 09 | 9 octets: characteristics, DFs, EFs, CHVs, RFU, CHV states |
     * </pre>
     */
    static Octets simResponse(CardFile file, boolean activated) {
        if (file instanceof ElementaryFile ef) {
            int increase = ef.structure() == Structure.CYCLIC ? 0x40 : 0x00;
            return Octets.of(
                    0,
                    0,
                    ef.size() >> 8,
                    ef.size() & 0xFF,
                    ef.fid() >> 8,
                    ef.fid() & 0xFF,
                    0x04,
                    increase,
                    ef.read().simCode() << 4 | ef.update().simCode(),
                    0x44,
                    0x44,
                    activated ? 0x01 : 0x00,
                    0x02,
                    ef.structure().simCode(),
                    ef.structure() == Structure.TRANSPARENT ? 0 : ef.recordLength());
        }
        DedicatedFile directory = (DedicatedFile) file;
        int directories = (int) directory.files().stream()
                .filter(child -> child instanceof DedicatedFile)
                .count();
        int type = directory.fid() == DedicatedFile.MF ? 0x01 : 0x02;
        return Octets.concat(
                Octets.of(0, 0, 0xFF, 0xFF, directory.fid() >> 8, directory.fid() & 0xFF, type),
                Octets.hex("000000000009"),
                Octets.of(0x13, directories, directory.files().size() - directories, 0x04, 0x00),
                Octets.hex("838a838a"));
    }
}

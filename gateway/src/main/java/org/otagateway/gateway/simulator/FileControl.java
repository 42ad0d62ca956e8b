// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.util.HashMap;
import java.util.Map;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.gateway.simulator.ElementaryFile.Structure;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * The file control parameters of CREATE FILE and RESIZE FILE (TS 102 222 clauses 6.3.2.2 and 6.10.2).
 *
 * <pre>
 * 62 length | 82 descriptor | 83 file id | 8A life cycle | 8B security | 80 size, or of a DF 81 | 88 SFI | … |
 * </pre>
 *
 * @param objects values by tag, each once
 */
record FileControl(Map<Integer, Octets> objects) {
    private static final int TEMPLATE = 0x62;
    private static final int DESCRIPTOR = 0x82;
    private static final int FILE_ID = 0x83;
    private static final int SIZE = 0x80;
    private static final int DIRECTORY = 0x78;

    /** b6 to b4 of the descriptor 111: a directory; b8 is not looked at, b7 says shareable. */
    private static final int SHAREABLE = 0x40;

    FileControl {
        objects = Map.copyOf(objects);
    }

    static FileControl read(Octets data) throws RefusedException {
        return Decoded.attempt(() -> {
                    OctetReader outer = new OctetReader(data, "TS 102 222 6.3.2.2");
                    int tag = outer.u8("template tag");
                    Octets content = outer.octets("template", outer.berLength("template length"));
                    outer.end("template");
                    if (tag != TEMPLATE) {
                        throw outer.fail("template tag", 0, "62", OctetReader.hex8(tag));
                    }
                    Map<Integer, Octets> objects = new HashMap<>();
                    OctetReader in = new OctetReader(content, "TS 102 222 6.3.2.2");
                    while (!in.atEnd()) {
                        int at = in.offset();
                        int object = in.u8("tag");
                        Octets value = in.octets("value", in.berLength("length"));
                        if (objects.putIfAbsent(object, value) != null) {
                            throw in.fail("tag", at, "each object once", OctetReader.hex8(object));
                        }
                    }
                    return new FileControl(objects);
                })
                .success()
                .orElseThrow(() -> new RefusedException(Refusal.WRONG_DATA));
    }

    private Octets value(int tag, int least, int most) throws RefusedException {
        Octets value = objects.get(tag);
        if (value == null || value.length() < least || value.length() > most) {
            throw new RefusedException(Refusal.WRONG_DATA);
        }
        return value;
    }

    int fileId() throws RefusedException {
        return number(value(FILE_ID, 2, 2));
    }

    /** Octets of an EF, at least one. */
    int size() throws RefusedException {
        int size = number(value(SIZE, 1, 2));
        if (size == 0) {
            throw new RefusedException(Refusal.WRONG_DATA);
        }
        return size;
    }

    private static int number(Octets value) {
        return value.length() == 1 ? value.get(0) : value.get(0) << 8 | value.get(1);
    }

    /** A new file of octets FF. PIN1 reads it and the administrator writes it: this card evaluates no access rules. */
    CardFile file() throws RefusedException {
        Octets descriptor = value(DESCRIPTOR, 2, 6);
        int code = descriptor.get(0) | SHAREABLE;
        if (code == DIRECTORY) {
            return DedicatedFile.of(fileId());
        }
        for (Structure structure : Structure.values()) {
            if (structure.descriptor() == code) {
                return structure == Structure.TRANSPARENT
                        ? ElementaryFile.transparent(fileId(), size(), Access.PIN1, Access.ADM)
                        : records(structure, descriptor);
            }
        }
        throw new RefusedException(Refusal.WRONG_DATA);
    }

    private ElementaryFile records(Structure structure, Octets descriptor) throws RefusedException {
        if (descriptor.length() < 4) {
            throw new RefusedException(Refusal.WRONG_DATA);
        }
        int length = descriptor.get(2) << 8 | descriptor.get(3);
        return withRecords(
                new ElementaryFile(
                        fileId(),
                        structure,
                        Math.max(1, Math.min(length, 255)),
                        1,
                        Access.PIN1,
                        Access.ADM,
                        ElementaryFile.Personalisation.NONE,
                        Octets.EMPTY),
                length);
    }

    private ElementaryFile withRecords(ElementaryFile file, int length) throws RefusedException {
        int number = file.recordLength() == length ? size() / length : 0;
        if (number < 1 || number > 254 || size() % length != 0) {
            throw new RefusedException(Refusal.WRONG_DATA);
        }
        return file.resized(length, number);
    }

    /** The same file in the new size. */
    ElementaryFile resized(ElementaryFile file) throws RefusedException {
        return file.structure() == Structure.TRANSPARENT
                ? file.resized(size(), 1)
                : withRecords(file, file.recordLength());
    }
}

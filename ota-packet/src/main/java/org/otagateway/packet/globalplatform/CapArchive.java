// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.EnumMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * Unpacks the components of a CAP file. The sizes that the archive states are not trusted: what comes out is counted,
 * the files that are no components included.
 */
final class CapArchive {
    /** Tag, size and as many octets as the size can say. */
    private static final int MAX_COMPONENT = 3 + 0xFFFF;

    private static final int MAX_UNPACKED = 4 << 20;
    private static final int MAX_ENTRIES = 1000;

    private final ZipInputStream zip;
    private int unpacked;

    private CapArchive(Octets file) {
        this.zip = new ZipInputStream(new ByteArrayInputStream(file.toByteArray()));
    }

    static Map<CapComponent, Octets> components(Octets file) throws MalformedException {
        try {
            return new CapArchive(file).read();
        } catch (IOException | IllegalArgumentException e) { // the latter where a name is in no known charset
            throw fail("CAP file", "a ZIP archive", String.valueOf(e.getMessage()));
        }
    }

    private Map<CapComponent, Octets> read() throws IOException, MalformedException {
        Map<CapComponent, Octets> components = new EnumMap<>(CapComponent.class);
        int entries = 0;
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
            if (++entries > MAX_ENTRIES) {
                throw fail("CAP file", "at most " + MAX_ENTRIES + " files", "more");
            }
            Optional<CapComponent> component = CapComponent.ofPath(entry.getName());
            if (component.isEmpty()) {
                content(MAX_UNPACKED, "CAP file");
                continue;
            }
            String name = component.get().fileName();
            if (components.put(component.get(), content(MAX_COMPONENT, name)) != null) {
                throw fail(name, "once, of one package", "a second");
            }
        }
        if (entries == 0) {
            throw fail("CAP file", "a ZIP archive", "none");
        }
        return components;
    }

    /** The rest of the present entry. */
    private Octets content(int most, String name) throws IOException, MalformedException {
        int limit = Math.min(most, MAX_UNPACKED - unpacked);
        byte[] content = zip.readNBytes(limit + 1);
        if (content.length > limit) {
            throw fail(name, "at most " + limit + " octets unpacked", "more");
        }
        unpacked += content.length;
        return Octets.copyOf(content);
    }

    static MalformedException fail(String field, String expected, String actual) {
        return new OctetReader(Octets.EMPTY, "JCVM 6").fail(field, 0, expected, actual);
    }
}

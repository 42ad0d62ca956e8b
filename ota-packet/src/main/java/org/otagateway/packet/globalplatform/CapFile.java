// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * A CAP file of Java Card 2 or 3 (classic, compact format): a ZIP of components (Java Card Virtual Machine Specification
 * chapter 6).
 *
 * <pre>
 * component | tag 1 | size 2 | info |
 * Header    | 01 | size 2 | DECAFFED | minor 1 | major 1 | flags 1 | package minor 1 | major 1 | L 1, AID | … |
 * Applet    | 03 | size 2 | n 1 | n × (L 1, AID, install method 2) |                 Java Card 3.1 may say more behind
 * Import    | 04 | size 2 | n 1 | n × (minor 1, major 1, L 1, AID) |
 * </pre>
 *
 * @param load the package, with its version
 * @param applets AIDs of the applets in it
 * @param imports the packages that have to be on the card
 * @param code the components that are loaded, one after another: the load file data block
 */
public record CapFile(PackageVersion load, List<Aid> applets, List<PackageVersion> imports, Octets code) {
    private static final String CLAUSE = "JCVM 6";
    private static final int MAGIC_HIGH = 0xDECA;
    private static final int MAGIC_LOW = 0xFFED;
    private static final int HAS_APPLETS = 0x04;
    private static final int CUSTOM = 0x80;

    /**
     * A package and its version.
     *
     * @param major one octet
     * @param minor one octet
     */
    public record PackageVersion(Aid aid, int major, int minor) {}

    public CapFile {
        applets = List.copyOf(applets);
        imports = List.copyOf(imports);
        if (code.isEmpty()) {
            throw new IllegalArgumentException("expected code");
        }
    }

    /** Reads a CAP file. However large it says it is, no more is unpacked than a card could take. */
    public static Decoded<CapFile> decode(Octets file) {
        return Decoded.attempt(() -> {
            Map<CapComponent, Octets> components = CapArchive.components(file);
            for (CapComponent component : CapComponent.values()) {
                Octets content = components.get(component);
                if (content != null) {
                    checkFrame(component, content);
                }
            }
            requireAll(components);
            return read(components);
        });
    }

    /**
     * Reads a load file data block as a card does: components one after another, each once, in the order of {@link
     * CapComponent}; tags 80 to FF are passed over (Java Card Virtual Machine Specification clause 6.1.3).
     */
    public static Decoded<CapFile> decodeCode(Octets code) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(code, CLAUSE);
            Map<CapComponent, Octets> components = new EnumMap<>(CapComponent.class);
            CapComponent last = null;
            while (!in.atEnd()) {
                int at = in.offset();
                int tag = in.u8("component tag");
                int size = in.u16("component size");
                Octets info = in.octets("component", size);
                if (tag >= CUSTOM) {
                    continue;
                }
                CapComponent component = CapComponent.ofTag(tag)
                        .orElseThrow(() -> in.fail("component tag", at, "01 to 0d", OctetReader.hex8(tag)));
                if (last != null && component.compareTo(last) <= 0) {
                    throw in.fail("component tag", at, "each once, in the order of a load", OctetReader.hex8(tag));
                }
                last = component;
                components.put(component, Octets.concat(Octets.of(tag, size >> 8, size & 0xFF), info));
            }
            requireAll(components);
            return read(components);
        });
    }

    private static void requireAll(Map<CapComponent, Octets> components) throws MalformedException {
        for (CapComponent component : CapComponent.values()) {
            if (component.need() == CapComponent.Need.ALWAYS && !components.containsKey(component)) {
                throw CapArchive.fail(component.fileName(), "in every CAP file", "none");
            }
        }
    }

    private static CapFile read(Map<CapComponent, Octets> components) throws MalformedException {
        OctetReader header = reader(components, CapComponent.HEADER);
        header.octets("tag and size", 3);
        int at = header.offset();
        if (header.u16("magic") != MAGIC_HIGH || header.u16("magic") != MAGIC_LOW) {
            throw header.fail("magic", at, "decaffed", "another");
        }
        header.u16("version of the format");
        boolean hasApplets = (header.u8("flags") & HAS_APPLETS) != 0;
        PackageVersion load = readPackage(header);
        List<Aid> applets = hasApplets ? readApplets(components) : List.of();
        List<Octets> code = new ArrayList<>();
        for (CapComponent component : CapComponent.values()) {
            Octets content = components.get(component);
            if (content != null && component.need() != CapComponent.Need.NOT_LOADED) {
                code.add(content);
            }
        }
        return new CapFile(load, applets, readImports(components), Octets.concat(code.toArray(Octets[]::new)));
    }

    private static List<Aid> readApplets(Map<CapComponent, Octets> components) throws MalformedException {
        OctetReader in = reader(components, CapComponent.APPLET);
        in.octets("tag and size", 3);
        int count = in.u8("applets");
        List<Aid> applets = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            applets.add(Aid.read(in, "applet AID"));
            in.u16("install method");
        }
        return applets;
    }

    private static List<PackageVersion> readImports(Map<CapComponent, Octets> components) throws MalformedException {
        OctetReader in = reader(components, CapComponent.IMPORT);
        in.octets("tag and size", 3);
        int count = in.u8("imports");
        List<PackageVersion> imports = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            imports.add(readPackage(in));
        }
        in.end("Import.cap");
        return imports;
    }

    private static PackageVersion readPackage(OctetReader in) throws MalformedException {
        int minor = in.u8("package minor version");
        int major = in.u8("package major version");
        return new PackageVersion(Aid.read(in, "package AID"), major, minor);
    }

    private static void checkFrame(CapComponent component, Octets content) throws MalformedException {
        OctetReader in = new OctetReader(content, CLAUSE);
        int tag = in.u8(component.fileName() + " tag");
        if (tag != component.tag()) {
            throw in.fail(component.fileName() + " tag", 0, OctetReader.hex8(component.tag()), OctetReader.hex8(tag));
        }
        int size = in.u16(component.fileName() + " size");
        if (size != in.remaining()) {
            throw in.fail(
                    component.fileName() + " size", 1, in.remaining() + ", the octets left", Integer.toString(size));
        }
    }

    private static OctetReader reader(Map<CapComponent, Octets> components, CapComponent component)
            throws MalformedException {
        Octets content = components.get(component);
        if (content == null) {
            throw CapArchive.fail(component.fileName(), "as the flags say", "none");
        }
        return new OctetReader(content, CLAUSE);
    }
}

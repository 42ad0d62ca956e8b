// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.Locale;
import java.util.Optional;

/**
 * The components of a CAP file in the order in which a card takes them (Java Card Virtual Machine Specification clauses
 * 6.1 and 6.2, table 6-3).
 */
public enum CapComponent {
    HEADER(1, "Header", Need.ALWAYS),
    DIRECTORY(2, "Directory", Need.ALWAYS),
    IMPORT(4, "Import", Need.ALWAYS),
    APPLET(3, "Applet", Need.WHERE_PRESENT),
    CLASS(6, "Class", Need.ALWAYS),
    METHOD(7, "Method", Need.ALWAYS),
    STATIC_FIELD(8, "StaticField", Need.ALWAYS),
    EXPORT(10, "Export", Need.WHERE_PRESENT),
    CONSTANT_POOL(5, "ConstantPool", Need.ALWAYS),
    REFERENCE_LOCATION(9, "RefLocation", Need.ALWAYS),
    STATIC_RESOURCES(13, "StaticResources", Need.WHERE_PRESENT),
    /** For verifiers outside the card. */
    DESCRIPTOR(11, "Descriptor", Need.NOT_LOADED),
    DEBUG(12, "Debug", Need.NOT_LOADED);

    /** Whether a card needs the component. */
    enum Need {
        ALWAYS,
        WHERE_PRESENT,
        NOT_LOADED
    }

    private final int tag;
    private final String fileName;
    private final Need need;

    CapComponent(int tag, String name, Need need) {
        this.tag = tag;
        this.fileName = name + ".cap";
        this.need = need;
    }

    int tag() {
        return tag;
    }

    /** The name of its file in the directory {@code javacard} of the package. */
    public String fileName() {
        return fileName;
    }

    Need need() {
        return need;
    }

    /** The component with that tag, one octet. */
    static Optional<CapComponent> ofTag(int tag) {
        for (CapComponent component : values()) {
            if (component.tag == tag) {
                return Optional.of(component);
            }
        }
        return Optional.empty();
    }

    /** The component that an entry of the ZIP holds, by the last part of its path. */
    static Optional<CapComponent> ofPath(String path) {
        String lower = path.toLowerCase(Locale.ROOT);
        for (CapComponent component : values()) {
            String name = component.fileName.toLowerCase(Locale.ROOT);
            if (lower.equals(name) || lower.endsWith("/" + name)) {
                return Optional.of(component);
            }
        }
        return Optional.empty();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.otagateway.packet.bytes.Octets;

/** Makes CAP files as a converter does: a ZIP of well-formed components. What their code does is not looked at. */
public final class CapFiles {
    public static final String PACKAGE = "d07002ca44";
    public static final String APPLET = "d07002ca44900101";
    public static final String SECOND_APPLET = "d07002ca44900102";

    private static final String PATH = "com/example/hello/javacard/";

    private CapFiles() {}

    /** A package with one applet; all components that are loaded come to {@code octets} together. */
    public static byte[] ofCode(int octets) {
        return zip(components(octets, List.of(APPLET)));
    }

    /** A package with two applets. */
    static byte[] withTwoApplets(int octets) {
        return zip(components(octets, List.of(APPLET, SECOND_APPLET)));
    }

    /** A package without applets. */
    static byte[] library(int octets) {
        return zip(components(octets, List.of()));
    }

    /** The components by their names, of a package with one applet. */
    static Map<String, Octets> components(int octets) {
        return components(octets, List.of(APPLET));
    }

    private static Map<String, Octets> components(int octets, List<String> applets) {
        Map<String, Octets> files = new LinkedHashMap<>();
        String flags = applets.isEmpty() ? "00" : "04";
        put(files, "Header", 1, "decaffed" + "0102" + flags + "0001" + lv(PACKAGE));
        put(files, "Directory", 2, "00".repeat(31));
        if (!applets.isEmpty()) {
            StringBuilder list = new StringBuilder(String.format("%02x", applets.size()));
            applets.forEach(applet -> list.append(lv(applet)).append("0010"));
            put(files, "Applet", 3, list.toString());
        }
        put(files, "Import", 4, "02" + "0501" + lv("a0000000620101") + "0001" + lv("a0000000620001"));
        put(files, "ConstantPool", 5, "0001" + "06000000");
        put(files, "Class", 6, "80000000");
        put(files, "StaticField", 8, "00".repeat(10));
        put(files, "RefLocation", 9, "00000000");
        int others = files.values().stream().mapToInt(Octets::length).sum();
        int method = octets - others - 3;
        if (method < 1) {
            throw new IllegalArgumentException("expected at least " + (others + 4) + " octets of code, got " + octets);
        }
        byte[] code = new byte[method];
        RandomGenerator random = new Random(method);
        random.nextBytes(code);
        put(files, "Method", 7, Octets.copyOf(code).toHex());
        put(files, "Descriptor", 11, "00");
        put(files, "Debug", 12, "0000");
        return files;
    }

    private static void put(Map<String, Octets> files, String name, int tag, String info) {
        files.put(name, Octets.hex(String.format("%02x%04x", tag, info.length() / 2) + info));
    }

    private static String lv(String aid) {
        return String.format("%02x", aid.length() / 2) + aid;
    }

    /** The archive. */
    static byte[] zip(Map<String, Octets> components) {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, Octets> component : components.entrySet()) {
                zip.putNextEntry(new ZipEntry(PATH + component.getKey() + ".cap"));
                zip.write(component.getValue().toByteArray());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return out.toByteArray();
    }
}

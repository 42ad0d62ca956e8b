// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.globalplatform.CapFile;

/** CAP files made of components, as there is no converter: the code in them is noise. */
public final class SampleCap {
    public static final Aid PACKAGE = Aid.hex("d07002ca44");
    public static final Aid APPLET = Aid.hex("d07002ca44900101");
    public static final Aid INSTANCE = Aid.hex("d07002ca4490010101");

    private SampleCap() {}

    /** A package of one applet with some {@code codeOctets} of code, that imports java.lang and {@code imported}. */
    public static CapFile of(Aid loadFile, Aid applet, int codeOctets, Aid... imported) {
        return CapFile.decode(zip(loadFile, applet, codeOctets, imported))
                .success()
                .orElseThrow();
    }

    /** {@link #PACKAGE} with {@link #APPLET}. */
    public static CapFile of(int codeOctets) {
        return of(PACKAGE, APPLET, codeOctets);
    }

    /** The file itself. */
    public static Octets zip(Aid loadFile, Aid applet, int codeOctets, Aid... imported) {
        StringBuilder imports = new StringBuilder(String.format("%02x", 1 + imported.length));
        imports.append("000107a0000000620001");
        for (Aid aid : imported) {
            imports.append("0001").append(lv(aid));
        }
        byte[] code = new byte[codeOctets];
        new SplittableRandom(7).nextBytes(code);
        Map<String, Octets> files = new LinkedHashMap<>();
        files.put("Header", component(1, "decaffed0102040001" + lv(loadFile)));
        files.put("Directory", component(2, "00".repeat(31)));
        files.put("Applet", component(3, "01" + lv(applet) + "0010"));
        files.put("Import", component(4, imports.toString()));
        files.put("ConstantPool", component(5, "000106000000"));
        files.put("Class", component(6, "80000000"));
        files.put("Method", component(7, "00" + Octets.copyOf(code).toHex()));
        files.put("StaticField", component(8, "00".repeat(10)));
        files.put("RefLocation", component(9, "00000000"));
        files.put("Debug", component(12, "00".repeat(50)));
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, Octets> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry("com/example/javacard/" + file.getKey() + ".cap"));
                zip.write(file.getValue().toByteArray());
                zip.closeEntry();
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Octets.copyOf(out.toByteArray());
    }

    private static String lv(Aid aid) {
        return String.format("%02x", aid.value().length()) + aid;
    }

    private static Octets component(int tag, String info) {
        return Octets.hex(String.format("%02x%04x", tag, info.length() / 2) + info);
    }
}

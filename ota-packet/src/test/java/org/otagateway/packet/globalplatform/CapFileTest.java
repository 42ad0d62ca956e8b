// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.CapFile.PackageVersion;

final class CapFileTest {
    private static final String PATH = "com/example/hello/javacard/";
    private static final Aid PACKAGE = Aid.hex("d07002ca44");
    private static final Aid APPLET = Aid.hex("d07002ca44900101");

    private static String component(String tag, String info) {
        return tag + String.format("%04x", info.length() / 2) + info;
    }

    /** As a converter writes them, in the order of their tags. */
    private static Map<String, String> components() {
        Map<String, String> files = new LinkedHashMap<>();
        files.put("META-INF/MANIFEST.MF", "4d616e6966657374");
        files.put(PATH + "Header.cap", component("01", "decaffed" + "0102" + "04" + "0001" + "05d07002ca44"));
        files.put(PATH + "Directory.cap", component("02", "00".repeat(31)));
        files.put(PATH + "Applet.cap", component("03", "01" + "08d07002ca44900101" + "0010"));
        files.put(
                PATH + "Import.cap", component("04", "02" + "0501" + "07a0000000620101" + "0001" + "07a0000000620001"));
        files.put(PATH + "ConstantPool.cap", component("05", "0001" + "06000000"));
        files.put(PATH + "Class.cap", component("06", "80000000"));
        files.put(PATH + "Method.cap", component("07", "00" + "5a".repeat(300)));
        files.put(PATH + "StaticField.cap", component("08", "00".repeat(10)));
        files.put(PATH + "RefLocation.cap", component("09", "00000000"));
        files.put(PATH + "Descriptor.cap", component("0b", "00"));
        files.put(PATH + "Debug.cap", component("0c", "0000"));
        return files;
    }

    private static Octets zip(Map<String, String> files) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, String> file : files.entrySet()) {
                zip.putNextEntry(new ZipEntry(file.getKey()));
                zip.write(Octets.hex(file.getValue()).toByteArray());
                zip.closeEntry();
            }
        }
        return Octets.copyOf(out.toByteArray());
    }

    private static CapFile decoded(Map<String, String> files) throws IOException {
        return CapFile.decode(zip(files)).success().orElseThrow();
    }

    private static String failure(Map<String, String> files) throws IOException {
        return CapFile.decode(zip(files)).failure().orElseThrow().describe();
    }

    @Test
    void aCapFileTellsItsPackageAppletsAndImports() throws IOException {
        CapFile cap = decoded(components());
        assertThat(cap.load()).isEqualTo(new PackageVersion(PACKAGE, 1, 0));
        assertThat(cap.applets()).containsExactly(APPLET);
        assertThat(cap.imports())
                .containsExactly(
                        new PackageVersion(Aid.hex("a0000000620101"), 1, 5),
                        new PackageVersion(Aid.hex("a0000000620001"), 1, 0));
    }

    @Test
    void theComponentsAreLoadedInOrderWithoutDescriptorAndDebug() throws IOException {
        Map<String, String> files = components();
        StringBuilder expected = new StringBuilder();
        for (String name : new String[] {
            "Header", "Directory", "Import", "Applet", "Class", "Method", "StaticField", "ConstantPool", "RefLocation"
        }) {
            expected.append(files.get(PATH + name + ".cap"));
        }
        assertThat(decoded(files).code().toHex()).isEqualTo(expected.toString());
    }

    @Test
    void anExportStandsBeforeTheConstantPoolAndStaticResourcesAtTheEnd() throws IOException {
        Map<String, String> files = components();
        files.put(PATH + "Export.cap", component("0a", "00"));
        files.put(PATH + "StaticResources.cap", component("0d", "0000"));
        String code = decoded(files).code().toHex();
        assertThat(code).contains("0a0001000500").endsWith("0d00020000");
    }

    @Test
    void aLibraryHasNoApplets() throws IOException {
        Map<String, String> files = components();
        files.remove(PATH + "Applet.cap");
        files.put(PATH + "Header.cap", component("01", "decaffed" + "0102" + "00" + "0001" + "05d07002ca44"));
        assertThat(decoded(files).applets()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Header",
                "Directory",
                "Applet",
                "Import",
                "ConstantPool",
                "Class",
                "Method",
                "StaticField",
                "RefLocation"
            })
    void aMissingComponentIsNamed(String name) throws IOException {
        Map<String, String> files = components();
        files.remove(PATH + name + ".cap");
        assertThat(failure(files)).contains(name + ".cap");
    }

    @ParameterizedTest
    @CsvSource({
        "Header.cap, 01000fdecaffee0102040001" + "05d07002ca44, magic",
        "Header.cap, 01000ddecaffed0102040001" + "03d07002, package AID",
        "Header.cap, 0100, size",
        "Class.cap, 0600058000000000ff, Class.cap size",
        "Class.cap, 070001ff, Class.cap tag",
        "Class.cap, '', Class.cap tag",
        "Applet.cap, 030001ff, applet AID",
        "Applet.cap, 03000801" + "04d07002ca0010, applet AID",
        "Import.cap, 04000101, package minor version",
        "Import.cap, 0400020000, Import.cap"
    })
    void aComponentThatIsNotWellFormedIsNamed(String file, String content, String field) throws IOException {
        Map<String, String> files = components();
        files.put(PATH + file, content);
        assertThat(failure(files)).contains(field);
    }

    @Test
    void twoPackagesInOneFileAreRefused() throws IOException {
        Map<String, String> files = components();
        files.put("com/example/other/javacard/Header.cap", files.get(PATH + "Header.cap"));
        assertThat(failure(files)).contains("Header.cap").contains("a second");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "00", "504b0304", "decaffed", "504b0506000000000000000000000000000000000000"})
    void whatIsNoArchiveIsRefused(String file) {
        assertThat(CapFile.decode(Octets.hex(file)).failure()).isPresent();
    }

    @Test
    void anArchiveThatIsCutOrChangedIsRefusedOrRead() throws IOException {
        byte[] good = zip(components()).toByteArray();
        for (int length = 0; length < good.length; length += 7) {
            CapFile.decode(Octets.copyOf(good, 0, length)); // throws nothing
        }
        for (int i = 0; i < good.length; i += 5) {
            byte[] changed = good.clone();
            changed[i] ^= 0x55;
            CapFile.decode(Octets.copyOf(changed)); // throws nothing
        }
        assertThat(CapFile.decode(Octets.copyOf(good, 0, good.length / 2)).failure())
                .isPresent();
    }

    @Test
    void aBombIsNotUnpacked() throws IOException {
        Map<String, String> component = components();
        component.put(PATH + "Method.cap", "07ffff" + "00".repeat(1 << 20));
        assertThat(failure(component)).contains("Method.cap").contains("at most 65538 octets");
        Map<String, String> other = components();
        other.put("readme", "00".repeat(5 << 20));
        assertThat(failure(other)).contains("unpacked");
        Map<String, String> many = components();
        for (int i = 0; i < 1001; i++) {
            many.put("f" + i, "");
        }
        assertThat(failure(many)).contains("at most 1000 files");
    }

    @ParameterizedTest
    @CsvSource({"100, 1", "127, 1", "128, 2", "255, 2", "256, 3", "60000, 3"})
    void theBlocksTogetherAreTheLoadFile(int codeLength, int lengthOctets) {
        LoadFile file = new LoadFile(List.of(), Octets.copyOf(new byte[codeLength]));
        assertThat(file.encode().length()).isEqualTo(1 + lengthOctets + codeLength);
        for (int blockLength : new int[] {file.leastBlockLength(), 240, 255}) {
            List<LoadCommand> commands = file.commands(blockLength);
            assertThat(commands).hasSizeLessThanOrEqualTo(256);
            Octets together = Octets.EMPTY;
            for (int i = 0; i < commands.size(); i++) {
                assertThat(commands.get(i).number()).isEqualTo(i);
                assertThat(commands.get(i).last()).isEqualTo(i == commands.size() - 1);
                together = Octets.concat(together, commands.get(i).block());
            }
            assertThat(together).isEqualTo(file.encode());
        }
    }

    @Test
    void aDapStandsBeforeTheCode() {
        LoadFile file = new LoadFile(List.of(new LoadFile.Dap(PACKAGE, Octets.hex("0102"))), Octets.hex("cafe"));
        assertThat(file.encode().toHex()).isEqualTo("e20b" + "4f05d07002ca44" + "c3020102" + "c402cafe");
    }

    @Test
    void whatDoesNotFitIn256BlocksIsRefused() {
        LoadFile file = new LoadFile(List.of(), Octets.copyOf(new byte[60000]));
        assertThat(file.leastBlockLength()).isEqualTo(235);
        assertThatThrownBy(() -> file.commands(234)).hasMessage("LOAD block: expected 235 to 255 octets, got 234");
        assertThatThrownBy(() -> file.commands(256)).hasMessage("LOAD block: expected 235 to 255 octets, got 256");
        assertThatThrownBy(() -> new LoadFile(List.of(), Octets.copyOf(new byte[65300])))
                .hasMessageStartingWith("load file: expected at most 65280 octets");
    }

    @Test
    void theCodeAloneTellsTheSamePackage() throws IOException {
        CapFile cap = decoded(components());
        assertThat(CapFile.decodeCode(cap.code()).success()).contains(cap);
        Octets custom = Octets.concat(cap.code(), Octets.hex("800001ff"));
        assertThat(CapFile.decodeCode(custom).success()).contains(cap);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "01", "0100", "010005decaffed01", "0e0000", "0200010001000100"})
    void codeThatIsNoneIsRefused(String code) {
        assertThat(CapFile.decodeCode(Octets.hex(code)).failure()).isPresent();
    }

    @Test
    void codeWithAComponentTwiceOutOfOrderOrMissingIsRefused() throws IOException {
        Octets code = decoded(components()).code();
        assertThat(CapFile.decodeCode(Octets.concat(code, code)).failure()).isPresent();
        assertThat(CapFile.decodeCode(code.from(3 + code.get(2))).failure()).isPresent();
        assertThat(CapFile.decodeCode(code.slice(0, code.length() - 7)).failure())
                .isPresent();
    }

    @Test
    void aLoadFileIsReadAsItWasMade() {
        LoadFile file = new LoadFile(
                List.of(new LoadFile.Dap(PACKAGE, Octets.hex("0102")), new LoadFile.Dap(APPLET, Octets.hex("03"))),
                Octets.copyOf(new byte[300]));
        assertThat(LoadFile.decode(file.encode()).success()).contains(file);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "c4", "c400", "c40101ff", "e200c40101", "c30101", "e2094f05d07002ca44c300c40101"})
    void aLoadFileThatIsNoneIsRefused(String octets) {
        assertThat(LoadFile.decode(Octets.hex(octets)).failure()).isPresent();
        assertThat(LoadFile.decode(Octets.copyOf(new byte[70_000])).failure()).isPresent();
    }
}

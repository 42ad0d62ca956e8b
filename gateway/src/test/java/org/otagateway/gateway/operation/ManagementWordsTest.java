// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.interfaces.RSAKey;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.card.Application;
import org.otagateway.gateway.card.KicCoding;
import org.otagateway.gateway.card.KidCoding;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.input.YamlFile;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.LoadFileHash;
import org.otagateway.packet.globalplatform.RamCommand;
import org.otagateway.packet.globalplatform.TokenCommand;
import org.otagateway.packet.globalplatform.VerifyingKey;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

final class ManagementWordsTest {
    private static final String APPLET = CapFiles.APPLET;
    private static final String PACKAGE = CapFiles.PACKAGE;
    private static final String DOMAIN = "a000000151000000";
    private static final KeyPair RSA = pair("RSA");
    private static final KeyPair EC = pair("EC");

    @TempDir
    Path folder;

    @BeforeEach
    void files() throws IOException {
        Files.write(folder.resolve("applet.cap"), CapFiles.ofCode(400));
        Files.write(folder.resolve("two.cap"), CapFiles.withTwoApplets(400));
        Files.write(folder.resolve("library.cap"), CapFiles.library(400));
        Files.writeString(folder.resolve("no.cap"), "no archive");
        Map<String, Octets> parts = CapFiles.components(400);
        parts.remove("Class");
        Files.write(folder.resolve("lacking.cap"), CapFiles.zip(parts));
        Files.writeString(folder.resolve("rsa.pem"), pem(RSA));
        Files.writeString(folder.resolve("ec.pem"), pem(EC));
        Files.writeString(folder.resolve("public.pem"), "-----BEGIN PUBLIC KEY-----\nAA==\n-----END PUBLIC KEY-----\n");
    }

    private static KeyPair pair(String algorithm) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
            generator.initialize(algorithm.equals("RSA") ? 1024 : 256);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }

    private Operation read(String entry) {
        Application application = new Application(
                "ram",
                Tar.hex("000000"),
                Spi.hex("1639"),
                1,
                KicCoding.OF_KEY,
                KidCoding.OF_KEY,
                8,
                ScriptFormat.COMPACT,
                "");
        String yaml = "script:\n" + ("- " + entry.strip().indent(2).strip()).indent(2);
        return ScriptYaml.read(
                        YamlFile.read(folder.resolve("job.yaml").toString(), yaml, UnaryOperator.identity())
                                .required("script")
                                .asList(),
                        ScriptContext.of(folder, List.of(application)))
                .get(0)
                .operation();
    }

    /** The APDUs of all steps. */
    private static List<String> apdus(Operation operation, CardValues values, ScriptFormat format)
            throws CompileException {
        Plan plan = PlanCompiler.compile(List.of(operation), null, values, new Rooms(7, format), FileCommand.UICC);
        return plan.steps().stream().flatMap(step -> step.apdus().stream()).toList();
    }

    private static RamCommand only(Operation operation) {
        return ((ManagementCommand) operation).command();
    }

    static List<String> words() {
        return List.of(
                "delete: " + PACKAGE + " | 80e40000074f05" + PACKAGE,
                "delete: {aid: " + PACKAGE + ", related: true} | 80e40080074f05" + PACKAGE,
                "delete: {aid: " + PACKAGE + ", token: cafe} | 80e400000b4f05" + PACKAGE + "9e02cafe",
                "delete: {key-version: 1} | 80e4000003d20101",
                "delete: {key-version: 1, key-identifier: 2} | 80e4000006d00102d20101",
                "lock: " + APPLET + " | 80f0408008" + APPLET,
                "unlock: {application: " + APPLET + "} | 80f0400008" + APPLET,
                "lock: {security-domain: " + DOMAIN + "} | 80f0608008" + DOMAIN,
                "unlock: {security-domain: " + DOMAIN + "} | 80f0600008" + DOMAIN,
                "lock: card | 80f0807f",
                "unlock: card | 80f0800f",
                "get-status: applications | 80f24002024f00 00c0000000",
                "get-status: {of: packages, aid: d07002} | 80f22002054f03d07002 00c0000000",
                "get-status: {of: packages-and-modules, aid: " + PACKAGE + "} | 80f21002074f05" + PACKAGE
                        + " 00c0000000",
                "get-status: issuer-security-domain | 80f28002024f00 00c0000000",
                "make-selectable: " + APPLET + " | 80e608000f000008" + APPLET + "01000000",
                "make-selectable: {application: " + APPLET + ", privileges: [card-reset]} | 80e608000f000008" + APPLET
                        + "01040000",
                "extradite: {application: " + APPLET + ", to: " + DOMAIN + "} | 80e610001608" + DOMAIN + "0008" + APPLET
                        + "000000",
                "registry-update: {application: " + APPLET + ", privileges: [global-lock]} | 80e6400011000008" + APPLET
                        + "030008000000",
                "registry-update: {application: " + APPLET + ", to: " + DOMAIN + "} | 80e640001608" + DOMAIN + "0008"
                        + APPLET + "000000",
                "store-data: {data: 0102} | 80e28000020102",
                "store-data: {data: 8001020304, structure: dgi, ciphering: ciphered} | 80e2e800058001020304",
                "personalize: {application: " + APPLET + ", data: 0102} | 80e620000e000008" + APPLET
                        + "000000 80e28000020102",
                "install: {package: " + PACKAGE + ", module: " + APPLET + "} | 80e60c001e05" + PACKAGE + "08" + APPLET
                        + "08" + APPLET + "010002c90000",
                "install: {package: " + PACKAGE + ", module: " + APPLET + ", application: " + APPLET
                        + "01, selectable: false, parameters: aabb, privileges: [default-selected]} | bad privilege",
                "install: {package: " + PACKAGE + ", module: " + APPLET + ", selectable: false, parameters: aabb} |"
                        + " 80e604002005" + PACKAGE + "08" + APPLET + "08" + APPLET + "010004c902aabb00");
    }

    @ParameterizedTest
    @MethodSource("words")
    void aWordComesToItsCommands(String line) throws CompileException {
        String entry = line.substring(0, line.indexOf(" | "));
        String[] expected = line.substring(line.indexOf(" | ") + 3).strip().split(" ");
        if (expected[0].equals("bad")) {
            assertThatThrownBy(() -> read(entry)).isInstanceOf(UserError.class).hasMessageContaining("a privilege: ");
            return;
        }
        Operation operation = read(entry);
        assertThat(apdus(operation, NoValues.INSTANCE, ScriptFormat.COMPACT)).containsExactly(expected);
        assertThat(OperationJson.read(OperationJson.write(operation))).isEqualTo(operation);
        assertThat(operation.describe()).startsWith(operation.word());
    }

    @Test
    void anExpandedScriptAsksForAllOccurrencesAtOnce() throws CompileException {
        assertThat(apdus(read("get-status: applications"), NoValues.INSTANCE, ScriptFormat.EXPANDED_DEFINITE))
                .containsExactly("80f24002024f0000", "80f24003024f0000", "80f24003024f0000");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {coding: sim, priority: 1, menu: [{position: 1, id: 2}], text-length: 16, channels: 1} | ef0dca0b 01ff 01 00 10 01 0102 01 00 00
            {coding: sim, access-domain: "00", tars-left-out: true} | ef0aca08 0100 ff 00 00 00 00 00
            {priority: 1, timers: 2, tars: [B20001], minimum-spi: "16", services: 3} | ea0f800d 01 02 00 00 00 02 0116 03 b20001 03
            {menu: [{text: "Balance"}, {text: "Info", id: 5}]} | ea0e800c ff 00 07 02 0000 0005 00 00 00 00
            {access: [{domain: "00"}], administrative-access: [{application: a0000000871002, domain: ff}]} | ea1a8008ff00000000000000 810300 0100 00 820b07a000000087100201ff00
            {minimum-security-level: "0116"} | ea0c800aff0000000002011600 00
            """)
    void toolkitParametersAreFields(String toolkit, String expected) throws CompileException {
        InstallApplet install = (InstallApplet)
                read("install: {package: " + PACKAGE + ", module: " + APPLET + ", toolkit: " + toolkit + "}");
        Octets parameters = install.instance().parameters().encode(NoValues.INSTANCE);
        assertThat(OperationJson.read(OperationJson.write(install))).isEqualTo(install);
        if (!toolkit.contains("access: [")) {
            assertThat(parameters.toHex()).isEqualTo("c900" + expected.replace(" ", ""));
        } else {
            assertThat(parameters.toHex()).startsWith("c900ea");
        }
    }

    @Test
    void memoryIsAFieldInBothCodings() throws CompileException {
        InstallApplet install = (InstallApplet) read("install: {package: " + PACKAGE + ", module: " + APPLET
                + ", memory: {volatile: 256, non-volatile: 40000}, toolkit: {priority: 2}}");
        assertThat(install.instance().parameters().encode(NoValues.INSTANCE).toHex())
                .isEqualTo("c900" + "ef0a" + "c80400009c40" + "c7020100" + "ea0a8008" + "02000000" + "00000000");
    }

    @Test
    void aCardMayHaveParametersOfItsOwn() throws CompileException {
        Operation install =
                read("install: {package: " + PACKAGE + ", module: " + APPLET + ", parameters: 01${config}}");
        assertThat(install.columns()).containsExactly("config");
        assertThat(install.hexColumns()).containsExactly("config");
        assertThat(apdus(install, Scripts.values(Map.of("config", "aabb")), ScriptFormat.COMPACT))
                .singleElement()
                .asString()
                .endsWith("05c90301aabb00");
        assertThatThrownBy(() ->
                        apdus(install, Scripts.values(Map.of("config", "aa".repeat(250))), ScriptFormat.COMPACT))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("INSTALL of at most 255 octets");
    }

    @Test
    void aLoadReadsItsFileOnceAndKeepsItsContents() throws IOException {
        Operation load = read("load-applet: applet.cap");
        Operation long_ = read("load-applet: {file: applet.cap, replace: true, security-domain: " + DOMAIN
                + ", load-memory: {code: 400, non-volatile: 100}, hash: sha-256, privileges: [card-reset],"
                + " toolkit: {coding: sim}, dap: [{security-domain: " + DOMAIN + ", signature: cafe}]}");
        Files.delete(folder.resolve("applet.cap"));
        for (Operation operation : List.of(load, long_)) {
            assertThat(OperationJson.read(OperationJson.write(operation))).isEqualTo(operation);
        }
        assertThat(load.describe()).isEqualTo("load-applet d07002ca44 (400 octets), instances " + APPLET);
        LoadContent content = ((LoadApplet) long_).content();
        assertThat(content.hash())
                .isEqualTo(LoadFileHash.SHA_256.of(content.file().code()));
        assertThat(content.parameters().toHex()).isEqualTo("ef08c6020190c8020064");
        assertThat(content.file().encode().toHex()).startsWith("e20e4f08" + DOMAIN + "c302cafec4820190");
    }

    @Test
    void instancesAreListedOrLeftOut() {
        LoadApplet two = (LoadApplet) read("load-applet: {file: two.cap, instances: [{module: " + APPLET
                + "}, {module: " + CapFiles.SECOND_APPLET + ", application: " + CapFiles.SECOND_APPLET + "01}]}");
        assertThat(two.instances())
                .extracting(one -> one.application().toString())
                .containsExactly(APPLET, CapFiles.SECOND_APPLET + "01");
        assertThat(((LoadApplet) read("load-applet: library.cap")).instances()).isEmpty();
        assertThat(((LoadApplet) read("load-applet: {file: applet.cap, instances: []}")).instances())
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"rsa.pem", "ec.pem"})
    void tokensAreMadeOfAKeyFileAndVerify(String file) {
        KeyPair pair = file.startsWith("rsa") ? RSA : EC;
        VerifyingKey key = VerifyingKey.read(Octets.copyOf(pair.getPublic().getEncoded()));
        String token = ", token-key: " + file + "}";
        for (String entry : List.of(
                "delete: {aid: " + PACKAGE + token,
                "make-selectable: {application: " + APPLET + token,
                "extradite: {application: " + APPLET + ", to: " + DOMAIN + token,
                "registry-update: {application: " + APPLET + ", to: " + DOMAIN + token)) {
            TokenCommand command = (TokenCommand) only(read(entry));
            assertThat(key.verifies(command.signedByToken(), command.token()))
                    .as(entry)
                    .isTrue();
        }
        LoadApplet load = (LoadApplet)
                read("load-applet: {file: applet.cap, load-token-key: " + file + ", token-key: " + file + "}");
        InstallCommand.ForLoad forLoad = load.content().command();
        assertThat(forLoad.hash().length()).isEqualTo(20); // a load token is over a hash
        assertThat(key.verifies(forLoad.signedByToken(), forLoad.token())).isTrue();
        assertThat(load.instances().get(0).token().length()).isEqualTo(pair.getPublic() instanceof RSAKey ? 128 : 64);
        LoadApplet dap = (LoadApplet)
                read("load-applet: {file: applet.cap, dap: [{security-domain: " + DOMAIN + ", key: " + file + "}]}");
        assertThat(key.verifies(
                        dap.content().hash(), dap.content().file().daps().get(0).signature()))
                .isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '\0', textBlock = """
            load-applet: no.cap | "no.cap": expected a CAP file (CAP file
            load-applet: lacking.cap | "lacking.cap": expected a CAP file (Class.cap
            load-applet: none.cap | "none.cap": expected a file that can be read (there is none)
            load-applet: two.cap | expected the key module, one of the applets in the CAP file: d07002ca44900101, d07002ca44900102
            load-applet: {file: applet.cap, module: d07002ca449999} | one of the applets in the CAP file: d07002ca44900101
            load-applet: {file: applet.cap, instances: [], privileges: []} | no such key
            load-applet: {file: applet.cap, hash: md5} | "md5": expected sha-1 or sha-256
            load-applet: {file: applet.cap, load-memory: {code: -1}} | "-1": expected a number from 0
            load-applet: {file: applet.cap, dap: [{security-domain: a000000151000000}]} | either signature or key
            load-applet: {file: two.cap, instances: [{module: d07002ca44900101}, {module: d07002ca44900102, application: d07002ca44900101}]} | an AID of its own
            delete: d07002ca | "d07002ca": expected 5 to 16 octets
            delete: 0102030405060708090a0b0c0d0e0f1011 | expected 5 to 16 octets
            delete: {} | the key aid, key-version or key-identifier
            delete: {key-version: 128} | "128": expected a number from 1 to 127
            lock: {application: d070} | "d070": expected 5 to 16 octets
            get-status: everything | "everything": expected applications or packages
            install: {package: d07002ca44, module: d07002ca} | "d07002ca": expected 5 to 16 octets
            install: {package: d07002ca44, module: d07002ca44900101, privileges: [root]} | "root": expected a privilege: security-domain
            install: {package: d07002ca44, module: d07002ca44900101, toolkit: {text-length: 256}} | "256": expected a number from 0 to 255
            install: {package: d07002ca44, module: d07002ca44900101, toolkit: {text-length: 4, menu: [{text: Hello}]}} | "Hello": expected a text of at most 4 octets (it has 5)
            install: {package: d07002ca44, module: d07002ca44900101, toolkit: {timers: 9}} | "9": expected a number from 0 to 8
            install: {package: d07002ca44, module: d07002ca44900101, toolkit: {channels: 8}} | "8": expected a number from 0 to 7
            install: {package: d07002ca44, module: d07002ca44900101, toolkit: {tars: [B200]}} | "B200": expected
            install: {package: d07002ca44, module: d07002ca44900101, toolkit: {coding: both}} | "both": expected
            install: {package: d07002ca44, module: d07002ca44900101, toolkit: {color: red}} | no such key
            install: {package: d07002ca44, module: d07002ca44900101, token-key: public.pem} | "public.pem": expected "BEGIN PRIVATE KEY", a private key of PKCS #8
            install: {package: d07002ca44, module: d07002ca44900101, token-key: ec.pem, token-scheme: rsa-sha-1} | "rsa-sha-1": expected an RSA key for rsa-sha-1 (there is EC)
            install: {package: d07002ca44, module: d07002ca44900101, token-key: rsa.pem, parameters: "${c}"} | no column in the parameters
            install: {package: d07002ca44, module: d07002ca44900101, token: cafe, token-key: rsa.pem} | either token or token-key
            put-key: {version: 16} | "16": expected a number from 1 to 15
            put-key: {version: 2, keys: [kic, kik]} | kic, kid and kik in this order
            put-key: {version: 2, length: long} | "long": expected bare or counted
            change-keys: {to: 0} | "0": expected a number from 1 to 15
            change-keys: {to: 2, generate: des} | "des": expected aes-128 or aes-192
            store-data: {data: 0g} | "0g": expected hexadecimal digits
            """)
    void badInputIsToldInOneLineWithFileLineAndValue(String entry, String message) {
        String value = message.startsWith("\"") ? message.substring(1, message.indexOf("\": ")) : "";
        assertThatThrownBy(() -> read(entry))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("job.yaml:2: script[1].")
                .hasMessageContaining(value.isEmpty() ? message : message.substring(value.length() + 4))
                .hasMessageContaining(value.isEmpty() ? "" : "got '" + value + "'")
                .message()
                .doesNotContain("\n");
    }

    @Test
    void longDataIsCutIntoBlocksOfAPacket() throws CompileException {
        Operation store = read("personalize: {application: " + APPLET + ", data: \"${blob}\"}");
        Plan plan = PlanCompiler.compile(
                List.of(store),
                null,
                Scripts.values(Map.of("blob", "5a".repeat(1000))),
                new Rooms(2, ScriptFormat.COMPACT),
                FileCommand.UICC);
        assertThat(plan.size()).isGreaterThan(4);
        int number = 0;
        int octets = 0;
        for (Step step : plan.steps()) {
            assertThat(step.apdus().get(0)).startsWith("80e62000");
            for (String apdu : step.apdus().subList(1, step.apdus().size())) {
                CommandApdu command =
                        CommandApdu.decode(Octets.hex(apdu)).success().orElseThrow();
                assertThat(command.p2()).isEqualTo(number++);
                octets += command.data().length();
                assertThat(command.p1() == 0x80).isEqualTo(octets == 1000);
            }
        }
        assertThat(octets).isEqualTo(1000);
    }

    private static Key key(KeyType type, int octets, String digit) {
        return Key.hex(type, digit.repeat(octets));
    }

    /** A card with AES keys of version 1 and 2. */
    static CardValues card(List<Integer> versions, int kikLength) {
        return new CardValues() {
            @Override
            public String column(String name) {
                throw new IllegalArgumentException(name + ": expected a value");
            }

            @Override
            public KeySet keys(int version) {
                if (version > 2) {
                    throw new IllegalArgumentException("key version " + version + ": expected keys");
                }
                Key key = key(KeyType.AES, 16, version + "a");
                return new KeySet(
                        version, key, key, kikLength == 0 ? null : key(KeyType.AES, kikLength, version + "b"));
            }

            @Override
            public List<Integer> keyVersions() {
                return versions;
            }
        };
    }

    @ParameterizedTest
    @CsvSource({"counted, 88111088", "bare, 8810"})
    void keysArePutInBothForms(String form, String start) throws CompileException {
        Operation put = read("put-key: {version: 2, length: " + form + "}");
        String apdu = apdus(put, card(List.of(1), 16), ScriptFormat.COMPACT).get(0);
        assertThat(apdu).startsWith("80d80081").contains("02" + start.substring(0, 4));
        assertThat(OperationJson.read(OperationJson.write(put))).isEqualTo(put);
    }

    @Test
    void keysMayReplaceOthersUnderAnotherNumber() throws CompileException {
        Operation put = read("put-key: {version: 2, keys: [kid], replace: 5, new-version: 48, identifier: 1}");
        String apdu = apdus(put, card(List.of(1), 16), ScriptFormat.COMPACT).get(0);
        assertThat(apdu).startsWith("80d80501").contains("3088");
        assertThat(apdus(put, card(List.of(1), 16), ScriptFormat.EXPANDED_DEFINITE)
                        .get(0))
                .endsWith("00");
    }

    @Test
    void keysThatAreMissingOrDoNotFitAreNamed() {
        Operation put = read("put-key: {version: 2}");
        assertThatThrownBy(() -> apdus(put, card(List.of(1), 0), ScriptFormat.COMPACT))
                .isInstanceOf(CompileException.class)
                .hasMessageStartingWith("kik1: expected a key here or in the store");
        assertThatThrownBy(() -> apdus(read("put-key: {version: 3}"), card(List.of(1), 16), ScriptFormat.COMPACT))
                .hasMessageStartingWith("kic3: expected a key here or in the store");
    }
}

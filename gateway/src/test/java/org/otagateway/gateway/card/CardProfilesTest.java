// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.app.UserError;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

class CardProfilesTest {
    @TempDir
    Path folder;

    private CardProfile profile(String text) throws IOException {
        Files.writeString(folder.resolve("p.yaml"), text);
        return CardProfiles.load(folder).find("p").orElseThrow();
    }

    private static Application application(CardProfile profile, String name) {
        return Objects.requireNonNull(profile.applications().get(name));
    }

    @Test
    void theBuiltInProfileIsAsTheContractSays() {
        CardProfile generic = CardProfiles.load(null).find(CardProfiles.GENERIC).orElseThrow();

        assertThat(generic.applications().keySet()).containsExactly("usim-rfm", "sim-rfm", "ram");
        assertThat(application(generic, "usim-rfm").tar()).isEqualTo(Tar.hex("B00011"));
        assertThat(application(generic, "sim-rfm").tar()).isEqualTo(Tar.hex("B00010"));
        assertThat(application(generic, "ram").tar()).isEqualTo(Tar.hex("000000"));
        assertThat(generic.applications().values()).allSatisfy(application -> {
            assertThat(application.spi()).isEqualTo(Spi.hex("1639"));
            assertThat(application.keyVersion()).isEqualTo(1);
            assertThat(application.format()).isEqualTo(ScriptFormat.COMPACT);
            assertThat(application.securityDomain()).isEmpty();
        });
        assertThat(generic.algorithm(9)).contains(KeyType.AES);
        assertThat(generic.reading()).isEqualTo(CardReading.DEFAULT);
    }

    @Test
    void theFilesOfTheRepositoryAreRead() throws IOException {
        CardProfiles profiles = CardProfiles.load(Path.of("../config/profiles"));

        assertThat(profiles.find("generic")).isEqualTo(CardProfiles.load(null).find("generic"));
        CardProfile example = profiles.find("example").orElseThrow();
        assertThat(example.algorithm(2)).contains(KeyType.TRIPLE_DES);
        assertThat(application(example, "bank-ram").securityDomain()).isEqualTo("bank");
        assertThat(application(example, "bank-ram").refresh()).isEmpty();
        assertThat(application(example, "usim-rfm").refresh())
                .contains(new CommandApdu(0x80, 0xAA, 0, 0, Octets.EMPTY, 0));
        assertThat(example.reading()).isEqualTo(CardReading.DEFAULT);
    }

    @Test
    void everyKeyIsRead() throws IOException {
        CardProfile profile = profile("""
                algorithms: {3: des}
                counter: {domain: per-tar, shared: true, leap: 5, resync: probe, jumps: 3}
                status: {refused-after-counter: ["07", 09], replay: ["06"]}
                memory-full: {errors: ["34", MEM_FULL], statuses: []}
                concatenation: 16
                strict: true
                applications:
                  a: {tar: 010203, spi: 02 21, key-version: 3, kic: implicit, kid: implicit, check-length: 4,
                      format: expanded-indefinite, security-domain: Bank-1}
                """);

        assertThat(profile.reading())
                .isEqualTo(new CardReading(
                        CounterRule.PER_TAR,
                        true,
                        new Resync(Resync.Way.PROBE, 5, 3),
                        Set.of(7, 9),
                        Set.of(6),
                        new MemoryFull(Set.of("34", "MEM_FULL"), Set.of()),
                        true,
                        true));
        assertThat(profile.algorithm(3)).contains(KeyType.DES);
        assertThat(profile.algorithm(1)).isEmpty();
        assertThat(application(profile, "a"))
                .isEqualTo(new Application(
                        "a",
                        Tar.hex("010203"),
                        Spi.hex("0221"),
                        3,
                        KicCoding.IMPLICIT,
                        KidCoding.IMPLICIT,
                        4,
                        ScriptFormat.EXPANDED_INDEFINITE,
                        "bank-1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            a: 1                                                                   | p.yaml:1: expected the key applications
            algorithm: rsa                                                         | p.yaml:1: algorithm: expected aes, 3des or des, got 'rsa'
            algorithms: {16: aes}                                                  | p.yaml:1: algorithms.16: expected a key version from 1 to 15 as key
            applications: {x: {tar: 0102, spi: 1639, key-version: 1}}              | p.yaml:1: applications.x.tar: expected 3 octets, got '0102'
            applications: {x: {tar: 010203, spi: 16, key-version: 1}}              | p.yaml:1: applications.x.spi: expected
            applications: {x: {tar: 010203, spi: 1639, key-version: 0}}            | p.yaml:1: applications.x.key-version: expected a number from 1 to 15, got '0'
            applications: {x: {tar: 010203, spi: 1639, key-version: 1, foo: 1}}    | p.yaml:1: applications.x.foo: expected no such key
            applications: {x: {tar: 010203, spi: 1639, key-version: 1, refresh: 8}} | p.yaml:1: applications.x.refresh: expected an APDU
            applications: {x: {tar: 010203, spi: 0339, key-version: 1}}            | p.yaml:1: applications.x: expected no digital signature
            applications: {x: {tar: 010203, spi: 1139, key-version: 1}}            | p.yaml:1: applications.x: expected crc-16, crc-32 or implicit
            applications: {x: {tar: 010203, spi: 1639, key-version: 1, kid: crc-16}} | p.yaml:1: applications.x: expected of-key or implicit
            {applications: {}, counter: {domain: each}}                            | p.yaml:1: counter.domain: expected per-key-version or per-tar, got 'each'
            {applications: {}, status: {replay: ["00"]}}                           | p.yaml:1: status.replay[1]: expected a status other than 00
            {applications: {}, memory-full: {errors: ["no blank"]}}                | p.yaml:1: memory-full: expected at most 50 errors
            {applications: {}, memory-full: {statuses: ["00"]}}                    | p.yaml:1: memory-full.statuses[1]: expected a status other than 00
            {applications: {}, status: {replay: ["06"], refused-after-counter: ["06"]}} | p.yaml:1: status: expected each status in one of the two lists
            {applications: {}, concatenation: 7}                                   | p.yaml:1: concatenation: expected
            {applications: {}, spi: 1639}                                          | p.yaml:1: spi: expected no such key
            {counter: {domain: per-tar}, applications: {x: {tar: 010203, spi: 1E39, key-version: 1}, y: {tar: 010204, spi: 1E39, key-version: 1}}} | p.yaml:1: expected per-key-version
            """)
    void aWrongProfileIsToldWithFileLineFieldAndExpectation(String text, String message) {
        assertThatThrownBy(() -> profile(text))
                .isInstanceOf(UserError.class)
                .hasMessageStartingWith(folder + "/" + message);
    }

    @Test
    void aFolderThatIsNotThereIsAUserError() {
        assertThatThrownBy(() -> CardProfiles.load(folder.resolve("none")))
                .isInstanceOf(UserError.class)
                .hasMessageContaining("there is none");
    }

    private static KeySet keys(KeyType type, int octets) {
        return KeySet.of(1, Key.hex(type, "01".repeat(octets)), Key.hex(type, "02".repeat(octets)));
    }

    @ParameterizedTest
    @CsvSource({
        "AES, 16, 12, 12, 8",
        "AES, 32, 12, 12, 8",
        "TRIPLE_DES, 16, 15, 15, 8",
        "TRIPLE_DES, 24, 19, 19, 8",
        "DES, 8, 11, 11, 8",
    })
    void theHeaderNamesTheAlgorithmOfTheKey(KeyType type, int octets, String kic, String kid, int check) {
        CardProfile generic = CardProfiles.load(null).find(CardProfiles.GENERIC).orElseThrow();
        CommandHeader header = application(generic, "usim-rfm").header(keys(type, octets));

        assertThat(header.kic()).hasToString(kic);
        assertThat(header.kid()).hasToString(kid);
        assertThat(header.checkLength()).isEqualTo(check);
        assertThat(header.tar()).isEqualTo(Tar.hex("B00011"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            spi: 1639, check-length: 4             | AES        | 16 | 12 | 12 | 4
            spi: 1639, check-length: 4             | TRIPLE_DES | 16 | 15 | 15 | 8
            spi: 1639, kic: implicit, kid: implicit| TRIPLE_DES | 24 | 10 | 10 | 8
            spi: 1639, kic: des-ecb                | DES        | 8  | 1d | 11 | 8
            spi: 1121, kid: crc-16                 | AES        | 16 | 12 | 11 | 2
            spi: 1121, kid: crc-32                 | AES        | 16 | 12 | 15 | 4
            spi: 1021                              | AES        | 16 | 12 | 12 | 0
            """)
    void theHeaderIsAsTheProfileSays(String settings, KeyType type, int octets, String kic, String kid, int check)
            throws IOException {
        CardProfile profile = profile("applications: {x: {tar: 010203, key-version: 1, " + settings + "}}");
        CommandHeader header = application(profile, "x").header(keys(type, octets));

        assertThat(header.kic()).hasToString(kic);
        assertThat(header.kid()).hasToString(kid);
        assertThat(header.checkLength()).isEqualTo(check);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.LoadFile;
import org.otagateway.packet.globalplatform.LoadFileHash;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.globalplatform.SigningKey;
import org.otagateway.packet.globalplatform.VerifyingKey;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

class KeyChangeTest {
    private static final String DIGITS = "8899aabbccddeeff0011223344556677a1b2c3d4e5f60718293a4b5c6d7e8f90";

    private static List<Key> keys(KeyType type, int octets) {
        List<Key> keys = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            keys.add(Key.hex(type, (DIGITS.substring(2 * i) + DIGITS).substring(0, 2 * octets)));
        }
        return keys;
    }

    private static PutKey putKey(int replaced, int version, PutKey.LengthForm form, List<Key> keys) {
        return new PutKey(
                replaced,
                1,
                version,
                keys.stream()
                        .map(key -> PutKey.Component.under(RamCard.KIK, key, form))
                        .toList());
    }

    @ParameterizedTest
    @EnumSource(PutKey.LengthForm.class)
    void keysOfEachKindAreReallyStored(PutKey.LengthForm form) {
        for (int octets : new int[] {16, 24, 32}) {
            for (KeyType type : List.of(KeyType.AES, KeyType.TRIPLE_DES)) {
                if (!type.acceptsLength(octets)) {
                    continue;
                }
                RamCard card = RamCard.standard();
                List<Key> keys = keys(type, octets);
                ResponseApdu answer = card.run(putKey(0, 2, form, keys).command());
                assertThat(answer.statusWord().toHex()).isEqualTo("9000");
                assertThat(answer.data())
                        .isEqualTo(Octets.concat(
                                Octets.of(2),
                                keys.get(0).checkValue(),
                                keys.get(1).checkValue(),
                                keys.get(2).checkValue()));
                assertThat(card.keys.stored)
                        .hasSize(6)
                        .contains(
                                new StoredKey(2, 1, keys.get(0)),
                                new StoredKey(2, 2, keys.get(1)),
                                new StoredKey(2, 3, keys.get(2)));
                assertThat(card.keys.started).containsExactly(2);
            }
        }
    }

    @Test
    void aVersionIsReplacedByAnotherOrByItself() {
        RamCard card = RamCard.standard();
        List<Key> keys = keys(KeyType.AES, 16);
        assertThat(card.run(putKey(1, 1, PutKey.LengthForm.BARE, keys))).isEqualTo("9000");
        assertThat(card.keys.started).as("the counter goes on").isEmpty();
        assertThat(card.run(putKey(1, 5, PutKey.LengthForm.BARE, keys))).isEqualTo("9000");
        assertThat(card.keys.stored).extracting(StoredKey::version).containsOnly(5);
        assertThat(card.keys.started).containsExactly(5);
    }

    @Test
    void whatIsThereIsNotPutAndWhatIsNotThereIsNotReplaced() {
        RamCard card = RamCard.standard();
        List<Key> keys = keys(KeyType.AES, 16);
        List<StoredKey> before = card.keys.stored;
        assertThat(card.run(putKey(0, 1, PutKey.LengthForm.BARE, keys))).isEqualTo("6985");
        assertThat(card.run(putKey(7, 8, PutKey.LengthForm.BARE, keys))).isEqualTo("6a88");
        assertThat(card.keys.stored).isEqualTo(before);
    }

    @Test
    void aWrongCheckValueStoresNothing() {
        RamCard card = RamCard.standard();
        List<StoredKey> before = card.keys.stored;
        List<PutKey.Component> components = new ArrayList<>();
        for (Key key : keys(KeyType.AES, 16)) {
            components.add(PutKey.Component.under(RamCard.KIK, key, PutKey.LengthForm.BARE));
        }
        PutKey.Component last = components.get(2);
        components.set(
                2,
                new PutKey.Component(last.type(), last.keyLength(), last.ciphered(), Octets.of(1, 2, 3), last.form()));
        assertThat(card.run(new PutKey(0, 1, 2, components))).isEqualTo("6a80");
        assertThat(card.keys.stored).isEqualTo(before);
        assertThat(card.keys.started).isEmpty();
    }

    @Test
    void aKeyUnderAnotherKikIsRefused() {
        RamCard card = RamCard.standard();
        PutKey.Component component =
                PutKey.Component.under(RamCard.KIC, keys(KeyType.AES, 16).get(0), PutKey.LengthForm.BARE);
        assertThat(card.run(new PutKey(0, 1, 2, List.of(component)))).isEqualTo("6a80");
        card.keys.hasKik = false;
        assertThat(card.run(new PutKey(0, 1, 2, List.of(component))))
                .as("no KIK")
                .isEqualTo("6985");
    }

    @ParameterizedTest
    @ValueSource(strings = {"80d8000101", "80d8000180", "80d800810102", "80d8008103028810", "80d80081020280"})
    void aPutKeyThatIsNoneIsRefused(String apdu) {
        assertThat(RamCard.standard().run(apdu)).startsWith("6");
    }

    @Test
    void keysAreDeletedButNotTheLastOnes() {
        RamCard card = RamCard.standard();
        assertThat(card.run(DeleteCommand.OfKey.version(1)))
                .as("nothing could be sent any more")
                .isEqualTo("6985");
        card.run(putKey(0, 2, PutKey.LengthForm.BARE, keys(KeyType.AES, 16)));
        assertThat(card.run(DeleteCommand.OfKey.version(3))).isEqualTo("6a88");
        assertThat(card.run(DeleteCommand.OfKey.version(1))).isEqualTo("9000");
        assertThat(card.keys.stored).extracting(StoredKey::version).containsOnly(2);
        assertThat(card.run(new DeleteCommand.OfKey(OptionalInt.of(3), OptionalInt.of(2))))
                .isEqualTo("9000");
        assertThat(card.keys.stored).hasSize(2);
    }

    private static RamCard withTokens(KeyPair pair) {
        VerifyingKey key = VerifyingKey.read(Octets.copyOf(pair.getPublic().getEncoded()));
        return new RamCard(new RamProfile(100_000, List.of(), key));
    }

    private static SigningKey signing(KeyPair pair) {
        return SigningKey.read(SecretOctets.copyOf(pair.getPrivate().getEncoded()));
    }

    @Test
    void whereTokensAreAskedForNothingIsLoadedWithoutOne() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        KeyPair pair = generator.generateKeyPair();
        RamCard card = withTokens(pair);
        InstallCommand.ForLoad load = RamCard.forLoad(SampleCap.PACKAGE);
        assertThat(card.run(load)).isEqualTo("6982");
        assertThat(card.run(load.signedBy(signing(generator.generateKeyPair()))))
                .as("of another key")
                .isEqualTo("6982");
        assertThat(card.run(load.withToken(Octets.of(1)))).isEqualTo("6982");
        assertThat(card.run(load.signedBy(signing(pair)))).isEqualTo("9000");
        for (var block : RamCard.blocks(SampleCap.of(300), 200)) {
            assertThat(card.run(block)).isEqualTo("9000");
        }
        InstallCommand.ForInstall install =
                RamCard.forInstall(SampleCap.PACKAGE, SampleCap.APPLET, SampleCap.INSTANCE, true);
        assertThat(card.run(install)).isEqualTo("6982");
        assertThat(card.run(install.signedBy(signing(pair)))).isEqualTo("9000");
        assertThat(card.run(new DeleteCommand.OfObject(SampleCap.PACKAGE, true)))
                .as("the issuer deletes without")
                .isEqualTo("9000");
    }

    @Test
    void aSignatureOfTheCodeIsChecked() throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(1024);
        KeyPair pair = generator.generateKeyPair();
        Octets code = SampleCap.of(300).code();
        Octets hash = LoadFileHash.SHA_256.of(code);
        SigningKey right = signing(pair);
        SigningKey wrong = signing(generator.generateKeyPair());
        assertThat(loadSigned(withTokens(pair), right, right, code, hash)).isEqualTo("9000");
        assertThat(loadSigned(withTokens(pair), right, wrong, code, hash)).isEqualTo("6982");
    }

    private static String loadSigned(RamCard card, SigningKey token, SigningKey dap, Octets code, Octets hash) {
        String word = card.run(
                new InstallCommand.ForLoad(SampleCap.PACKAGE, null, hash, Octets.EMPTY, Octets.EMPTY).signedBy(token));
        LoadFile file = new LoadFile(List.of(new LoadFile.Dap(RamProfile.ISSUER_DOMAIN, dap.sign(hash))), code);
        for (var block : file.commands(200)) {
            word = card.run(block);
        }
        return word;
    }
}

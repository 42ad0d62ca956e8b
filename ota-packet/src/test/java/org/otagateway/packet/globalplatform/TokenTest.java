// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.security.spec.MGF1ParameterSpec;
import java.security.spec.PSSParameterSpec;
import java.util.Base64;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;

final class TokenTest {
    private static final Aid PACKAGE = Aid.hex("d07002ca44");
    private static final Aid MODULE = Aid.hex("d07002ca44900101");
    private static final Aid DOMAIN = Aid.hex("a000000151000000");
    private static final Octets NOTHING = Octets.EMPTY;
    private static final Octets TOKEN = Octets.hex("cafe");
    private static final KeyPair RSA_1024 = rsa(1024);
    private static final KeyPair RSA_2048 = rsa(2048);
    private static final KeyPair P_256 = ec("secp256r1");

    static Stream<Arguments> commands() {
        return Stream.of(
                Arguments.of(
                        new InstallCommand.ForLoad(PACKAGE, DOMAIN, Octets.hex("aabb"), Octets.hex("ef00"), TOKEN),
                        "0200" + "15" + "05d07002ca44" + "08a000000151000000" + "02aabb" + "02ef00"),
                Arguments.of(
                        new InstallCommand.ForInstall(
                                PACKAGE, MODULE, MODULE, true, Privileges.NONE, Octets.hex("c900"), TOKEN),
                        "0c00" + "1d" + "05d07002ca44" + "08d07002ca44900101" + "08d07002ca44900101" + "0100"
                                + "02c900"),
                Arguments.of(
                        new InstallCommand.ForMakeSelectable(MODULE, Privileges.NONE, NOTHING, TOKEN),
                        "0800" + "0e" + "0000" + "08d07002ca44900101" + "0100" + "00"),
                Arguments.of(
                        new InstallCommand.ForExtradition(DOMAIN, MODULE, NOTHING, TOKEN),
                        "1000" + "15" + "08a000000151000000" + "00" + "08d07002ca44900101" + "0000"),
                Arguments.of(
                        new InstallCommand.ForRegistryUpdate(
                                null, MODULE, Privileges.of(Privilege.GLOBAL_LOCK), NOTHING, TOKEN),
                        "4000" + "10" + "0000" + "08d07002ca44900101" + "03000800" + "00"),
                Arguments.of(new DeleteCommand.OfObject(PACKAGE, true, TOKEN), "0080" + "07" + "4f05d07002ca44"));
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aTokenSignsParametersLengthAndAllFieldsButItself(TokenCommand command, String signed) {
        assertThat(command.signedByToken().toHex()).isEqualTo(signed);
        assertThat(command.withToken(NOTHING).signedByToken()).isEqualTo(command.signedByToken());
    }

    @ParameterizedTest
    @MethodSource("commands")
    void aSignedCommandCarriesATokenThatVerifies(TokenCommand command, String signed) {
        TokenCommand made = command.signedBy(SigningKey.read(pem(P_256)));
        assertThat(made.token().length()).isEqualTo(64);
        assertThat(made.withToken(command.token())).isEqualTo(command);
        assertThat(RamCommand.decode(made.command()).success()).contains(made);
        assertThat(VerifyingKey.read(publicPem(P_256)).verifies(Octets.hex(signed), made.token()))
                .isTrue();
    }

    @Test
    void aShortRsaKeySignsWithSha1() throws GeneralSecurityException {
        SigningKey key = SigningKey.read(pem(RSA_1024));
        assertThat(key.scheme()).isEqualTo(SignatureScheme.RSA_SHA_1);
        assertThat(verified(Signature.getInstance("SHA1withRSA"), RSA_1024, key.sign(TOKEN)))
                .isTrue();
    }

    @Test
    void anRsaKeySignsWithSha256WhereItIsToldTo() throws GeneralSecurityException {
        Octets signature =
                SigningKey.read(pem(RSA_1024)).with(SignatureScheme.RSA_SHA_256).sign(TOKEN);
        assertThat(verified(Signature.getInstance("SHA256withRSA"), RSA_1024, signature))
                .isTrue();
    }

    @Test
    void aLongRsaKeySignsWithPss() throws GeneralSecurityException {
        SigningKey key = SigningKey.read(pem(RSA_2048));
        assertThat(key.scheme()).isEqualTo(SignatureScheme.RSA_PSS_SHA_256);
        Signature pss = Signature.getInstance("RSASSA-PSS");
        pss.setParameter(new PSSParameterSpec("SHA-256", "MGF1", MGF1ParameterSpec.SHA256, 32, 1));
        assertThat(verified(pss, RSA_2048, key.sign(TOKEN))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"secp256r1, SHA256, 64", "secp384r1, SHA384, 96", "secp521r1, SHA512, 132"})
    void anEcKeySignsWithTheHashOfItsLength(String curve, String hash, int length) throws GeneralSecurityException {
        KeyPair pair = ec(curve);
        Octets signature = SigningKey.read(pem(pair)).sign(TOKEN);
        assertThat(signature.length()).isEqualTo(length);
        assertThat(verified(Signature.getInstance(hash + "withECDSAinP1363Format"), pair, signature))
                .isTrue();
    }

    @Test
    void aVerifierRefusesAnotherMessageAndWhatIsNoSignature() {
        Octets signature = SigningKey.read(pem(RSA_1024)).sign(TOKEN);
        VerifyingKey key = VerifyingKey.read(publicPem(RSA_1024));
        assertThat(key.verifies(TOKEN, signature)).isTrue();
        assertThat(key.verifies(Octets.hex("cafe00"), signature)).isFalse();
        assertThat(key.verifies(TOKEN, Octets.hex("00"))).isFalse();
        assertThat(key.with(SignatureScheme.RSA_SHA_256).verifies(TOKEN, signature))
                .isFalse();
    }

    @Test
    void aKeyIsReadFromItsOctetsToo() {
        SigningKey key = SigningKey.read(SecretOctets.copyOf(P_256.getPrivate().getEncoded()));
        assertThat(VerifyingKey.read(Octets.copyOf(P_256.getPublic().getEncoded()))
                        .verifies(TOKEN, key.sign(TOKEN)))
                .isTrue();
    }

    @Test
    void aKeyOfAnotherKindIsRefused() {
        SigningKey key = SigningKey.read(pem(P_256));
        assertThatThrownBy(() -> key.with(SignatureScheme.RSA_SHA_256))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("token key: expected an RSA key for rsa-sha-256, got EC");
        assertThatThrownBy(() -> SigningKey.read(pem(RSA_1024)).with(SignatureScheme.ECDSA))
                .hasMessage("token key: expected an EC key for ecdsa, got RSA");
        assertThatThrownBy(() -> SigningKey.read(pem(generated("Ed25519")))).hasMessageContaining("RSA or EC");
    }

    @ParameterizedTest
    @CsvSource({"PUBLIC KEY", "RSA PRIVATE KEY", "ENCRYPTED PRIVATE KEY", "CERTIFICATE"})
    void aFileWithAnotherObjectIsNamed(String label) {
        SecretOctets file = text("-----BEGIN " + label + "-----\nAAAA\n-----END " + label + "-----\n");
        assertThatThrownBy(() -> SigningKey.read(file))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("a private key of PKCS #8 without a password")
                .hasMessageContaining("got \"BEGIN " + label + "\"");
    }

    @ParameterizedTest
    @CsvSource({"''", "hello", "-----BEGIN PRIVATE KEY-----!!-----END PRIVATE KEY-----", "0"})
    void whatIsNoKeyFileIsRefused(String content) {
        assertThatThrownBy(() -> SigningKey.read(text(content)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("key file: expected ");
    }

    @Test
    void aDapSignsTheHashOfTheComponents() {
        Octets code = Octets.hex("0100020000");
        Octets hash = LoadFileHash.SHA_256.of(code);
        LoadFile.Dap dap = LoadFile.Dap.signed(DOMAIN, hash, SigningKey.read(pem(RSA_1024)));
        assertThat(VerifyingKey.read(publicPem(RSA_1024)).verifies(hash, dap.signature()))
                .isTrue();
        assertThat(new LoadFile(List.of(dap), code).encode().toHex())
                .startsWith("e2818d" + "4f08a000000151000000" + "c38180" + dap.signature())
                .endsWith("c4050100020000");
    }

    @ParameterizedTest
    @CsvSource({
        "SHA_1, sha-1, a9993e364706816aba3e25717850c26c9cd0d89d",
        "SHA_256, sha-256, ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
    })
    void aHashIsKnownByNameAndLength(LoadFileHash hash, String label, String ofAbc) {
        Octets value = hash.of(Octets.copyOf("abc".getBytes(StandardCharsets.US_ASCII)));
        assertThat(value.toHex()).isEqualTo(ofAbc);
        assertThat(LoadFileHash.ofLabel(label)).contains(hash);
        assertThat(LoadFileHash.ofLength(value.length())).contains(hash);
    }

    private static boolean verified(Signature check, KeyPair pair, Octets signature) throws GeneralSecurityException {
        check.initVerify(pair.getPublic());
        check.update(TOKEN.toByteArray());
        return check.verify(signature.toByteArray());
    }

    private static SecretOctets pem(KeyPair pair) {
        return text(pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
    }

    private static Octets publicPem(KeyPair pair) {
        String pem = pem("PUBLIC KEY", pair.getPublic().getEncoded());
        return Octets.copyOf(pem.getBytes(StandardCharsets.US_ASCII));
    }

    private static String pem(String label, byte[] der) {
        String lines = Base64.getMimeEncoder().encodeToString(der);
        return "-----BEGIN " + label + "-----\n" + lines + "\n-----END " + label + "-----\n";
    }

    private static SecretOctets text(String text) {
        return SecretOctets.copyOf(text.getBytes(StandardCharsets.US_ASCII));
    }

    private static KeyPair rsa(int bits) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
            generator.initialize(bits);
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair ec(String curve) {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec(curve));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }

    private static KeyPair generated(String algorithm) {
        try {
            return KeyPairGenerator.getInstance(algorithm).generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException(e);
        }
    }
}

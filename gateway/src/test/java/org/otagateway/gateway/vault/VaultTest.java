// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vault;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.otagateway.gateway.store.Store;
import org.otagateway.gateway.store.StoreSettings;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;

class VaultTest {
    private static final String ICCID = "8988211000000000011";
    private static final String OTHER = "8988211000000000029";
    private static final KeySet KEYS = new KeySet(
            3,
            Key.hex(KeyType.AES, "00".repeat(32)),
            Key.hex(KeyType.TRIPLE_DES, "ab".repeat(16)),
            Key.hex(KeyType.DES, "cd".repeat(8)));

    @TempDir
    Path directory;

    private final Vault vault = Vault.of(SecretOctets.hex("42".repeat(32)));
    private Store store;
    private Path keyFile;

    @BeforeEach
    void open() {
        store = Store.open(StoreSettings.sqlite(directory.resolve("ota.db")).notSynced());
        keyFile = directory.resolve("ota.db.key");
    }

    @AfterEach
    void close() {
        store.close();
    }

    @Test
    void aKeySetOpensAsItWasSealed() {
        assertThat(vault.openKeySet(ICCID, "", 3, vault.sealKeySet(ICCID, "", KEYS)))
                .isEqualTo(KEYS);
        KeySet partly = KeySet.of(3, null, Key.hex(KeyType.AES, "11".repeat(24)));
        assertThat(vault.openKeySet(ICCID, "", 3, vault.sealKeySet(ICCID, "", partly)))
                .isEqualTo(partly);
    }

    @Test
    void aSealedValueOpensOnlyInItsPlace() {
        Octets sealed = vault.sealKeySet(ICCID, "", KEYS);

        assertThatThrownBy(() -> vault.openKeySet(OTHER, "", 3, sealed)).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> vault.openKeySet(ICCID, "bank", 3, sealed)).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> vault.openKeySet(ICCID, "", 4, sealed)).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> vault.openSecret(ICCID, "adm1", sealed)).isInstanceOf(VaultException.class);
        assertThatThrownBy(() -> Vault.of(SecretOctets.hex("43".repeat(32))).openKeySet(ICCID, "", 3, sealed))
                .isInstanceOf(VaultException.class);
    }

    @Test
    void everyChangedOctetIsSeen() {
        byte[] sealed =
                vault.sealSecret(ICCID, "adm1", SecretOctets.hex("31323334")).toByteArray();
        for (int i = 0; i < sealed.length; i++) {
            byte[] changed = sealed.clone();
            changed[i] ^= 1;
            assertThatThrownBy(() -> vault.openSecret(ICCID, "adm1", Octets.copyOf(changed)))
                    .isInstanceOf(VaultException.class);
        }
        for (int length = 0; length < sealed.length; length++) {
            Octets cut = Octets.copyOf(sealed, 0, length);
            assertThatThrownBy(() -> vault.openSecret(ICCID, "adm1", cut)).isInstanceOf(VaultException.class);
        }
    }

    @Test
    void oneValueIsNeverSealedAlikeTwice() {
        assertThat(vault.sealKeySet(ICCID, "", KEYS)).isNotEqualTo(vault.sealKeySet(ICCID, "", KEYS));
    }

    @Test
    void secretsInputsAndPacketsOpenAsTheyWereSealed() {
        SecretOctets secret = SecretOctets.hex("31323334ffffffff");
        Map<String, SecretOctets> input = Map.of("adm1", secret, "pin1", SecretOctets.hex("00"));

        assertThat(vault.openSecret(ICCID, "adm1", vault.sealSecret(ICCID, "adm1", secret)))
                .isEqualTo(secret);
        assertThat(vault.openInput(7, ICCID, vault.sealInput(7, ICCID, input))).isEqualTo(input);
        assertThatThrownBy(() -> vault.openInput(8, ICCID, vault.sealInput(7, ICCID, input)))
                .isInstanceOf(VaultException.class);
        Octets packet = Octets.hex("0102030405");
        assertThat(vault.openPacket(ICCID, 5, 9, vault.sealPacket(ICCID, 5, 9, packet)))
                .isEqualTo(packet);
        assertThatThrownBy(() -> vault.openPacket(ICCID, 5, 10, vault.sealPacket(ICCID, 5, 9, packet)))
                .isInstanceOf(VaultException.class);
    }

    @Test
    void theFirstStartMakesAKeyThatOnlyItsOwnerMayRead() throws IOException {
        Octets sealed = Vault.open(store, keyFile, Map.of()).sealKeySet(ICCID, "", KEYS);

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(keyFile)))
                .isEqualTo("rw-------");
        assertThat(Files.readString(keyFile)).matches("[0-9a-f]{64}\n");
        assertThat(Vault.open(store, keyFile, Map.of()).openKeySet(ICCID, "", 3, sealed))
                .isEqualTo(KEYS);
    }

    @Test
    void aKeyFileThatOthersMayReadIsRefused() throws IOException {
        Vault.open(store, keyFile, Map.of());
        Files.setPosixFilePermissions(keyFile, PosixFilePermissions.fromString("rw-r-----"));

        assertThatThrownBy(() -> Vault.open(store, keyFile, Map.of()))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("0600");
    }

    @Test
    void aMissingOrForeignKeyIsRefusedWhereTheStoreHoldsSealedValues() throws IOException {
        Vault.open(store, keyFile, Map.of());
        Files.delete(keyFile);

        assertThatThrownBy(() -> Vault.open(store, keyFile, Map.of()))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("missing");
        assertThat(keyFile).doesNotExist();
        assertThatThrownBy(() -> Vault.open(store, keyFile, Map.of("OTA_ROOT_KEY", "55".repeat(32))))
                .isInstanceOf(VaultException.class)
                .hasMessageContaining("not the root key")
                .hasMessageNotContaining("5555");
    }

    @Test
    void theEnvironmentGoesBeforeTheFile() {
        Vault.open(store, keyFile, Map.of("OTA_ROOT_KEY", "55".repeat(32)));

        assertThat(keyFile).doesNotExist();
        assertThatThrownBy(() -> Vault.open(store, keyFile, Map.of("OTA_ROOT_KEY", "5566")))
                .isInstanceOf(VaultException.class)
                .hasMessageNotContaining("5566");
    }
}

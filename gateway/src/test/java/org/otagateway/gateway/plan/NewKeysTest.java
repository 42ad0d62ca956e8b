// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatObject;

import java.io.IOException;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.otagateway.gateway.job.Job;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;

/** Keys of a new version are sealed in the store before anything is sent. */
class NewKeysTest extends PlanFixture {
    private static final String ICCID = "8988211000000000001";
    private static final String HEAD = "iccid,msisdn,kic1,kid1,kik1,cntr1";
    private static final String ROW = ICCID + ",+4917000001," + KEY + "," + KEY + "," + KEY + ",0";

    private static String changing(String how) {
        return "name: keys\napplication: ram\nscript:\n  - change-keys: " + how + "\n";
    }

    private KeySet keys(int version) {
        var sealed = store.read(view -> Objects.requireNonNull(view.cards().keySet(cardId(), "", version)));
        return vault.openKeySet(ICCID, "", version, sealed.sealed());
    }

    private boolean knows(int version) {
        return store.read(view -> view.cards().keySet(cardId(), "", version)) != null;
    }

    private static void assertKey(@Nullable Key key, KeyType type, int length) {
        assertThat(key).isNotNull().matches(k -> k.type() == type && k.length() == length);
    }

    @ParameterizedTest
    @CsvSource({"aes-128, AES, 16", "aes-192, AES, 24", "aes-256, AES, 32", "3des, TRIPLE_DES, 16"})
    void drawnKeysAreSealedWithTheCard(String kind, KeyType type, int length) throws IOException {
        Job job = job("a", changing("{to: 2, generate: " + kind + "}"));
        plan(job, HEAD + "\n" + ROW + "\n", options());
        assertThat(refused(job)).isEmpty();
        KeySet drawn = keys(2);
        assertKey(drawn.kic(), type, length);
        assertKey(drawn.kid(), type, length);
        assertKey(drawn.kik(), type, length);
        assertThat(drawn.kic()).isNotEqualTo(drawn.kid());
        assertThatObject(keys(1).kic()).isNotEqualTo(drawn.kic());
    }

    @Test
    void keysThatWereDrawnBeforeStaySinceTheCardMayHaveThem() throws IOException {
        plan(job("a", changing("{to: 2, generate: aes-128}")), HEAD + "\n" + ROW + "\n", options());
        KeySet drawn = keys(2);
        Job again = job("b", changing("{to: 2, generate: aes-128}"));
        plan(again, HEAD + "\n" + ROW + "\n", options());
        assertThat(refused(again)).isEmpty();
        assertThat(keys(2)).isEqualTo(drawn);
    }

    @Test
    void keysOfTheRowAreTakenInPlaceOfDrawnOnes() throws IOException {
        String other = "f0".repeat(16);
        Job job = job("a", changing("{to: 2, generate: aes-256}"));
        plan(job, HEAD + ",kic2,kid2,kik2\n" + ROW + "," + other + "," + other + "," + other + "\n", options());
        assertThat(refused(job)).isEmpty();
        assertThat(keys(2).kic()).isEqualTo(Key.hex(KeyType.AES, other));
    }

    @Test
    void aRefusedRowLeavesNoDrawnKeys() throws IOException {
        plan(job("a", changing("{to: 2, generate: aes-128}")), HEAD + "\n" + ROW + "\n", options());
        // one packet carries no such data, and the row is refused
        Job job = job("b", changing("{to: 3, generate: aes-128}") + "  - store-data: {data: '${iccid}0'}\n");
        plan(job, HEAD + "\n" + ROW + "\n", options());
        assertThat(refused(job)).hasSize(1);
        assertThat(knows(3)).isFalse();
    }

    @Test
    void aRowThatLacksAKeyIsRefusedWithItsColumn() throws IOException {
        Job job = job("a", changing("{to: 2}"));
        plan(job, HEAD + "\n" + ROW + "\n", options());
        assertThat(refused(job))
                .containsExactly("2 kic2: expected a key here or in the store, since it is put on the card");
        Job noKik = job("b", changing("{to: 2, generate: aes-128}"));
        plan(noKik, HEAD + "\n" + ROW.replaceFirst(KEY + ",0$", ",0") + "\n", options());
        assertThat(refused(noKik))
                .containsExactly("2 kik1: expected a key here or in the store, since PUT KEY ciphers under it");
    }
}

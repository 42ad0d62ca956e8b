// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeySets;
import org.otagateway.packet.keys.KeyType;

/** One packet is looked at from all sides, one of many no longer than it may take, and each says which it was. */
class EffortTest {
    private static final Octets COMMAND =
            Octets.hex("00281516091212b000114fc11d0a371d273f81d2970e56214333ca04910a1956b1c0fb8b922a5228aa7a");
    private static final String KIC = "000102030405060708090a0b0c0d0e0f";
    private static final String KID = "101112131415161718191a1b1c1d1e1f";
    private static final String OTHER = "ffeeddccbbaa99887766554433221100";

    @Test
    void onePacketAloneIsLookedAtFromAllSides() {
        Diagnosis diagnosis = diagnosis(new Inspector(ring(OTHER, KID), true), COMMAND);

        assertThat(diagnosis.matches()).isEmpty();
        assertThat(diagnosis.tried()).contains("each octet changed alone");
        assertThat(diagnosis.shortened()).isEmpty();
    }

    @Test
    void oneOfManyIsSearchedQuicklyAndSaysSo() {
        Diagnosis diagnosis = diagnosis(new Inspector(ring(OTHER, KID), false), COMMAND);

        assertThat(diagnosis.matches()).isEmpty();
        assertThat(diagnosis.tried()).doesNotContain("each octet changed alone");
        assertThat(diagnosis.shortened()).contains("one of many").contains("inspected alone");
    }

    @Test
    void swappedKeysAreFoundQuicklyToo() {
        Diagnosis diagnosis = diagnosis(new Inspector(ring(KID, KIC), false), COMMAND);

        assertThat(diagnosis.matches())
                .containsExactly("ciphered with the key that is KID, checked with the key that is KIC");
        assertThat(diagnosis.shortened()).isEmpty();
    }

    @Test
    void afterManyFailuresOnlyTheLikeliestReasonsAreTried() {
        Inspector inspector = new Inspector(ring(KID, KIC), false, 1);
        diagnosis(inspector, COMMAND);

        Diagnosis second = diagnosis(inspector, COMMAND);

        assertThat(second.matches()).isEmpty();
        assertThat(second.shortened()).contains("likeliest").contains("inspected alone");
    }

    private static Diagnosis diagnosis(Inspector inspector, Octets packet) {
        return inspector.inspect(packet).diagnosis().orElseThrow();
    }

    private static KeyRing ring(String kic, String kid) {
        return KeyRing.of("test", new KeySets(List.of(new KeySet(1, key(kic), key(kid), null))));
    }

    private static Key key(String hex) {
        return new Key(KeyType.AES, SecretOctets.hex(hex));
    }
}

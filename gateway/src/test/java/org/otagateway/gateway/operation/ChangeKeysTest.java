// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.gateway.outcome.Verdict;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.globalplatform.ChannelException;
import org.otagateway.packet.globalplatform.KeyInformation;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeySet;
import org.otagateway.packet.keys.KeyType;

final class ChangeKeysTest {
    private static final ChangeKeys CHANGE = new ChangeKeys(2, true, null, PutKey.LengthForm.COUNTED);

    /** A card whose key version 1 has AES-128 keys, and whose later ones have others. */
    private record Card(List<Integer> keyVersions, KeyType type, int length) implements CardValues {
        @Override
        public String column(String name) {
            throw new IllegalArgumentException(name + ": expected a value");
        }

        @Override
        public KeySet keys(int version) {
            return version == 1
                    ? new KeySet(1, key(KeyType.AES, 16, "a1"), key(KeyType.AES, 16, "b1"), key(KeyType.AES, 16, "c1"))
                    : new KeySet(
                            version, key(type, length, "12a4"), key(type, length, "34b6"), key(type, length, "56c8"));
        }

        private static Key key(KeyType type, int length, String digits) {
            return Key.hex(type, digits.repeat(length).substring(0, 2 * length));
        }
    }

    private static Plan plan(ChangeKeys change, CardValues card) throws CompileException {
        return PlanCompiler.compile(List.of(change), null, card, new Rooms(2, ScriptFormat.COMPACT), FileCommand.UICC);
    }

    @Test
    void theNewKeysProveThemselvesBeforeTheOldOnesGo() throws CompileException {
        Plan plan = plan(CHANGE, new Card(List.of(1), KeyType.AES, 16));
        assertThat(plan.steps())
                .extracting(Step::name)
                .containsExactly(
                        "PUT KEY version 2",
                        "GET DATA of the keys",
                        "a packet under version 2",
                        "a trial of version 2",
                        "another trial of version 2",
                        "DELETE of version 1");
        assertThat(plan.steps()).extracting(Step::keyVersion).containsExactly(1, 1, 2, 2, 2, 2);
        assertThat(plan.steps())
                .extracting(Step::effect)
                .containsExactly(
                        StepEffect.NONE,
                        StepEffect.NONE,
                        new StepEffect.SwitchKeys(1, 2),
                        new StepEffect.SwitchKeys(1, 2),
                        new StepEffect.SwitchKeys(1, 2),
                        new StepEffect.DropKeys(1));
        assertThat(plan.step(5).apdus()).containsExactly("80e4000003d20101");
        assertThat(plan.steps()).allMatch(step -> step.rule().repeatable());
    }

    @Test
    void anyWayThroughThePlanSendsAtMostTwoPacketsThatACardWithoutTheNewKeysRefuses() throws CompileException {
        Plan plan = plan(CHANGE, new Card(List.of(1), KeyType.AES, 16));
        assertThat(plan.step(0).rule().next()).as("the card took the keys").isEqualTo(2);
        assertThat(List.of(
                        plan.step(0).rule().recovery(),
                        plan.step(1).rule().next(),
                        plan.step(1).rule().recovery()))
                .containsExactly(1, 3, 3);
        StepRule first = plan.step(3).rule();
        StepRule second = plan.step(4).rule();
        assertThat(first.sends() + second.sends()).isEqualTo(2);
        assertThat(first.silent()).isEqualTo(4);
        assertThat(second.silent()).isEqualTo(StepRule.NONE);
        assertThat(List.of(plan.step(2).rule().next(), first.next(), second.next()))
                .containsOnly(5);
        // no way leads back from behind the first of them
        for (int i = 2; i < plan.size(); i++) {
            StepRule rule = plan.step(i).rule();
            assertThat(List.of(rule.recovery(), rule.cleanup())).containsOnly(StepRule.NONE);
        }
    }

    @Test
    void thePlanIsTheSameAfterItsOwnSwitch() throws CompileException {
        assertThat(plan(CHANGE, new Card(List.of(1, 2), KeyType.AES, 16)))
                .isEqualTo(plan(CHANGE, new Card(List.of(1), KeyType.AES, 16)));
    }

    @Test
    void afterAChangeTheNextOneBeginsWithTheKeysOfTheLast() throws CompileException {
        ChangeKeys next = new ChangeKeys(3, true, null, PutKey.LengthForm.COUNTED);
        Plan plan = plan(next, new Card(List.of(1, 2), KeyType.AES, 16));
        assertThat(plan.steps()).extracting(Step::keyVersion).containsExactly(2, 2, 3, 3, 3, 3);
    }

    @Test
    void theVersionThatTheJobUsesIsNoNewOne() {
        assertThatThrownBy(() -> plan(
                        new ChangeKeys(1, false, null, PutKey.LengthForm.BARE), new Card(List.of(1), KeyType.AES, 16)))
                .isInstanceOf(CompileException.class)
                .hasMessageContaining("another key version than the one that the job uses");
    }

    @ParameterizedTest
    @CsvSource({"AES, 16", "AES, 24", "AES, 32", "TRIPLE_DES, 16", "TRIPLE_DES, 24"})
    void theCardGetsTheKeysWhateverTheirKind(KeyType type, int length) throws CompileException, ChannelException {
        Card card = new Card(List.of(1), type, length);
        Plan plan = plan(CHANGE, card);
        CommandApdu apdu = CommandApdu.decode(Octets.hex(plan.step(0).apdus().get(0)))
                .success()
                .orElseThrow();
        PutKey put = PutKey.decode(apdu).success().orElseThrow();
        assertThat(put.replaced()).isZero();
        assertThat(put.newVersion()).isEqualTo(2);
        assertThat(put.firstIdentifier()).isEqualTo(1);
        Key kik = card.keys(1).kik();
        KeySet keys = card.keys(2);
        assertThat(kik).isNotNull();
        assertThat(List.of(
                        put.components().get(0).decipher(kik),
                        put.components().get(1).decipher(kik),
                        put.components().get(2).decipher(kik)))
                .containsExactly(keys.kic(), keys.kid(), keys.kik());
    }

    @Test
    void singleDesIsNotPut() {
        assertThatThrownBy(() -> plan(CHANGE, new Card(List.of(1), KeyType.DES, 8)))
                .isInstanceOf(CompileException.class)
                .hasMessage("kic2: expected a key of aes or 3des, which PUT KEY takes");
    }

    private static StepAnswer answer(String data, String word) {
        return new StepAnswer(
                1,
                List.of(new ResponseApdu(Octets.hex(data), new StatusWord(Integer.parseInt(word, 16)))),
                Octets.EMPTY,
                null);
    }

    @Test
    void whoRefusesKeysIsAskedWhetherItHasThem() {
        assertThat(new KeysPut(2).judge(answer("", "9000"))).isInstanceOf(Verdict.Reached.class);
        assertThat(new KeysPut(2).judge(answer("", "6985"))).isInstanceOf(Verdict.Again.class);
        String both = KeyInformation.encodeAll(
                        List.of(new KeyInformation(1, 1, 0x88, 16), new KeyInformation(1, 2, 0x88, 16)))
                .toHex();
        KeysListed listed = new KeysListed(2);
        assertThat(listed.judge(answer(both, "9000"))).isInstanceOf(Verdict.Reached.class);
        assertThat(new KeysListed(3).judge(answer(both, "9000")))
                .isEqualTo(new Verdict.Missed("PUT KEY was refused: the card has no key version 3"));
        // a card that does not tell is asked with a packet under the keys
        assertThat(listed.judge(answer("", "6a88"))).isInstanceOf(Verdict.Again.class);
        assertThat(listed.judge(answer("e0ff", "9000"))).isInstanceOf(Verdict.Again.class);
    }

    @ParameterizedTest
    @EnumSource(GeneratedKeys.class)
    void whatIsDrawnHasAWordAndIsAKindOfKeyThatIsPut(GeneratedKeys kind) {
        assertThat(GeneratedKeys.ofLabel(kind.label())).isEqualTo(kind);
        assertThat(kind.type().acceptsLength(kind.length())).isTrue();
        assertThat(kind.type()).isNotEqualTo(KeyType.DES);
        ChangeKeys change = new ChangeKeys(3, false, kind, PutKey.LengthForm.BARE);
        assertThat(OperationJson.read(OperationJson.write(change))).isEqualTo(change);
        assertThat(change.describe()).contains(kind.label());
    }
}

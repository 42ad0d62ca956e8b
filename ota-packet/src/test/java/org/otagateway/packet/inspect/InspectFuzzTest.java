// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.Vector;
import org.otagateway.packet.bytes.Octets;

/** Any octets give a tree: no exception, every octet shown, and the rendering holds no control character. */
class InspectFuzzTest {
    private static final long SEED = 0x27_0000_7F_F6L;
    private static final int ROUNDS = 6_000;
    private static final List<Kind> KINDS = List.of(Kind.values());

    private final Random random = new Random(SEED);
    private final List<Vector> vectors = Vector.all();

    @Test
    void changedVectorsGiveATreeUnderEveryKind() {
        for (int round = 0; round < ROUNDS; round++) {
            Vector vector = vectors.get(random.nextInt(vectors.size()));
            List<Octets> forms = forms(vector);
            Octets octets = changed(forms.get(random.nextInt(forms.size())));
            Inspector inspector = new Inspector(
                    random.nextBoolean() ? KeyRing.EMPTY : KeyRing.of("vector", vector.keys()), round % 100 == 0);
            inspect(inspector, octets);
        }
    }

    @Test
    void randomOctetsGiveATreeUnderEveryKind() {
        Inspector inspector = new Inspector(KeyRing.of("vector", vectors.get(0).keys()), false);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] octets = new byte[random.nextInt(round % 10 == 0 ? 600 : 24)];
            random.nextBytes(octets);
            inspect(inspector, Octets.copyOf(octets));
        }
    }

    @Test
    void octetsLongerThanAnyPacketAreNotTakenApart() {
        Inspection inspection = new Inspector(KeyRing.EMPTY, true)
                .inspect(Octets.copyOf(new byte[Inspector.MOST_OCTETS + 1]), Kind.EXPANDED_SCRIPT);

        assertThat(inspection.root().children()).isEmpty();
        assertThat(inspection.reason()).get().asString().contains("longer than any packet");
    }

    private void inspect(Inspector inspector, Octets octets) {
        shown(inspector.inspect(octets), octets);
        Kind kind = KINDS.get(random.nextInt(KINDS.size()));
        shown(inspector.inspect(octets, kind), octets);
        if (random.nextInt(8) == 0) {
            shown(inspector.inspectJoined(octets, kind), octets);
        }
    }

    private static void shown(Inspection inspection, Octets octets) {
        assertThat(inspection.root().octets()).isEqualTo(octets);
        covered(inspection.root());
        String text = new TextRenderer(false).render(inspection) + new HexDump(true).render(inspection);
        assertThat(text.chars().allMatch(c -> c == '\n' || c == '\u001b' || !Character.isISOControl(c)))
                .isTrue();
        assertThat(text.length()).isLessThan(20_000 + 4_000 * octets.length());
        if (!inspection.sound()) {
            assertThat(inspection.reason().orElseThrow().text()).isNotBlank();
        }
    }

    /** The fields inside a field follow one another without a gap and without an overlap. */
    private static void covered(Field field) {
        List<Field> octetFields = field.children().stream()
                .filter(child -> child.bits().isEmpty())
                .toList();
        int at = field.offset();
        for (Field child : octetFields) {
            assertThat(child.offset())
                    .as("%s in %s", child.name(), field.name())
                    .isEqualTo(at);
            at += child.octets().length();
            covered(child);
        }
        if (!octetFields.isEmpty()) {
            assertThat(at)
                    .as("end of %s", field.name())
                    .isEqualTo(field.offset() + field.octets().length());
        }
    }

    private static List<Octets> forms(Vector vector) {
        List<Octets> forms = new ArrayList<>();
        for (String field : List.of("command_packet", "response_packet", "response_user_data", "secured_data")) {
            if (vector.has(field)) {
                forms.add(vector.octets(field));
            }
        }
        for (String field : List.of(
                "sms_user_data", "sms_deliver_tpdus", "envelope_apdus", "sms_submit_tpdus", "proactive_commands")) {
            if (vector.has(field)) {
                forms.addAll(vector.list(field));
            }
        }
        return forms;
    }

    private Octets changed(Octets octets) {
        byte[] changed = octets.toByteArray();
        for (int changes = random.nextInt(4); changes > 0 && changed.length > 0; changes--) {
            changed[random.nextInt(changed.length)] = (byte) random.nextInt(256);
        }
        Octets result = Octets.copyOf(changed);
        return switch (random.nextInt(4)) {
            case 0 -> result.slice(0, random.nextInt(result.length() + 1));
            case 1 -> Octets.concat(result, Octets.copyOf(new byte[1 + random.nextInt(9)]));
            default -> result;
        };
    }
}

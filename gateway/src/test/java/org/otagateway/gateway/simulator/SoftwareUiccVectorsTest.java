// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.otagateway.gateway.simulator.CardApplication.Format;
import org.otagateway.gateway.simulator.CardBehaviour.CounterDomain;
import org.otagateway.gateway.simulator.CardBehaviour.ReplayAnswer;
import org.otagateway.gateway.simulator.CardBehaviour.ResponsePadding;
import org.otagateway.gateway.simulator.ElementaryFile.Access;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.Tar;

/** The software UICC answers octet for octet as the software card of the vectors did, and counts as it did. */
class SoftwareUiccVectorsTest {
    private static final CardBehaviour AS_RECORDED = new CardBehaviour(
            ReplayAnswer.COUNTER_LOW,
            ResponsePadding.ISO_9797_UNDER_AES,
            CounterDomain.KEY_VERSION,
            false,
            true,
            255,
            false);

    @TestFactory
    List<DynamicTest> answersAsRecorded() throws IOException {
        try (InputStream in = Objects.requireNonNull(
                SoftwareUiccVectorsTest.class.getResourceAsStream("/vectors/card-roundtrips.json"))) {
            JsonNode vectors = new ObjectMapper().readTree(in).get("vectors");
            assertThat(vectors).hasSize(39);
            return StreamSupport.stream(vectors.spliterator(), false)
                    .map(vector -> DynamicTest.dynamicTest(text(vector, "name"), () -> check(vector)))
                    .toList();
        }
    }

    private static void check(JsonNode vector) {
        FileTree tree = tree(text(vector.get("response_decoded").get("script"), "last_response_data"));
        DedicatedFile usim = tree.application(FileTree.USIM_AID).orElseThrow();
        CardProfile profile = new CardProfile(
                tree,
                List.of(application("b00000", tree.root()), application("b00010", usim), application("b00011", usim)),
                AS_RECORDED);
        int kic = Integer.parseInt(text(vector, "kic"), 16);
        int kid = Integer.parseInt(text(vector, "kid"), 16);
        UiccState card = card(vector, kic, kid);
        int domain = SoftwareUicc.domain(0, kic >> 4);
        card.storeCounter(domain, new Counter(Long.parseLong(text(vector, "counter_before"), 16)));
        SoftwareUicc system = new SoftwareUicc(profile, () -> Instant.EPOCH, CardEvent.Listener.NONE);

        UiccAnswer answer = UiccAnswer.NOTHING;
        for (JsonNode userData : vector.get("sms_user_data")) {
            answer = system.receive(card, "12345678", Octets.hex(userData.asText()), () -> false);
        }

        assertThat(card.counter(domain).toHex()).isEqualTo(text(vector, "counter_after"));
        if (text(vector.get("response_decoded"), "via").equals("deliver report")) {
            assertThat(answer.report().toHex()).isEqualTo(text(vector, "response_user_data"));
            assertThat(answer.submits()).isEmpty();
        } else {
            assertThat(answer.report().toHex()).isEqualTo(text(vector, "deliver_report_user_data"));
            checkSubmits(vector.get("sms_submit_tpdus"), answer.submits());
        }
    }

    /** The same user data, but for the reference of a concatenated message, which each card counts for itself. */
    private static void checkSubmits(JsonNode tpdus, List<Octets> submits) {
        assertThat(submits).hasSize(tpdus.size());
        for (int i = 0; i < submits.size(); i++) {
            String expected = tpdus.get(i).asText().substring(2 * 11);
            String actual = submits.get(i).toHex();
            if (submits.size() == 1) {
                assertThat(actual).isEqualTo(expected);
            } else {
                assertThat(actual.substring(0, 6)).isEqualTo(expected.substring(0, 6));
                assertThat(actual.substring(8)).isEqualTo(expected.substring(8));
            }
        }
    }

    private static CardApplication application(String tar, DedicatedFile start) {
        return new CardApplication(
                Tar.hex(tar), start, Format.COMPACT, MinimumSecurity.NONE, Set.of(Access.PIN1, Access.ADM));
    }

    /** The standard files with the service provider name that was read, and a long file. */
    private static FileTree tree(String read) {
        byte[] ramp = new byte[256];
        for (int i = 0; i < ramp.length; i++) {
            ramp[i] = (byte) (7 * i);
        }
        ElementaryFile longFile = ElementaryFile.transparent(0x6FF0, 256, Access.ALWAYS, Access.ADM)
                .holding(Octets.copyOf(ramp));
        ElementaryFile name = ElementaryFile.transparent(0x6F46, 17, Access.ALWAYS, Access.ADM)
                .holding(read.length() == 34 ? Octets.hex(read) : Octets.EMPTY);
        DedicatedFile root = FileTree.standard().root();
        List<CardFile> files = root.files().stream()
                .map(file -> file instanceof DedicatedFile adf && adf.isAdf() ? replaced(adf, name, longFile) : file)
                .toList();
        return new FileTree(new DedicatedFile(root.fid(), root.aid(), files));
    }

    private static DedicatedFile replaced(DedicatedFile adf, ElementaryFile name, ElementaryFile longFile) {
        List<CardFile> kept =
                adf.files().stream().filter(file -> file.fid() != name.fid()).toList();
        return new DedicatedFile(adf.fid(), adf.aid(), kept).with(name).with(longFile);
    }

    private static UiccState card(JsonNode vector, int kic, int kid) {
        byte[] kicKey = HexFormat.of().parseHex(text(vector, "kic_key"));
        byte[] kidKey = HexFormat.of().parseHex(text(vector, "kid_key"));
        PackedKeys.Builder keys = new PackedKeys.Builder();
        if (kicKey.length > 0) {
            keys.version(kic >> 4);
            keys.key(type(kic), kicKey);
            if (kic >> 4 != kid >> 4) {
                keys.noKey();
                keys.noKey();
                keys.version(kid >> 4);
                keys.noKey();
            }
            keys.key(type(kid), kidKey);
            keys.noKey();
        }
        return new UiccState("00112233445566778899", "001010123456789", "46700000001", keys.build());
    }

    private static KeyType type(int octet) {
        return (octet & 0xF) == 2 ? KeyType.AES : KeyType.TRIPLE_DES;
    }

    private static String text(JsonNode node, String field) {
        return Objects.requireNonNull(node.get(field), field).asText();
    }
}

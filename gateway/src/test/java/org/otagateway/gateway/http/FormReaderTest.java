// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Forms as clients send them, cut anywhere, and what is none. */
class FormReaderTest {
    private static final String PLAIN = """
            --b
            Content-Disposition: form-data; name="job"; filename="j.yaml"
            Content-Type: text/plain

            name: x
            --bc is another line
            --
            -


            --b \t
            content-disposition: form-data; name=targets


            --b

            no name
            --b--
            """.replace("\n", "\r\n");

    /** Gives at most so many octets at once. */
    private static InputStream cut(byte[] body, int first, int then) {
        return new ByteArrayInputStream(body) {
            private int next = first;

            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                int read = super.read(into, offset, Math.min(length, next));
                next = then;
                return read;
            }
        };
    }

    private static List<String> parts(InputStream in, String boundary) throws IOException {
        FormReader form = new FormReader(in, boundary);
        List<String> parts = new ArrayList<>();
        for (FormReader.Part part = form.next(); part != null; part = form.next()) {
            parts.add(part.name() + "|" + part.filename() + "|"
                    + new String(part.content().readAllBytes(), StandardCharsets.UTF_8));
        }
        assertThat(form.next()).isNull();
        return parts;
    }

    private static List<String> parts(String body) throws IOException {
        return parts(new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)), "b");
    }

    @Test
    void aFormIsTheSameWhereverItIsCut() throws IOException {
        byte[] body = PLAIN.replace("--bc", "-- b").getBytes(StandardCharsets.UTF_8);
        List<String> whole = List.of(
                "job|j.yaml|name: x\r\n-- b is another line\r\n--\r\n-\r\n\r\n", "targets|null|", "null|null|no name");
        for (int first = 1; first <= body.length; first++) {
            assertThat(parts(cut(body, first, body.length), "b"))
                    .as("cut at %s", first)
                    .isEqualTo(whole);
            assertThat(parts(cut(body, 1, first), "b"))
                    .as("pieces of %s", first)
                    .isEqualTo(whole);
        }
    }

    @Test
    void partsAreReadWholeWhateverTheirLengthAndOctets() throws IOException {
        Random random = new Random(7);
        String boundary = "0123456789".repeat(7);
        for (int round = 0; round < 60; round++) {
            StringBuilder body = new StringBuilder("preamble\r\n");
            List<String> sent = new ArrayList<>();
            for (int part = random.nextInt(4); part >= 0; part--) {
                StringBuilder content = new StringBuilder();
                int length = random.nextInt(random.nextBoolean() ? 200 : 70_000);
                while (content.length() < length) {
                    content.append(
                            switch (random.nextInt(8)) {
                                case 0 -> "\r\n--" + boundary.substring(random.nextInt(69) + 1);
                                case 1 -> "\r";
                                case 2 -> "\n--";
                                default -> "card ".repeat(random.nextInt(40));
                            });
                }
                sent.add("cards|c.csv|" + content);
                body.append("--" + boundary + "\r\nContent-Disposition: form-data; name=cards; filename=c.csv\r\n\r\n")
                        .append(content)
                        .append("\r\n");
            }
            body.append("--" + boundary + "--\r\nepilogue");
            byte[] octets = body.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(parts(cut(octets, 1 + random.nextInt(40_000), 1 + random.nextInt(40_000)), boundary))
                    .isEqualTo(sent);
        }
    }

    @Test
    void whatIsNotReadOfAPartIsPassedOver() throws IOException {
        FormReader form = new FormReader(
                new ByteArrayInputStream(PLAIN.replace("--bc", "-- b").getBytes(StandardCharsets.UTF_8)), "b");
        FormReader.Part first = form.next();
        assertThat(first).isNotNull();
        assertThat(first.content().read()).isEqualTo('n');
        FormReader.Part second = form.next();
        assertThat(second).isNotNull();
        assertThat(second.name()).isEqualTo("targets");
    }

    @Test
    void aFilenameMayBeOfAnyCharacters() throws IOException {
        String head = "--b\r\nContent-Disposition: form-data; name=\"file\"; ";
        assertThat(parts(head + "filename*=UTF-8''a%20%C3%A4.cap\r\n\r\nx\r\n--b--"))
                .containsExactly("file|a ä.cap|x");
        assertThat(parts(head + "filename=\"ä.cap\"\r\n\r\nx\r\n--b--")).containsExactly("file|ä.cap|x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "no form at all",
                "--b",
                "--b-",
                "--b-x",
                "--b\r",
                "--b\r\nContent-Disposition: form-data; name=a",
                "--b\r\nContent-Disposition: form-data; name=a\r\n\r\n",
                "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--b",
                "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx--b--",
                "--b\r\nContent-Disposition: form-data; name=a\r\n\r\nx\r\n--bc\r\n--b--",
                "--b\r\nA: b\rC: d\r\n\r\nx\r\n--b--",
                "--b\r\nContent-Disposition: ;;==\r\n\r\nx\r\n--b--",
            })
    void whatIsNoFormIsRefused(String body) {
        assertThatThrownBy(() -> parts(body)).isInstanceOf(FormReader.Malformed.class);
    }

    @Test
    void headersAndPreambleAreBounded() {
        assertThatThrownBy(() -> parts("--b\r\nX: " + "y".repeat(9_000) + "\r\n\r\nx\r\n--b--"))
                .isInstanceOf(FormReader.Malformed.class)
                .hasMessageContaining("8192");
        assertThatThrownBy(() -> parts("--b\r\n" + "X: y\r\n".repeat(2_000) + "\r\nx\r\n--b--"))
                .isInstanceOf(FormReader.Malformed.class);
        assertThatThrownBy(() -> parts("x".repeat(100_000) + "\r\n--b--"))
                .isInstanceOf(FormReader.Malformed.class)
                .hasMessageContaining("boundary");
        for (String boundary : new String[] {null, "", "b".repeat(71)}) {
            assertThatThrownBy(() -> new FormReader(InputStream.nullInputStream(), boundary))
                    .isInstanceOf(FormReader.Malformed.class);
        }
    }
}

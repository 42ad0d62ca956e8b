// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.net.SocketTimeoutException;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.PduDecoding.Decoded;
import org.otagateway.smpp.pdu.PduDecoding.Malformed;

final class PduInputTest {
    /** Gives its octets in pieces of random length, with a time-out between two pieces now and then. */
    private static final class Trickle extends InputStream {
        private final byte[] octets;
        private final SplittableRandom random;
        private int at;

        Trickle(byte[] octets, long seed) {
            this.octets = octets;
            this.random = new SplittableRandom(seed);
        }

        @Override
        public int read() {
            throw new IllegalStateException("octet by octet is too slow");
        }

        @Override
        public int read(byte[] target, int offset, int length) throws IOException {
            assertThat(length).isPositive();
            if (at == octets.length) {
                return -1;
            }
            if (random.nextInt(8) == 0) {
                throw new SocketTimeoutException();
            }
            int count = Math.min(Math.min(length, octets.length - at), random.nextInt(1, 40));
            System.arraycopy(octets, at, target, offset, count);
            at += count;
            return count;
        }
    }

    @Test
    void pdusComeOutWholeHoweverTheStreamIsCut() {
        List<Pdu> sent = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            PduTest.pdus().forEach(sent::add);
        }
        ByteArrayOutputStream octets = new ByteArrayOutputStream();
        sent.forEach(pdu -> octets.writeBytes(pdu.encode()));
        for (int limit : new int[] {200, 70_000}) {
            PduInput input = new PduInput(new Trickle(octets.toByteArray(), limit), limit);
            List<Pdu> read = new ArrayList<>();
            @Nullable PduDecoding next = afterTimeOuts(input);
            while (next != null) {
                read.add(((Decoded) next).pdu());
                next = afterTimeOuts(input);
            }
            assertThat(read).isEqualTo(sent);
        }
    }

    private static @Nullable PduDecoding afterTimeOuts(PduInput input) {
        while (true) {
            try {
                return input.next();
            } catch (SocketTimeoutException e) {
                // What was read so far must not be lost.
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        }
    }

    @Test
    void aClaimAboveTheLimitIsRefusedBeforeItsOctetsAreAwaited() throws IOException {
        for (String length : List.of("7fffffff", "ffffffff", "00000201", "0000000f", "00000000")) {
            byte[] octets = Octets.hex(length + "000000150000000000000001").toByteArray();
            PduInput input = new PduInput(new ByteArrayInputStream(octets), 512);
            assertThat(input.next()).isInstanceOfSatisfying(Malformed.class, malformed -> {
                assertThat(malformed.streamLost()).isTrue();
                assertThat(malformed.failure().expected()).isEqualTo("16 to 512");
            });
        }
    }

    @Test
    void aLongPduWithinTheLimitIsTaken() throws IOException {
        OtherPdu pdu = new OtherPdu(0x999, 0, 1, Octets.copyOf(new byte[60_000]));
        PduInput input = new PduInput(new ByteArrayInputStream(pdu.encode()), 70_000);
        assertThat(input.next()).isEqualTo(new Decoded(pdu));
        assertThat(input.next()).isNull();
    }

    @Test
    void aStreamThatEndsInsideAPduSaysSo() {
        byte[] whole = new EnquireLink(1).encode();
        for (int length = 1; length < whole.length; length++) {
            PduInput input = new PduInput(new ByteArrayInputStream(whole, 0, length), 512);
            assertThatThrownBy(input::next).isInstanceOf(EOFException.class);
        }
    }

    @Test
    void afterAMalformedBodyTheNextPduIsRead() throws IOException {
        byte[] bad = new Unbind(1).encode();
        byte[] octets = new byte[bad.length + 1 + 16];
        System.arraycopy(bad, 0, octets, 0, bad.length);
        octets[3] = 17;
        System.arraycopy(new EnquireLink(2).encode(), 0, octets, 17, 16);
        PduInput input = new PduInput(new ByteArrayInputStream(octets), 512);
        assertThat(input.next()).isInstanceOf(Malformed.class);
        assertThat(input.buffered()).isTrue();
        assertThat(input.next()).isEqualTo(new Decoded(new EnquireLink(2)));
        assertThat(input.buffered()).isFalse();
    }
}

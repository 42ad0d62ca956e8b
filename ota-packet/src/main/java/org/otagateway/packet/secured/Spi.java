// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.MalformedException;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * SPI, the security parameter indicator: two octets (TS 102 225 clause 5.1.1).
 *
 * <pre>
 *        b8  b7  b6 | b5  b4  | b3       | b2  b1
 * SPI1   0   0   0  | counter | ciphered | integrity
 *
 *        b8  b7 | b6      | b5           | b4  b3        | b2  b1
 * SPI2   0   0  | channel | PoR ciphered | PoR integrity | PoR
 * </pre>
 */
public record Spi(
        IntegrityMode integrity,
        boolean ciphered,
        CounterMode counter,
        ProofOfReceipt proofOfReceipt,
        IntegrityMode responseIntegrity,
        boolean responseCiphered,
        ResponseChannel responseChannel) {
    static final String CLAUSE = "TS 102 225 5.1.1";

    /** The two octets as a number. */
    public int value() {
        int first = integrity.code() | (ciphered ? 0x04 : 0) | (counter.code() << 3);
        int second = proofOfReceipt.code()
                | (responseIntegrity.code() << 2)
                | (responseCiphered ? 0x10 : 0)
                | (responseChannel.code() << 5);
        return (first << 8) | second;
    }

    /** Two octets. */
    public Octets encode() {
        return Octets.of(value() >> 8, value() & 0xFF);
    }

    /** Reads two octets; reserved bits and codings are failures. */
    public static Decoded<Spi> decode(Octets octets) {
        return Decoded.attempt(() -> {
            OctetReader reader = new OctetReader(octets, CLAUSE);
            Spi spi = read(reader);
            reader.end("SPI");
            return spi;
        });
    }

    static Spi read(OctetReader reader) throws MalformedException {
        int at = reader.offset();
        int first = reader.u8("SPI1");
        int second = reader.u8("SPI2");
        if ((first & 0xE0) != 0) {
            throw reader.fail("SPI1", at, "b8 to b6 zero (reserved)", OctetReader.hex8(first));
        }
        if ((second & 0xC0) != 0) {
            throw reader.fail("SPI2", at + 1, "b8 and b7 zero (reserved)", OctetReader.hex8(second));
        }
        if ((second & 3) == 3) {
            throw reader.fail("SPI2", at + 1, "PoR 00, 01 or 10 in b2b1", OctetReader.hex8(second));
        }
        return new Spi(
                IntegrityMode.ofCode(first),
                (first & 0x04) != 0,
                CounterMode.ofCode(first >> 3),
                ProofOfReceipt.ofCode(second),
                IntegrityMode.ofCode(second >> 2),
                (second & 0x10) != 0,
                (second & 0x20) != 0 ? ResponseChannel.SUBMIT : ResponseChannel.DELIVER_REPORT);
    }

    /**
     * Four hexadecimal digits, as "1639".
     *
     * @throws IllegalArgumentException where they are none or their coding is reserved
     */
    public static Spi hex(CharSequence digits) {
        return decode(Octets.hex(digits)).fold(spi -> spi, bad -> {
            throw new IllegalArgumentException(bad.describe());
        });
    }

    /** Four hexadecimal digits. */
    @Override
    public String toString() {
        return encode().toHex();
    }
}

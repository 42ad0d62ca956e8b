// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * What a card answers to INITIALIZE UPDATE, without the status word.
 *
 * <pre>
 * SCP02 | key diversification data 10 | key version 1 | 02 | sequence counter 2 | card challenge 6 | card cryptogram 8 |
 * SCP03 | key diversification data 10 | key version 1 | 03 | i 1 | card challenge 8 or 16 | card cryptogram 8 or 16 |
 *       | sequence counter 3, where the challenge is pseudo-random (i, b5) |
 * </pre>
 *
 * (Card Specification clause E.5.1.6, Amendment D clause 7.1.1.6.) An SCP03 answer of 16 octets each is that of mode S16
 * (i, b1).
 *
 * @param diversification key diversification data, 10 octets
 * @param keyVersion key version number, one octet
 * @param protocol 2 or 3
 * @param parameter i of SCP03; 15 hexadecimal for SCP02, which does not say it
 * @param sequenceCounter 2 octets (SCP02), 3 or none (SCP03)
 * @param cardChallenge 6 octets (SCP02), 8 or 16 (SCP03)
 * @param cardCryptogram 8 or 16 octets
 */
public record InitializeUpdateResponse(
        Octets diversification,
        int keyVersion,
        int protocol,
        int parameter,
        @Nullable Octets sequenceCounter,
        Octets cardChallenge,
        Octets cardCryptogram) {
    private static final String CLAUSE = "GPC E.5.1.6, Amendment D 7.1.1.6";
    private static final int SCP02_DEFAULT = 0x15;
    private static final int S16 = 0x01;
    private static final int PSEUDO_RANDOM = 0x10;

    public static Decoded<InitializeUpdateResponse> decode(Octets response) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(response, CLAUSE);
            Octets diversification = in.octets("key diversification data", 10);
            int version = in.u8("key version number");
            int protocol = in.u8("secure channel protocol identifier");
            if (protocol == 2) {
                Octets counter = in.octets("sequence counter", 2);
                Octets challenge = in.octets("card challenge", 6);
                Octets cryptogram = in.octets("card cryptogram", 8);
                in.end("response");
                return new InitializeUpdateResponse(
                        diversification, version, 2, SCP02_DEFAULT, counter, challenge, cryptogram);
            }
            if (protocol != 3) {
                throw in.fail("secure channel protocol identifier", 11, "02 or 03", OctetReader.hex8(protocol));
            }
            int parameter = in.u8("i");
            int size = (parameter & S16) == 0 ? 8 : 16;
            Octets challenge = in.octets("card challenge", size);
            Octets cryptogram = in.octets("card cryptogram", size);
            Octets counter = (parameter & PSEUDO_RANDOM) == 0 ? null : in.octets("sequence counter", 3);
            in.end("response");
            return new InitializeUpdateResponse(diversification, version, 3, parameter, counter, challenge, cryptogram);
        });
    }

    /** True in mode S16, where challenges, cryptograms and checks have 16 octets. */
    public boolean s16() {
        return protocol == 3 && (parameter & S16) != 0;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.secured;

import org.otagateway.packet.keys.KeySets;

/**
 * The security of a response: that of the SPI2 which was sent, with the KIc and KID of the command (TS 102 225 clause 5.2).
 *
 * @param checkLength octets of RC/CC; for a CC by AES-CMAC 4 or 8
 */
public record ResponseSecurity(IntegrityMode integrity, boolean ciphered, Kic kic, Kid kid, int checkLength) {
    /** A response without any security. */
    public static final ResponseSecurity NONE =
            new ResponseSecurity(IntegrityMode.NONE, false, Kic.UNUSED, Kid.UNUSED, 0);

    /** @throws IllegalArgumentException where the check length does not fit */
    public ResponseSecurity {
        String wanted = Protection.wantedCheckLength(integrity, kid, checkLength);
        if (wanted != null) {
            throw new IllegalArgumentException("RC/CC: expected " + wanted + " octets, got " + checkLength);
        }
    }

    /** What the response to a command with {@code header} has. A CMAC is as long as the command's, or else 8 octets. */
    public static ResponseSecurity of(CommandHeader header) {
        Spi spi = header.spi();
        int checkLength = spi.responseIntegrity() == spi.integrity()
                ? header.checkLength()
                : CommandHeader.usualCheckLength(spi.responseIntegrity(), header.kid());
        return new ResponseSecurity(
                spi.responseIntegrity(), spi.responseCiphered(), header.kic(), header.kid(), checkLength);
    }

    /** What the response to a command with these settings has, with the usual length of check: 8 octets for a CC. */
    public static ResponseSecurity of(Spi spi, Kic kic, Kid kid) {
        return new ResponseSecurity(
                spi.responseIntegrity(),
                spi.responseCiphered(),
                kic,
                kid,
                CommandHeader.usualCheckLength(spi.responseIntegrity(), kid));
    }

    /**
     * Octets of the whole response packet, RPL included, that carries {@code dataLength} octets.
     *
     * @throws SealingException where a key is missing or does not fit
     */
    public int packetLength(int dataLength, KeySets keys) {
        int body = ResponseCodec.FIXED_BODY + checkLength + dataLength;
        return ResponseCodec.CLEAR_LENGTH + body + protection(keys).paddingFor(body);
    }

    Protection protection(KeySets keys) {
        try {
            return resolve(keys);
        } catch (SecurityFailureException e) {
            throw new SealingException(e.failure());
        }
    }

    Protection resolve(KeySets keys) throws SecurityFailureException {
        return Protection.resolve(integrity, ciphered, kic, kid, checkLength, keys);
    }
}

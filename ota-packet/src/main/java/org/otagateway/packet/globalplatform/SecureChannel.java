// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.Key;

/**
 * A secure channel session from the side of the gateway. It keeps the chain of checks, so commands are wrapped in the
 * order in which they are sent, and with R-MAC each response is unwrapped before the next command. Not thread-safe.
 */
public sealed interface SecureChannel permits Scp02, Scp03 {
    /** EXTERNAL AUTHENTICATE, the first command of the session. */
    CommandApdu externalAuthenticate();

    /**
     * The command as it goes out.
     *
     * @throws IllegalArgumentException where it does not fit once wrapped
     */
    CommandApdu wrap(CommandApdu command);

    /**
     * The response as the card meant it.
     *
     * @throws ChannelException where its R-MAC does not match or its padding is wrong
     */
    ResponseApdu unwrap(ResponseApdu response) throws ChannelException;

    /** What proves to the card that the gateway has the keys: 8 octets, 16 in mode S16. */
    Octets hostCryptogram();

    /** A key ciphered for PUT KEY in this session: whole blocks. */
    Octets encryptKey(Key key);

    /** Opens a session of the protocol that the card named, with these levels. */
    static SecureChannel open(
            ChannelKeys keys, Octets hostChallenge, InitializeUpdateResponse response, SecurityLevel level)
            throws ChannelException {
        return response.protocol() == 2
                ? Scp02.open(keys, hostChallenge, response, level, Scp02.EmptyData.ENCIPHERED)
                : Scp03.open(keys, hostChallenge, response, level);
    }

    /** INITIALIZE UPDATE (Card Specification clause E.5.1): {@code 80 50 version 00} with the host challenge. */
    static CommandApdu initializeUpdate(int keyVersion, Octets hostChallenge) {
        return new CommandApdu(0x80, 0x50, keyVersion, 0, hostChallenge, 256);
    }
}

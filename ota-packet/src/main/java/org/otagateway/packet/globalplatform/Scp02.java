// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import java.util.Objects;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/**
 * SCP02 with i = 15 (Card Specification annex E): explicit initiation, C-MAC on the modified APDU, ICV ciphered, three
 * keys. R-MAC as from i = 55 on begins with EXTERNAL AUTHENTICATE.
 */
public final class Scp02 implements SecureChannel {
    private static final Octets ZERO = Octets.copyOf(new byte[Ciphers.DES_BLOCK]);
    private static final int MAC_LENGTH = 8;
    private static final int MAX_LC = 255;

    /** What C-DECRYPTION does with a command that has no data; cards and tools differ. */
    public enum EmptyData {
        /** One ciphered block of padding goes out. */
        ENCIPHERED,
        /** Only the C-MAC goes out. */
        LEFT_EMPTY
    }

    private final SecurityLevel level;
    private final EmptyData emptyData;
    private final Session session;
    private final Octets hostCryptogram;
    private Octets icv = ZERO;
    private Octets responseIcv = ZERO;
    private Octets responseInput = Octets.EMPTY;

    private Scp02(SecurityLevel level, EmptyData emptyData, Session session, Octets hostCryptogram) {
        this.level = level;
        this.emptyData = emptyData;
        this.session = session;
        this.hostCryptogram = hostCryptogram;
    }

    /**
     * Opens a session.
     *
     * @throws ChannelException where the card cryptogram does not match: other keys, or no card
     * @throws IllegalArgumentException where the keys are not two-key triple DES, the response is none of SCP02, or the
     *     level asks for R-ENCRYPTION
     */
    public static Scp02 open(
            ChannelKeys keys,
            Octets hostChallenge,
            InitializeUpdateResponse response,
            SecurityLevel level,
            EmptyData emptyData)
            throws ChannelException {
        keys.require(KeyType.TRIPLE_DES, "SCP02");
        if (response.protocol() != 2) {
            throw new IllegalArgumentException("expected a response of SCP02, got SCP0" + response.protocol());
        }
        if (level.responseEncryption()) {
            throw new IllegalArgumentException("SCP02 has no R-ENCRYPTION");
        }
        Octets counter = Objects.requireNonNull(response.sequenceCounter());
        Session session = Session.derive(keys, counter);
        Octets fromCard = Octets.concat(counter, response.cardChallenge());
        Octets expected = Ciphers.tripleDesMac(session.enc, Octets.concat(hostChallenge, fromCard));
        if (!Ciphers.matches(expected, response.cardCryptogram())) {
            throw new ChannelException("the card cryptogram does not match");
        }
        Octets hostCryptogram = Ciphers.tripleDesMac(session.enc, Octets.concat(fromCard, hostChallenge));
        return new Scp02(level, emptyData, session, hostCryptogram);
    }

    @Override
    public CommandApdu externalAuthenticate() {
        icv = ZERO;
        CommandApdu command = new CommandApdu(0x84, 0x82, level.code(), 0, hostCryptogram, 0);
        CommandApdu sent = withMac(command, command.data());
        responseIcv = icv;
        return sent;
    }

    @Override
    public CommandApdu wrap(CommandApdu command) {
        boolean encipher =
                level.commandEncryption() && (!command.data().isEmpty() || emptyData == EmptyData.ENCIPHERED);
        Octets data = encipher
                ? Ciphers.encryptCbc(session.enc, ZERO, Ciphers.pad(command.data(), Ciphers.DES_BLOCK))
                : command.data();
        if (level.responseMac()) {
            // the R-MAC covers the command as it was before wrapping (clause E.4.5)
            responseInput = Octets.concat(
                    Octets.of(
                            command.cla() & ~0x07,
                            command.ins(),
                            command.p1(),
                            command.p2(),
                            command.data().length()),
                    command.data());
        }
        return withMac(command, data);
    }

    /** The C-MAC covers the data in clear; the data then goes out as {@code data}. */
    private CommandApdu withMac(CommandApdu command, Octets data) {
        int lc = data.length() + MAC_LENGTH;
        if (lc > MAX_LC || command.isExtended()) {
            throw new IllegalArgumentException(
                    "data: expected at most " + (MAX_LC - MAC_LENGTH) + " octets once ciphered, got " + data.length());
        }
        int cla = command.cla() | 0x04;
        Octets modified = Octets.concat(
                Octets.of(
                        cla,
                        command.ins(),
                        command.p1(),
                        command.p2(),
                        command.data().length() + MAC_LENGTH),
                command.data());
        Octets chained = icv.equals(ZERO) ? ZERO : Ciphers.singleDes(session.mac, icv);
        icv = Ciphers.retailMac(session.mac, chained, modified);
        return new CommandApdu(cla, command.ins(), command.p1(), command.p2(), Octets.concat(data, icv), command.ne());
    }

    @Override
    public ResponseApdu unwrap(ResponseApdu response) throws ChannelException {
        if (!level.responseMac()) {
            return response;
        }
        int length = response.data().length() - MAC_LENGTH;
        if (length < 0) {
            throw new ChannelException(
                    "expected an R-MAC of 8 octets, got " + response.data().length());
        }
        Octets data = response.data().slice(0, length);
        Octets input = Octets.concat(
                responseInput,
                Octets.of(length & 0xFF),
                data,
                Octets.of(response.statusWord().sw1(), response.statusWord().sw2()));
        Octets expected = Ciphers.retailMac(session.rmac, responseIcv, input);
        if (!Ciphers.matches(expected, response.data().from(length))) {
            throw new ChannelException("the R-MAC does not match");
        }
        responseIcv = expected;
        return new ResponseApdu(data, response.statusWord());
    }

    @Override
    public Octets encryptKey(Key key) {
        return KeyCiphering.encrypt(session.dek, key);
    }

    @Override
    public Octets hostCryptogram() {
        return hostCryptogram;
    }

    /** The keys of this session. */
    public Session session() {
        return session;
    }

    /** The session keys (clause E.4.1): triple DES CBC over a constant, the sequence counter and zeros. */
    public record Session(Key enc, Key mac, Key rmac, Key dek) {
        /** The keys of a session from the static keys and the sequence counter of 2 octets. */
        public static Session derive(ChannelKeys keys, Octets sequenceCounter) {
            return new Session(
                    derived(keys.enc(), 0x0182, sequenceCounter),
                    derived(keys.mac(), 0x0101, sequenceCounter),
                    derived(keys.mac(), 0x0102, sequenceCounter),
                    derived(keys.dek(), 0x0181, sequenceCounter));
        }

        private static Key derived(Key from, int constant, Octets sequenceCounter) {
            Octets data = Octets.concat(
                    Octets.of(constant >>> 8, constant & 0xFF), sequenceCounter, Octets.copyOf(new byte[12]));
            return new Key(
                    KeyType.TRIPLE_DES,
                    SecretOctets.copyOf(Ciphers.encryptCbc(from, ZERO, data).toByteArray()));
        }
    }
}

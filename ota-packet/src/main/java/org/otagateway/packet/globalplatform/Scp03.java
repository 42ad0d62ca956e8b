// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Key;
import org.otagateway.packet.keys.KeyType;

/** SCP03 (Amendment D), modes S8 and S16, with AES keys of 128, 192 or 256 bits. */
public final class Scp03 implements SecureChannel {
    private static final Octets ZERO = Octets.copyOf(new byte[Ciphers.AES_BLOCK]);
    private static final int MAX_LC = 255;
    private static final int CARD_CRYPTOGRAM = 0x00;
    private static final int HOST_CRYPTOGRAM = 0x01;
    private static final int RESPONSE_COUNTER = 0x80;

    private final SecurityLevel level;
    private final int macLength;
    private final Key dek;
    private final Session session;
    private final Octets hostCryptogram;
    private Octets chaining = ZERO;
    private long counter;

    private Scp03(SecurityLevel level, int macLength, Key dek, Session session, Octets hostCryptogram) {
        this.level = level;
        this.macLength = macLength;
        this.dek = dek;
        this.session = session;
        this.hostCryptogram = hostCryptogram;
    }

    /**
     * Opens a session.
     *
     * @param hostChallenge 8 octets, or 16 in mode S16
     * @throws ChannelException where the card cryptogram does not match: other keys, or no card
     * @throws IllegalArgumentException where the keys are not AES, or the response is none of SCP03
     */
    public static Scp03 open(
            ChannelKeys keys, Octets hostChallenge, InitializeUpdateResponse response, SecurityLevel level)
            throws ChannelException {
        keys.require(KeyType.AES, "SCP03");
        if (response.protocol() != 3) {
            throw new IllegalArgumentException("expected a response of SCP03, got SCP0" + response.protocol());
        }
        int length = response.s16() ? 16 : 8;
        if (hostChallenge.length() != length) {
            throw new IllegalArgumentException(
                    "host challenge: expected " + length + " octets, got " + hostChallenge.length());
        }
        Octets context = Octets.concat(hostChallenge, response.cardChallenge());
        Session session = Session.derive(keys, context);
        Octets expected = derive(session.mac, CARD_CRYPTOGRAM, context, length);
        if (!Ciphers.matches(expected, response.cardCryptogram())) {
            throw new ChannelException("the card cryptogram does not match");
        }
        Octets host = derive(session.mac, HOST_CRYPTOGRAM, context, length);
        return new Scp03(level, length, keys.dek(), session, host);
    }

    @Override
    public CommandApdu externalAuthenticate() {
        chaining = ZERO;
        counter = 0;
        return withMac(new CommandApdu(0x84, 0x82, level.code(), 0, hostCryptogram, 0));
    }

    @Override
    public CommandApdu wrap(CommandApdu command) {
        counter++;
        CommandApdu ciphered = command;
        if (level.commandEncryption() && !command.data().isEmpty()) {
            Octets data = Ciphers.encryptCbc(session.enc, icv(0), Ciphers.pad(command.data(), Ciphers.AES_BLOCK));
            ciphered = new CommandApdu(command.cla(), command.ins(), command.p1(), command.p2(), data, command.ne());
        }
        return withMac(ciphered);
    }

    /** The C-MAC covers the chaining value and the command as it goes out (clause 6.2.4). */
    private CommandApdu withMac(CommandApdu command) {
        int lc = command.data().length() + macLength;
        if (lc > MAX_LC || command.isExtended()) {
            throw new IllegalArgumentException("data: expected at most " + (MAX_LC - macLength)
                    + " octets once ciphered, got " + command.data().length());
        }
        int cla = command.cla() | 0x04;
        chaining = Ciphers.cmac(
                session.mac,
                Octets.concat(chaining, Octets.of(cla, command.ins(), command.p1(), command.p2(), lc), command.data()));
        return new CommandApdu(
                cla,
                command.ins(),
                command.p1(),
                command.p2(),
                Octets.concat(command.data(), chaining.slice(0, macLength)),
                command.ne());
    }

    @Override
    public ResponseApdu unwrap(ResponseApdu response) throws ChannelException {
        if (!level.responseMac() || (response.data().isEmpty() && isError(response))) {
            return response; // an error comes without a check (clause 6.2.5)
        }
        int length = response.data().length() - macLength;
        if (length < 0) {
            throw new ChannelException("expected an R-MAC of " + macLength + " octets, got "
                    + response.data().length());
        }
        Octets data = response.data().slice(0, length);
        Octets expected = Ciphers.cmac(
                session.rmac,
                Octets.concat(
                        chaining,
                        data,
                        Octets.of(
                                response.statusWord().sw1(),
                                response.statusWord().sw2())));
        if (!Ciphers.matches(expected.slice(0, macLength), response.data().from(length))) {
            throw new ChannelException("the R-MAC does not match");
        }
        return new ResponseApdu(
                level.responseEncryption() && !data.isEmpty() ? decipher(data) : data, response.statusWord());
    }

    private Octets decipher(Octets data) throws ChannelException {
        if (data.length() % Ciphers.AES_BLOCK != 0) {
            throw new ChannelException("expected ciphered blocks of 16 octets, got " + data.length() + " octets");
        }
        Octets clear = Ciphers.decryptCbc(session.enc, icv(RESPONSE_COUNTER), data);
        int end = clear.length() - 1;
        while (end >= 0 && clear.get(end) == 0) {
            end--;
        }
        if (end < 0 || clear.get(end) != 0x80) {
            throw new ChannelException("the response has no padding 80");
        }
        return clear.slice(0, end);
    }

    private static boolean isError(ResponseApdu response) {
        int sw1 = response.statusWord().sw1();
        return response.statusWord().value() != 0x9000 && sw1 != 0x62 && sw1 != 0x63;
    }

    /** The initial value of a command's (00) or a response's (80) data: the ciphered command counter (clause 6.2.6). */
    private Octets icv(int first) {
        byte[] block = new byte[Ciphers.AES_BLOCK];
        block[0] = (byte) first;
        for (int i = 0; i < Long.BYTES; i++) {
            block[Ciphers.AES_BLOCK - 1 - i] = (byte) (counter >>> (8 * i));
        }
        return Ciphers.encryptEcb(session.enc, Octets.copyOf(block));
    }

    @Override
    public Octets encryptKey(Key key) {
        return KeyCiphering.encrypt(dek, key);
    }

    @Override
    public Octets hostCryptogram() {
        return hostCryptogram;
    }

    /** The keys of this session. */
    public Session session() {
        return session;
    }

    /**
     * The key derivation of clause 4.1.5 (NIST SP 800-108, counter mode, CMAC).
     *
     * <pre>
     * | label: 11 octets 00, constant 1 | 00 | L in bits 2 | counter 1 | context |
     * </pre>
     */
    static Octets derive(Key key, int constant, Octets context, int length) {
        int bits = length * 8;
        Octets label = Octets.concat(Octets.copyOf(new byte[11]), Octets.of(constant, 0, bits >>> 8, bits & 0xFF));
        Octets derived = Octets.EMPTY;
        for (int i = 1; derived.length() < length; i++) {
            derived = Octets.concat(derived, Ciphers.cmac(key, Octets.concat(label, Octets.of(i), context)));
        }
        return derived.slice(0, length);
    }

    /** The session keys (clause 6.2.1). */
    public record Session(Key enc, Key mac, Key rmac) {
        private static final int S_ENC = 0x04;
        private static final int S_MAC = 0x06;
        private static final int S_RMAC = 0x07;

        /** The keys of a session from the static keys and both challenges, the host's first. */
        public static Session derive(ChannelKeys keys, Octets context) {
            return new Session(
                    derived(keys.enc(), S_ENC, context),
                    derived(keys.mac(), S_MAC, context),
                    derived(keys.mac(), S_RMAC, context));
        }

        private static Key derived(Key from, int constant, Octets context) {
            return new Key(
                    KeyType.AES,
                    SecretOctets.copyOf(
                            Scp03.derive(from, constant, context, from.length()).toByteArray()));
        }
    }
}

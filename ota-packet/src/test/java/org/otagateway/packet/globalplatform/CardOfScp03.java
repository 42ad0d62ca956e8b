// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.globalplatform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.util.Arrays;
import javax.crypto.Cipher;
import javax.crypto.spec.IvParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;

/** The card's side of SCP03, written from Amendment D on the JDK's AES alone: it shares no code with the channel. */
final class CardOfScp03 {
    private final byte[] enc;
    private final byte[] mac;
    private final int size;
    private byte[] sessionEnc = {};
    private byte[] sessionMac = {};
    private byte[] sessionRmac = {};
    private byte[] hostCryptogram = {};
    private byte[] chaining = new byte[16];
    private int level;
    private int counter;

    CardOfScp03(byte[] enc, byte[] mac, boolean s16) {
        this.enc = enc.clone();
        this.mac = mac.clone();
        this.size = s16 ? 16 : 8;
    }

    Octets initializeUpdate(CommandApdu command) {
        byte[] host = command.data().toByteArray();
        assertThat(host).hasSize(size);
        byte[] challenge =
                Arrays.copyOf(Octets.hex("c0c1c2c3c4c5c6c7c8c9cacbcccdcecf").toByteArray(), size);
        byte[] context = join(host, challenge);
        sessionEnc = derive(enc, 4, enc.length, context);
        sessionMac = derive(mac, 6, mac.length, context);
        sessionRmac = derive(mac, 7, mac.length, context);
        hostCryptogram = derive(sessionMac, 1, size, context);
        byte[] header = new byte[13];
        header[10] = 0x30;
        header[11] = 3;
        header[12] = (byte) (size == 16 ? 0x01 : 0x00); // challenges are random: no sequence counter
        return Octets.copyOf(join(header, challenge, derive(sessionMac, 0, size, context)));
    }

    void externalAuthenticate(CommandApdu command) {
        assertThat(command.ins()).isEqualTo(0x82);
        assertThat(checked(command)).isEqualTo(hostCryptogram);
        level = command.p1();
        counter = 0;
    }

    /** The command in clear, or an assertion error where its check or its padding is wrong. */
    Octets receive(CommandApdu command) {
        counter++;
        byte[] data = checked(command);
        if ((level & 2) != 0 && data.length > 0) {
            data = unpad(aes(Cipher.DECRYPT_MODE, sessionEnc, initialValue(0), data));
        }
        return Octets.copyOf(data);
    }

    ResponseApdu answer(Octets data, StatusWord word) {
        byte[] out = data.toByteArray();
        if ((level & 0x20) != 0 && out.length > 0) {
            byte[] padded = Arrays.copyOf(out, (out.length / 16 + 1) * 16);
            padded[out.length] = (byte) 0x80;
            return answerBlocks(padded, word);
        }
        return withCheck(out, word);
    }

    /** An answer that the card ciphers as it stands, without padding it. */
    ResponseApdu answerBlocks(byte[] blocks, StatusWord word) {
        return withCheck(aes(Cipher.ENCRYPT_MODE, sessionEnc, initialValue(0x80), blocks), word);
    }

    private ResponseApdu withCheck(byte[] data, StatusWord word) {
        byte[] words = {(byte) word.sw1(), (byte) word.sw2()};
        byte[] check = Arrays.copyOf(cmac(sessionRmac, join(chaining, data, words)), size);
        return new ResponseApdu(Octets.copyOf((level & 0x10) != 0 ? join(data, check) : data), word);
    }

    private byte[] checked(CommandApdu command) {
        byte[] all = command.data().toByteArray();
        byte[] data = Arrays.copyOf(all, all.length - size);
        byte[] header = {
            (byte) command.cla(), (byte) command.ins(), (byte) command.p1(), (byte) command.p2(), (byte) all.length
        };
        assertThat(command.cla()).isEqualTo(0x84);
        chaining = cmac(sessionMac, join(chaining, header, data));
        assertThat(Arrays.copyOfRange(all, data.length, all.length)).isEqualTo(Arrays.copyOf(chaining, size));
        return data;
    }

    private byte[] initialValue(int first) {
        byte[] block = new byte[16];
        block[0] = (byte) first;
        block[15] = (byte) counter;
        return aes(Cipher.ENCRYPT_MODE, sessionEnc, new byte[16], block);
    }

    private static byte[] unpad(byte[] padded) {
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        assertThat(padded[end]).isEqualTo((byte) 0x80);
        return Arrays.copyOf(padded, end);
    }

    private static byte[] derive(byte[] key, int constant, int length, byte[] context) {
        byte[] derived = {};
        for (int i = 1; derived.length < length; i++) {
            byte[] head = new byte[16];
            head[11] = (byte) constant;
            head[13] = (byte) (length >> 5);
            head[14] = (byte) (length * 8);
            head[15] = (byte) i;
            derived = join(derived, cmac(key, join(head, context)));
        }
        return Arrays.copyOf(derived, length);
    }

    /** RFC 4493. */
    private static byte[] cmac(byte[] key, byte[] message) {
        byte[] k1 = doubled(aes(Cipher.ENCRYPT_MODE, key, new byte[16], new byte[16]));
        boolean whole = message.length > 0 && message.length % 16 == 0;
        byte[] blocks = whole ? message.clone() : Arrays.copyOf(message, (message.length / 16 + 1) * 16);
        if (!whole) {
            blocks[message.length] = (byte) 0x80;
        }
        byte[] last = whole ? k1 : doubled(k1);
        for (int i = 0; i < 16; i++) {
            blocks[blocks.length - 16 + i] ^= last[i];
        }
        byte[] ciphered = aes(Cipher.ENCRYPT_MODE, key, new byte[16], blocks);
        return Arrays.copyOfRange(ciphered, ciphered.length - 16, ciphered.length);
    }

    private static byte[] doubled(byte[] block) {
        byte[] out = new byte[16];
        for (int i = 0; i < 16; i++) {
            int next = i < 15 ? (block[i + 1] & 0xFF) >> 7 : 0;
            out[i] = (byte) (block[i] << 1 | next);
        }
        if (block[0] < 0) {
            out[15] ^= (byte) 0x87;
        }
        return out;
    }

    private static byte[] aes(int mode, byte[] key, byte[] iv, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance("AES/CBC/NoPadding");
            cipher.init(mode, new SecretKeySpec(key, "AES"), new IvParameterSpec(iv));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}

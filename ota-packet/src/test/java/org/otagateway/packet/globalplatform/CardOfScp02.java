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

/** The card's side of SCP02, written from Card Specification annex E on the JDK's ciphers alone. */
final class CardOfScp02 {
    private static final byte[] COUNTER = {0, 5};

    private final byte[] sessionEnc;
    private final byte[] sessionMac;
    private final byte[] sessionRmac;
    private byte[] hostCryptogram = {};
    private byte[] lastMac = {};
    private byte[] lastRmac = {};
    private byte[] stripped = {};
    private int level;

    CardOfScp02(byte[] enc, byte[] mac) {
        sessionEnc = derive(enc, 0x82);
        sessionMac = derive(mac, 0x01);
        sessionRmac = derive(mac, 0x02);
    }

    Octets initializeUpdate(CommandApdu command) {
        byte[] host = command.data().toByteArray();
        byte[] own = join(COUNTER, new byte[] {11, 12, 13, 14, 15, 16});
        byte[] header = new byte[12];
        header[10] = 0x20;
        header[11] = 2;
        hostCryptogram = fullMac(join(own, host));
        return Octets.copyOf(join(header, own, fullMac(join(host, own))));
    }

    void externalAuthenticate(CommandApdu command) {
        assertThat(command.ins()).isEqualTo(0x82);
        byte[] all = command.data().toByteArray();
        assertThat(Arrays.copyOf(all, 8)).isEqualTo(hostCryptogram);
        check(command, Arrays.copyOf(all, 8));
        level = command.p1();
        lastRmac = lastMac;
    }

    Octets receive(CommandApdu command) {
        byte[] all = command.data().toByteArray();
        byte[] data = Arrays.copyOf(all, all.length - 8);
        if ((level & 2) != 0 && data.length > 0) {
            data = unpad(des(Cipher.DECRYPT_MODE, sessionEnc, new byte[8], data));
        }
        check(command, data);
        byte[] header = {
            (byte) (command.cla() & 0xF8),
            (byte) command.ins(),
            (byte) command.p1(),
            (byte) command.p2(),
            (byte) data.length
        };
        stripped = join(header, data);
        return Octets.copyOf(data);
    }

    ResponseApdu answer(Octets data, StatusWord word) {
        if ((level & 0x10) == 0) {
            return new ResponseApdu(data, word);
        }
        byte[] length = {(byte) data.length()};
        byte[] words = {(byte) word.sw1(), (byte) word.sw2()};
        lastRmac = retailMac(sessionRmac, lastRmac, join(stripped, length, data.toByteArray(), words));
        return new ResponseApdu(Octets.concat(data, Octets.copyOf(lastRmac)), word);
    }

    private void check(CommandApdu command, byte[] clear) {
        byte[] header = {
            (byte) command.cla(),
            (byte) command.ins(),
            (byte) command.p1(),
            (byte) command.p2(),
            (byte) (clear.length + 8)
        };
        assertThat(command.cla()).isEqualTo(0x84);
        byte[] initial = lastMac.length == 0 ? new byte[8] : single(Cipher.ENCRYPT_MODE, sessionMac, 0, lastMac);
        lastMac = retailMac(sessionMac, initial, join(header, clear));
        byte[] all = command.data().toByteArray();
        assertThat(Arrays.copyOfRange(all, all.length - 8, all.length)).isEqualTo(lastMac);
    }

    private byte[] fullMac(byte[] message) {
        byte[] blocks = des(Cipher.ENCRYPT_MODE, sessionEnc, new byte[8], pad(message));
        return Arrays.copyOfRange(blocks, blocks.length - 8, blocks.length);
    }

    /** ISO/IEC 9797-1 algorithm 3: single DES all the way, at the end back under the second half and on under the first. */
    private static byte[] retailMac(byte[] key, byte[] initial, byte[] message) {
        byte[] state = initial.clone();
        byte[] padded = pad(message);
        for (int at = 0; at < padded.length; at += 8) {
            for (int i = 0; i < 8; i++) {
                state[i] ^= padded[at + i];
            }
            state = single(Cipher.ENCRYPT_MODE, key, 0, state);
        }
        return single(Cipher.ENCRYPT_MODE, key, 0, single(Cipher.DECRYPT_MODE, key, 8, state));
    }

    private static byte[] derive(byte[] key, int constant) {
        byte[] data = new byte[16];
        data[0] = 1;
        data[1] = (byte) constant;
        data[2] = COUNTER[0];
        data[3] = COUNTER[1];
        return des(Cipher.ENCRYPT_MODE, key, new byte[8], data);
    }

    private static byte[] pad(byte[] message) {
        byte[] padded = Arrays.copyOf(message, (message.length / 8 + 1) * 8);
        padded[message.length] = (byte) 0x80;
        return padded;
    }

    private static byte[] unpad(byte[] padded) {
        int end = padded.length - 1;
        while (padded[end] == 0) {
            end--;
        }
        assertThat(padded[end]).isEqualTo((byte) 0x80);
        return Arrays.copyOf(padded, end);
    }

    private static byte[] des(int mode, byte[] key, byte[] iv, byte[] blocks) {
        try {
            Cipher cipher = Cipher.getInstance("DESede/CBC/NoPadding");
            byte[] three = join(key, Arrays.copyOf(key, 8));
            cipher.init(mode, new SecretKeySpec(three, "DESede"), new IvParameterSpec(iv));
            return cipher.doFinal(blocks);
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    /** Triple DES under three equal keys is single DES. */
    private static byte[] single(int mode, byte[] key, int from, byte[] block) {
        byte[] half = Arrays.copyOfRange(key, from, from + 8);
        return des(mode, join(half, half), new byte[8], block);
    }

    private static byte[] join(byte[]... parts) {
        ByteArrayOutputStream joined = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            joined.writeBytes(part);
        }
        return joined.toByteArray();
    }
}

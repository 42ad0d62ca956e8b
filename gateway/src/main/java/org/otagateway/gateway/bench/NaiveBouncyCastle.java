// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import java.util.Arrays;
import org.bouncycastle.crypto.BlockCipher;
import org.bouncycastle.crypto.Mac;
import org.bouncycastle.crypto.engines.AESEngine;
import org.bouncycastle.crypto.engines.DESedeEngine;
import org.bouncycastle.crypto.macs.CBCBlockCipherMac;
import org.bouncycastle.crypto.macs.CMac;
import org.bouncycastle.crypto.modes.CBCBlockCipher;
import org.bouncycastle.crypto.modes.CBCModeCipher;
import org.bouncycastle.crypto.params.KeyParameter;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.keys.KeyType;

/**
 * Bouncy Castle as one writes it from its documentation: engines made for each packet, SPI 1619 alone, nothing checked
 * but the CC. Kept simple on purpose.
 */
record NaiveBouncyCastle() implements Contender {
    private static final int CHECK = 8;
    private static final byte[] RESPONSE_PREFIX = {0x02, 0x71, 0x00};

    @Override
    public Task task(Work work) {
        return new Task() {
            private byte[] last = {};

            @Override
            public void run(Sample sample) {
                last = work.seals() ? sealed(sample, work.commands()) : opened(sample, work.commands());
            }

            @Override
            public Octets result() {
                return Octets.copyOf(last);
            }
        };
    }

    private static byte[] sealed(Sample sample, boolean command) {
        int clear = command ? 10 : 6;
        int fixed = command ? 6 : 7;
        int block = sample.keyType == KeyType.AES ? 16 : 8;
        int unpadded = fixed + CHECK + sample.dataOctets.length;
        int padding = (block - unpadded % block) % block;
        byte[] packet = new byte[clear + unpadded + padding];
        packet[0] = (byte) ((packet.length - 2) >> 8);
        packet[1] = (byte) (packet.length - 2);
        int tar = sample.header.tar().value();
        if (command) {
            int spi = sample.header.spi().value();
            packet[2] = 13 + CHECK;
            packet[3] = (byte) (spi >> 8);
            packet[4] = (byte) spi;
            packet[5] = (byte) sample.header.kic().octet();
            packet[6] = (byte) sample.header.kid().octet();
        } else {
            packet[2] = 10 + CHECK;
        }
        for (int i = 0; i < 3; i++) {
            packet[clear - 3 + i] = (byte) (tar >> (16 - 8 * i));
        }
        for (int i = 0; i < 5; i++) {
            packet[clear + i] = (byte) (sample.counter.value() >> (32 - 8 * i));
        }
        packet[clear + 5] = (byte) padding;
        if (!command) {
            packet[clear + 6] = (byte) sample.status.code();
        }
        System.arraycopy(sample.dataOctets, 0, packet, clear + fixed + CHECK, sample.dataOctets.length);
        byte[] check = check(sample, packet, clear + fixed, command);
        System.arraycopy(check, 0, packet, clear + fixed, CHECK);
        cbc(true, sample, packet, clear);
        return packet;
    }

    private static byte[] opened(Sample sample, boolean command) {
        int clear = command ? 10 : 6;
        int fixed = command ? 6 : 7;
        byte[] packet = sample.packetOctets.clone();
        cbc(false, sample, packet, clear);
        byte[] check = Arrays.copyOfRange(packet, clear + fixed, clear + fixed + CHECK);
        if (!org.bouncycastle.util.Arrays.constantTimeAreEqual(
                check, Arrays.copyOf(check(sample, packet, clear + fixed, command), CHECK))) {
            throw new IllegalStateException("the CC does not match");
        }
        return Arrays.copyOfRange(packet, clear + fixed + CHECK, packet.length - packet[clear + 5]);
    }

    private static byte[] check(Sample sample, byte[] packet, int checkAt, boolean command) {
        Mac mac = sample.keyType == KeyType.AES
                ? new CMac(AESEngine.newInstance(), 64)
                : new CBCBlockCipherMac(new DESedeEngine(), 64);
        mac.init(new KeyParameter(sample.kid));
        if (!command) {
            mac.update(RESPONSE_PREFIX, 0, RESPONSE_PREFIX.length);
        }
        mac.update(packet, 0, checkAt);
        mac.update(packet, checkAt + CHECK, packet.length - checkAt - CHECK);
        byte[] check = new byte[mac.getMacSize()];
        mac.doFinal(check, 0);
        return check;
    }

    private static void cbc(boolean encrypt, Sample sample, byte[] packet, int from) {
        BlockCipher engine = sample.keyType == KeyType.AES ? AESEngine.newInstance() : new DESedeEngine();
        CBCModeCipher cipher = CBCBlockCipher.newInstance(engine);
        cipher.init(encrypt, new KeyParameter(sample.kic));
        for (int at = from; at < packet.length; at += cipher.getBlockSize()) {
            cipher.processBlock(packet, at, packet, at);
        }
    }
}

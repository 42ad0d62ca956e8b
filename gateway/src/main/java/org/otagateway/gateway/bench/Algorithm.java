// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.bench;

import org.otagateway.packet.keys.KeyType;
import org.otagateway.packet.secured.CommandHeader;
import org.otagateway.packet.secured.Kic;
import org.otagateway.packet.secured.Kid;
import org.otagateway.packet.secured.Spi;
import org.otagateway.packet.secured.Tar;

/** The algorithm that ciphers and checks a packet under SPI 1619, key set 1. */
public enum Algorithm {
    AES_128("AES-128", KeyType.AES, 16, 0x12, 97),
    AES_256("AES-256", KeyType.AES, 32, 0x12, 97),
    TRIPLE_DES_2("3DES-2", KeyType.TRIPLE_DES, 16, 0x15, 100);

    /** The room of seven concatenated short messages, octets: 140 each without 6 of header, the first without 8. */
    private static final int SEVEN_MESSAGES = 132 + 6 * 134;
    /** Octets before the data: clear header, CNTR and PCNTR, CC. */
    private static final int CLEAR = 10;

    private static final int BEFORE_DATA = 6 + 8;

    private final String label;
    private final KeyType keyType;
    private final int keyLength;
    private final int coding;
    private final int oneMessage;

    /** @param oneMessage octets of data in one short message, those of pktbench.c */
    Algorithm(String label, KeyType keyType, int keyLength, int coding, int oneMessage) {
        this.label = label;
        this.keyType = keyType;
        this.keyLength = keyLength;
        this.coding = coding;
        this.oneMessage = oneMessage;
    }

    /** For people. */
    public String label() {
        return label;
    }

    /** Octets of data in a command of one or seven short messages. */
    public int dataLength(int messages) {
        return messages == 1 ? oneMessage : (SEVEN_MESSAGES - CLEAR) / blockLength() * blockLength() - BEFORE_DATA;
    }

    KeyType keyType() {
        return keyType;
    }

    int keyLength() {
        return keyLength;
    }

    int blockLength() {
        return keyType == KeyType.AES ? 16 : 8;
    }

    CommandHeader header() {
        return CommandHeader.of(Spi.hex("1619"), new Kic(coding), new Kid(coding), Tar.hex("B00011"));
    }
}

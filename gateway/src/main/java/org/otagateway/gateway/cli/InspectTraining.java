// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.InputStream;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;

/**
 * Inspects one packet of each sort, so that the classes it takes are loaded: the launcher runs it once to make the archive
 * of class-data sharing that {@code ./ota inspect} starts from.
 */
public final class InspectTraining {
    private static final String COMMAND =
            "00281516091212b000114fc11d0a371d273f81d2970e56214333ca04910a1956b1c0fb8b922a5228aa7a";
    private static final String TRIPLE_DES =
            "440881214365877ff6227052000000002502700000201506093535b00011c49ac91ab8159ba5b83a54fb6385e0a5e31694f8b215fafc";
    private static final String RESPONSE = "027100001612b0001100000000000000b5bcd6353a421fae016132";
    private static final String KIC = "000102030405060708090a0b0c0d0e0f";
    private static final String KID = "101112131415161718191a1b1c1d1e1f";
    private static final String OTHER_KIC = "300102030405060708090a0b0c0d0e0f";
    private static final String OTHER_KID = "301102030405060708090a0b0c0d0e0f";
    /** A deliver_sm with the response. */
    private static final String SMPP =
            "0000004c0000000500000000000000010001013439313531000101313233340040000000000000" + "04001b" + RESPONSE;

    private InspectTraining() {}

    /** Takes no arguments, reads and prints nothing. */
    public static void main(String[] args) {
        PrintStream nowhere = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Ota ota = new Ota(new Streams(InputStream.nullInputStream(), nowhere, nowhere, false));
        for (String output : new String[] {"--hex-dump", "--json"}) {
            ota.run("inspect", COMMAND, output);
            ota.run("inspect", COMMAND, "--kic", KIC, "--kid", KID, "--alg", "aes", output);
            ota.run("inspect", TRIPLE_DES, "--kic", OTHER_KIC, "--kid", OTHER_KID, "--spi", "0609", output);
            ota.run("inspect", RESPONSE, SMPP, "--kic", OTHER_KIC, "--kid", KID, output);
        }
        // picocli's start, for what is not read without it
        ota.run("inspect", "--help");
    }
}

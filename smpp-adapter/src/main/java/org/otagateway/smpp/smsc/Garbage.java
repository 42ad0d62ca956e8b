// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.smpp.pdu.Address;
import org.otagateway.smpp.pdu.DeliverSm;
import org.otagateway.smpp.pdu.MessageFields;
import org.otagateway.smpp.pdu.OtherPdu;
import org.otagateway.smpp.pdu.SubmitSmResp;

/** Octets that a hostile or broken SMSC sends. */
final class Garbage {
    private static final int UNKNOWN_COMMAND = 0x0BADF00D;

    private Garbage() {}

    /** One of four kinds, evenly. */
    static byte[] draw(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> unknownCommand(random);
            case 1 -> truncatedDeliverSm(random);
            case 2 ->
                SubmitSmResp.accepted(0x7F000000 | random.nextInt(0x00FFFFFF), "nobody")
                        .encode();
            default -> absurdLength(random);
        };
    }

    private static byte[] unknownCommand(RandomGenerator random) {
        byte[] body = new byte[random.nextInt(64)];
        random.nextBytes(body);
        return new OtherPdu(UNKNOWN_COMMAND, 0, random.nextInt(1, 1000), Octets.copyOf(body)).encode();
    }

    /** The command_length agrees with the octets, the body ends too early. */
    private static byte[] truncatedDeliverSm(RandomGenerator random) {
        // A sequence_number of its own: its answer must not be taken for that of a real one.
        byte[] whole = new DeliverSm(
                        0x7E000000 | random.nextInt(0x00FFFFFF),
                        MessageFields.of(
                                Address.international("999"), Address.NONE, 0, 0, 0, Octets.copyOf(new byte[40])))
                .encode();
        byte[] cut = Arrays.copyOf(whole, 17 + random.nextInt(whole.length - 18));
        cut[2] = (byte) (cut.length >>> 8);
        cut[3] = (byte) cut.length;
        return cut;
    }

    /** A command_length of about 2 GB: nothing after it can be read. */
    private static byte[] absurdLength(RandomGenerator random) {
        byte[] header = new byte[16];
        random.nextBytes(header);
        header[0] = 0x7F;
        return header;
    }
}

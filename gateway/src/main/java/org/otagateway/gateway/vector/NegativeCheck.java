// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.IntegrityMode;
import org.otagateway.packet.secured.ResponsePacket;

/** The check of a packet that has to be refused, whichever fault is named. */
final class NegativeCheck {
    private static final String REFUSED = "the packet refused";
    private static final String TAKEN = "the packet taken as good";

    private NegativeCheck() {}

    static void command(Check check) throws BadVector {
        settings(check);
        check.required("command_packet");
        Fields fields = check.fields();
        fields.octets("command_packet");
        check.consistent("command_packet", refuses(() -> new CommandFields().decode(fields)), REFUSED, TAKEN);
    }

    static void response(Check check) throws BadVector {
        settings(check);
        check.required("response_packet");
        Fields fields = check.fields();
        Octets packet = fields.octets("response_packet");
        check.consistent("response_packet", refuses(() -> open(fields, packet)), REFUSED, TAKEN);
        if (fields.has("response_user_data")) {
            check.same(
                    "response_user_data",
                    Octets.concat(ShortMessages.RESPONSE_HEADER, packet).toHex());
        }
    }

    private static void settings(Check check) throws BadVector {
        check.required("kic_key", "kid_key", "kic", "kid", "spi", "tar", "cc_length", "expect", "reason");
        check.same("expect", "reject");
        check.remark("reason");
        Fields fields = check.fields();
        // read, so that a vector is not passed because its settings are broken
        Settings.commandKeys(fields, Settings.command(fields));
        check.used("kic_key", "kid_key", "kic", "kid", "spi", "tar", "cc_length");
    }

    /** What is asked for a check and has none proves nothing: an error in clear counts as refused. */
    private static void open(Fields fields, Octets packet) throws BadVector {
        ResponsePacket response = new ResponseFields().open(fields, "response_packet", packet);
        if (Settings.spi(fields).responseIntegrity() == IntegrityMode.CC && !response.verified()) {
            throw new BadVector("response_packet", "a checksum", "none");
        }
    }

    private interface Step {
        void run() throws BadVector;
    }

    private static boolean refuses(Step step) {
        try {
            step.run();
            return false;
        } catch (BadVector e) {
            return true;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import java.util.ArrayList;
import java.util.List;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * SMS-DELIVER, from the service centre to the card (TS 23.040 clause 9.2.2.1).
 *
 * <pre>
 * b8 RP | b7 UDHI | b6 SRI | b5 0 | b4 LP | b3 MMS | b2 b1 00
 * then TP-OA, TP-PID, TP-DCS, TP-SCTS (7), TP-UDL, TP-UD
 * </pre>
 *
 * @param moreMessages TP-MMS 0: more messages wait. The bit is turned over: 1 says that there are none
 * @param pid TP-PID, one octet; 7F for (U)SIM data download
 * @param dcs TP-DCS, one octet, of a coding that counts octets; F6 or 16 for 8 bit class 2
 * @param timeStamp TP-SCTS, 7 octets as they are
 * @param userData TP-UD, at most 140 octets
 */
public record SmsDeliver(
        boolean moreMessages,
        boolean loopPrevention,
        boolean statusReport,
        boolean userDataHeader,
        boolean replyPath,
        SmsAddress originator,
        int pid,
        int dcs,
        Octets timeStamp,
        Octets userData) {
    /** (U)SIM data download. */
    public static final int PID_DATA_DOWNLOAD = 0x7F;

    /** 8 bit data, class 2. */
    public static final int DCS_CLASS_2 = 0xF6;

    private static final String CLAUSE = "TS 23.040 9.2.2.1";
    private static final int NO_MORE_MESSAGES = 0x04;
    private static final int LOOP_PREVENTION = 0x08;
    private static final int STATUS_REPORT = 0x20;
    private static final int TIME_STAMP_LENGTH = 7;

    /** @throws IllegalArgumentException where a field is out of its range */
    public SmsDeliver {
        Tpdu.check(pid, dcs, userData);
        if (timeStamp.length() != TIME_STAMP_LENGTH) {
            throw new IllegalArgumentException("TP-SCTS: expected 7 octets, got " + timeStamp.length());
        }
    }

    /** The messages of one packet for data download: TP-MMS says "more" on all but the last. */
    public static List<SmsDeliver> dataDownload(SmsAddress originator, Octets timeStamp, List<Octets> userData) {
        List<SmsDeliver> messages = new ArrayList<>(userData.size());
        for (int i = 0; i < userData.size(); i++) {
            boolean more = i + 1 < userData.size();
            messages.add(new SmsDeliver(
                    more,
                    false,
                    false,
                    true,
                    false,
                    originator,
                    PID_DATA_DOWNLOAD,
                    DCS_CLASS_2,
                    timeStamp,
                    userData.get(i)));
        }
        return List.copyOf(messages);
    }

    /** The TPDU. */
    public Octets encode() {
        int first = Tpdu.flag(!moreMessages, NO_MORE_MESSAGES)
                | Tpdu.flag(loopPrevention, LOOP_PREVENTION)
                | Tpdu.flag(statusReport, STATUS_REPORT)
                | Tpdu.flag(userDataHeader, Tpdu.UDHI)
                | Tpdu.flag(replyPath, Tpdu.REPLY_PATH);
        return Octets.concat(
                Octets.of(first),
                originator.encode(),
                Octets.of(pid, dcs),
                timeStamp,
                Octets.of(userData.length()),
                userData);
    }

    public static Decoded<SmsDeliver> decode(Octets tpdu) {
        return Decoded.attempt(() -> {
            OctetReader reader = new OctetReader(tpdu, CLAUSE);
            int first = reader.u8("first octet");
            if ((first & Tpdu.LOW_TWO) != 0) {
                throw reader.fail("TP-MTI", 0, "00, SMS-DELIVER", OctetReader.hex8(first & Tpdu.LOW_TWO));
            }
            if ((first & 0x10) != 0) {
                throw reader.fail("first octet", 0, "b5 zero", OctetReader.hex8(first));
            }
            SmsAddress originator = SmsAddress.read(reader, "TP-OA");
            int pid = reader.u8("TP-PID");
            int dcs = Tpdu.readDcs(reader);
            Octets timeStamp = reader.octets("TP-SCTS", TIME_STAMP_LENGTH);
            return new SmsDeliver(
                    (first & NO_MORE_MESSAGES) == 0,
                    (first & LOOP_PREVENTION) != 0,
                    (first & STATUS_REPORT) != 0,
                    (first & Tpdu.UDHI) != 0,
                    (first & Tpdu.REPLY_PATH) != 0,
                    originator,
                    pid,
                    dcs,
                    timeStamp,
                    Tpdu.readUserData(reader));
        });
    }
}

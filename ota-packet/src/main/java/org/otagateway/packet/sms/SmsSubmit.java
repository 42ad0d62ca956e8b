// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.sms;

import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * SMS-SUBMIT, from the card to the service centre (TS 23.040 clause 9.2.2.2).
 *
 * <pre>
 * b8 RP | b7 UDHI | b6 SRR | b5 b4 VPF | b3 RD | b2 b1 01
 * then TP-MR, TP-DA, TP-PID, TP-DCS, TP-VP (0, 1 or 7), TP-UDL, TP-UD
 * </pre>
 *
 * @param reference TP-MR, one octet
 * @param pid TP-PID, one octet
 * @param dcs TP-DCS, one octet, of a coding that counts octets
 * @param userData TP-UD, at most 140 octets
 */
public record SmsSubmit(
        boolean rejectDuplicates,
        boolean statusReport,
        boolean userDataHeader,
        boolean replyPath,
        int reference,
        SmsAddress destination,
        int pid,
        int dcs,
        Validity validity,
        Octets userData) {
    private static final String CLAUSE = "TS 23.040 9.2.2.2";
    private static final int SUBMIT = 0x01;
    private static final int REJECT_DUPLICATES = 0x04;
    private static final int STATUS_REPORT = 0x20;

    /** @throws IllegalArgumentException where a field is out of its range */
    public SmsSubmit {
        Tpdu.check(pid, dcs, userData);
        if (reference < 0 || reference > 0xFF) {
            throw new IllegalArgumentException("TP-MR: expected 0 to 255, got " + reference);
        }
    }

    /** A part of a response packet: PID 7F, DCS F6, no validity period, message reference 0. */
    public static SmsSubmit response(SmsAddress destination, Octets userData) {
        return new SmsSubmit(
                false,
                false,
                true,
                false,
                0,
                destination,
                SmsDeliver.PID_DATA_DOWNLOAD,
                SmsDeliver.DCS_CLASS_2,
                Validity.NONE,
                userData);
    }

    /** The TPDU. */
    public Octets encode() {
        int first = SUBMIT
                | Tpdu.flag(rejectDuplicates, REJECT_DUPLICATES)
                | (validity.format().code() << 3)
                | Tpdu.flag(statusReport, STATUS_REPORT)
                | Tpdu.flag(userDataHeader, Tpdu.UDHI)
                | Tpdu.flag(replyPath, Tpdu.REPLY_PATH);
        return Octets.concat(
                Octets.of(first, reference),
                destination.encode(),
                Octets.of(pid, dcs),
                validity.period(),
                Octets.of(userData.length()),
                userData);
    }

    public static Decoded<SmsSubmit> decode(Octets tpdu) {
        return Decoded.attempt(() -> {
            OctetReader reader = new OctetReader(tpdu, CLAUSE);
            int first = reader.u8("first octet");
            if ((first & Tpdu.LOW_TWO) != SUBMIT) {
                throw reader.fail("TP-MTI", 0, "01, SMS-SUBMIT", OctetReader.hex8(first & Tpdu.LOW_TWO));
            }
            int reference = reader.u8("TP-MR");
            SmsAddress destination = SmsAddress.read(reader, "TP-DA");
            int pid = reader.u8("TP-PID");
            int dcs = Tpdu.readDcs(reader);
            Validity.Format format = Validity.Format.ofCode(first >> 3);
            Validity validity = new Validity(format, reader.octets("TP-VP", format.length()));
            return new SmsSubmit(
                    (first & REJECT_DUPLICATES) != 0,
                    (first & STATUS_REPORT) != 0,
                    (first & Tpdu.UDHI) != 0,
                    (first & Tpdu.REPLY_PATH) != 0,
                    reference,
                    destination,
                    pid,
                    dcs,
                    validity,
                    Tpdu.readUserData(reader));
        });
    }
}

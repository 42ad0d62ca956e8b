// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * How the SMSC behaves when all is well.
 *
 * @param port on the loopback interface; 0 for any that is free
 * @param account what a bind must show
 * @param messageIds how message ids are written
 * @param report how user data of a DELIVER-REPORT comes
 * @param reportTag tag of the optional parameter of {@link ReportForm#RECEIPT_PARAMETER}, 16 bits
 * @param receiptForm how receipts are written
 * @param timing how long things take
 * @param limits what bounds the memory
 * @param tls connections go over TLS; null: plain
 * @param enquireLink how often the SMSC asks a session whether it lives; zero for never
 */
public record SmscSettings(
        int port,
        Account account,
        MessageIds messageIds,
        ReportForm report,
        int reportTag,
        ReceiptForm receiptForm,
        SmscTiming timing,
        SmscLimits limits,
        @Nullable ServerTls tls,
        Duration enquireLink) {
    /** The first of those left to vendors, SMPP 3.4 clause 5.3.2. */
    private static final int VENDOR_TAG = 0x1400;

    /** @throws IllegalArgumentException where a value is out of its range */
    public SmscSettings {
        if (port < 0 || port > 65535) {
            throw new IllegalArgumentException("port: expected 0 to 65535, got " + port);
        }
        if (enquireLink.isNegative()) {
            throw new IllegalArgumentException("enquireLink: expected no negative duration, got " + enquireLink);
        }
    }

    /** Any free port, decimal message ids, everything at once. */
    public static SmscSettings of(Account account) {
        return new SmscSettings(
                0,
                account,
                MessageIds.both(MessageIdForm.DECIMAL),
                ReportForm.DELIVER_SM,
                VENDOR_TAG,
                ReceiptForm.BOTH,
                SmscTiming.IMMEDIATE,
                SmscLimits.DEFAULT,
                null,
                Duration.ZERO);
    }

    /** The same with another port. */
    public SmscSettings withPort(int other) {
        return new SmscSettings(
                other, account, messageIds, report, reportTag, receiptForm, timing, limits, tls, enquireLink);
    }

    /** The same with another set of forms of message ids. */
    public SmscSettings withMessageIds(MessageIds other) {
        return new SmscSettings(port, account, other, report, reportTag, receiptForm, timing, limits, tls, enquireLink);
    }

    /** The same with another way for user data of a DELIVER-REPORT. */
    public SmscSettings withReport(ReportForm other) {
        return new SmscSettings(
                port, account, messageIds, other, reportTag, receiptForm, timing, limits, tls, enquireLink);
    }

    /** The same with another timing. */
    public SmscSettings withTiming(SmscTiming other) {
        return new SmscSettings(
                port, account, messageIds, report, reportTag, receiptForm, other, limits, tls, enquireLink);
    }

    /** The same with another limits. */
    public SmscSettings withLimits(SmscLimits other) {
        return new SmscSettings(
                port, account, messageIds, report, reportTag, receiptForm, timing, other, tls, enquireLink);
    }

    /** The same with another interval of enquire_link. */
    public SmscSettings withEnquireLink(Duration other) {
        return new SmscSettings(port, account, messageIds, report, reportTag, receiptForm, timing, limits, tls, other);
    }

    /** The same over TLS. */
    public SmscSettings withTls(ServerTls other) {
        return new SmscSettings(
                port, account, messageIds, report, reportTag, receiptForm, timing, limits, other, enquireLink);
    }

    /** The same with receipts written otherwise. */
    public SmscSettings withReceipts(ReceiptForm other) {
        return new SmscSettings(port, account, messageIds, report, reportTag, other, timing, limits, tls, enquireLink);
    }

    /** The same with another optional parameter for user data of a DELIVER-REPORT. */
    public SmscSettings withReportTag(int tag) {
        return new SmscSettings(port, account, messageIds, report, tag, receiptForm, timing, limits, tls, enquireLink);
    }
}

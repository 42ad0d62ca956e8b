// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Duration;

/**
 * How the SMSC behaves when all is well.
 *
 * @param port on the loopback interface; 0 for any that is free
 * @param account what a bind must show
 * @param messageIds how message ids are written
 * @param report how user data of a DELIVER-REPORT comes
 * @param timing how long things take
 * @param limits what bounds the memory
 * @param enquireLink how often the SMSC asks a session whether it lives; zero for never
 */
public record SmscSettings(
        int port,
        Account account,
        MessageIds messageIds,
        ReportForm report,
        SmscTiming timing,
        SmscLimits limits,
        Duration enquireLink) {
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
                SmscTiming.IMMEDIATE,
                SmscLimits.DEFAULT,
                Duration.ZERO);
    }

    /** The same with another port. */
    public SmscSettings withPort(int other) {
        return new SmscSettings(other, account, messageIds, report, timing, limits, enquireLink);
    }

    /** The same with another set of forms of message ids. */
    public SmscSettings withMessageIds(MessageIds other) {
        return new SmscSettings(port, account, other, report, timing, limits, enquireLink);
    }

    /** The same with another way for user data of a DELIVER-REPORT. */
    public SmscSettings withReport(ReportForm other) {
        return new SmscSettings(port, account, messageIds, other, timing, limits, enquireLink);
    }

    /** The same with another timing. */
    public SmscSettings withTiming(SmscTiming other) {
        return new SmscSettings(port, account, messageIds, report, other, limits, enquireLink);
    }

    /** The same with another limits. */
    public SmscSettings withLimits(SmscLimits other) {
        return new SmscSettings(port, account, messageIds, report, timing, other, enquireLink);
    }

    /** The same with another interval of enquire_link. */
    public SmscSettings withEnquireLink(Duration other) {
        return new SmscSettings(port, account, messageIds, report, timing, limits, other);
    }
}

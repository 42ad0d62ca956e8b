// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.smpp.smsc.Account;
import org.otagateway.smpp.smsc.DelayRange;
import org.otagateway.smpp.smsc.Fault;
import org.otagateway.smpp.smsc.LossReceipt;
import org.otagateway.smpp.smsc.MessageIdForm;
import org.otagateway.smpp.smsc.MessageIds;
import org.otagateway.smpp.smsc.ReceiptForm;
import org.otagateway.smpp.smsc.ReportForm;
import org.otagateway.smpp.smsc.Restarts;
import org.otagateway.smpp.smsc.SmscFaults;
import org.otagateway.smpp.smsc.SmscSettings;
import org.otagateway.smpp.smsc.SmscTiming;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.TypeConversionException;

/** The options of the SMSC itself: what it is like, and what goes wrong on it. */
final class SmscOptions {
    private static final String DEFAULT = " (default ${DEFAULT-VALUE})";

    @Option(
            names = "--port",
            paramLabel = "PORT",
            defaultValue = "2775",
            description = "port on loopback, 0 for a free one" + DEFAULT)
    private int port;

    @Option(
            names = "--system-id",
            paramLabel = "ID",
            defaultValue = "ota",
            description = "system_id of a bind" + DEFAULT)
    private String systemId = "ota";

    @Option(
            names = "--password",
            paramLabel = "WORD",
            defaultValue = "${env:OTA_SMSC_PASSWORD:-ota}",
            description = "password of a bind (default from OTA_SMSC_PASSWORD, else ota)")
    private String password = "ota";

    @Option(
            names = "--message-id",
            paramLabel = "FORM",
            defaultValue = "DECIMAL",
            description = "form of message ids: ${COMPLETION-CANDIDATES}" + DEFAULT)
    private MessageIdForm messageId = MessageIdForm.DECIMAL;

    @Option(
            names = "--receipt-id",
            paramLabel = "FORM",
            description = "form of message ids in receipts (default as in --message-id)")
    private @Nullable MessageIdForm receiptId;

    @Option(
            names = "--report-form",
            paramLabel = "FORM",
            defaultValue = "DELIVER_SM",
            description = "how user data of a DELIVER-REPORT comes: ${COMPLETION-CANDIDATES}" + DEFAULT)
    private ReportForm report = ReportForm.DELIVER_SM;

    @Option(
            names = "--report-tag",
            paramLabel = "TAG",
            converter = Quantities.Code.class,
            defaultValue = "0x1400",
            description = "optional parameter of RECEIPT_PARAMETER" + DEFAULT)
    private int reportTag;

    @Option(
            names = "--receipt-form",
            paramLabel = "FORM",
            defaultValue = "BOTH",
            description = "how receipts are written: ${COMPLETION-CANDIDATES}" + DEFAULT)
    private ReceiptForm receiptForm = ReceiptForm.BOTH;

    @Mixin
    private TlsOptions tls = new TlsOptions();

    @Option(
            names = "--answer-delay",
            paramLabel = "MIN..MAX",
            converter = Quantities.Delay.class,
            defaultValue = "0ms",
            description = "from submit_sm to its response" + DEFAULT)
    private DelayRange answer = DelayRange.NONE;

    @Option(
            names = "--delivery-delay",
            paramLabel = "MIN..MAX",
            converter = Quantities.Delay.class,
            defaultValue = "0ms",
            description = "from submit_sm to the handset" + DEFAULT)
    private DelayRange delivery = DelayRange.NONE;

    @Option(
            names = "--receipt-delay",
            paramLabel = "MIN..MAX",
            converter = Quantities.Delay.class,
            defaultValue = "0ms",
            description = "from the handset's answer to the receipt" + DEFAULT)
    private DelayRange receipt = DelayRange.NONE;

    @Option(
            names = "--mo-delay",
            paramLabel = "MIN..MAX",
            converter = Quantities.Delay.class,
            defaultValue = "0ms",
            description = "from a message of a card to its deliver_sm" + DEFAULT)
    private DelayRange mobileOriginated = DelayRange.NONE;

    @Option(
            names = "--retry",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            defaultValue = "1s",
            description = "before an unreachable handset, or a deliver_sm refused for a time, is tried again" + DEFAULT)
    private Duration redelivery = SmscTiming.IMMEDIATE.redelivery();

    @Option(
            names = "--validity",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            defaultValue = "24h",
            description = "of a message that names none" + DEFAULT)
    private Duration validity = SmscTiming.IMMEDIATE.validity();

    @Option(
            names = "--enquire-link",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            defaultValue = "0s",
            description = "how often a session is asked whether it lives, 0s for never" + DEFAULT)
    private Duration enquireLink = Duration.ZERO;

    @Option(
            names = "--fault",
            paramLabel = "FAULT=P",
            converter = {FaultName.class, Quantities.Probability.class},
            description = {
                "how likely a fault is, as lose-submitted=5%%; may be repeated. The faults: refuse-temporarily,",
                "refuse-permanently, late-response, missing-response, missing-response-and-lost, lose-submitted,",
                "duplicate-delivery, receipt-never, duplicate-receipt, receipt-first, intermediate-receipt,",
                "lose-mobile-originated, duplicate-mobile-originated, reorder, garbage, bind-refused,",
                "bind-already-bound, bind-silent, bind-misanswered, bind-unknown-version, foreign-response,",
                "replayed-response"
            })
    private Map<Fault, Double> faults = new EnumMap<>(Fault.class);

    @Option(
            names = "--loss",
            paramLabel = "P",
            converter = Quantities.Probability.class,
            defaultValue = "0",
            description =
                    "how likely a segment is lost, and a PoR: lose-submitted and lose-mobile-originated" + DEFAULT)
    private double loss;

    @Option(
            names = "--loss-receipt",
            paramLabel = "WHICH",
            defaultValue = "ANY",
            description = "receipt of a lost segment: ${COMPLETION-CANDIDATES}" + DEFAULT)
    private LossReceipt lossReceipt = LossReceipt.ANY;

    @Option(
            names = "--temporary-status",
            paramLabel = "CODE",
            converter = Quantities.Code.class,
            defaultValue = "0x14",
            description = "command_status of refuse-temporarily" + DEFAULT)
    private int temporaryStatus;

    @Option(
            names = "--permanent-status",
            paramLabel = "CODE",
            converter = Quantities.Code.class,
            defaultValue = "0x45",
            description = "command_status of refuse-permanently" + DEFAULT)
    private int permanentStatus;

    @Option(
            names = "--late-by",
            paramLabel = "MIN..MAX",
            converter = Quantities.Delay.class,
            defaultValue = "3s..6s",
            description = "further delay of late-response" + DEFAULT)
    private DelayRange lateBy = SmscFaults.NONE.lateBy();

    @Option(
            names = "--reorder-within",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            defaultValue = "2s",
            description = "longest wait of what reorder holds back" + DEFAULT)
    private Duration reorderWithin = SmscFaults.NONE.reorderWithin();

    @Option(
            names = "--throttle-above",
            paramLabel = "RATE",
            defaultValue = "0",
            description = "submit_sm a second above which ESME_RTHROTTLED is answered, 0 for no limit" + DEFAULT)
    private int throttleAbove;

    @Option(
            names = "--drop-after",
            paramLabel = "PDUS",
            defaultValue = "0",
            description = "mean number of PDUs written after which a connection is dropped, 0 for never" + DEFAULT)
    private int dropAfter;

    @Option(
            names = "--hold-bind",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            defaultValue = "0s",
            description = "how long after such a drop a bind is refused" + DEFAULT)
    private Duration holdBind = Duration.ZERO;

    @Option(
            names = "--restart-every",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            defaultValue = "0s",
            description = "how often the SMSC goes away, 0s for never" + DEFAULT)
    private Duration restartEvery = Duration.ZERO;

    @Option(
            names = "--restart-outage",
            paramLabel = "TIME",
            converter = Quantities.Time.class,
            defaultValue = "5s",
            description = "how long it stays away then" + DEFAULT)
    private Duration restartOutage = Duration.ofSeconds(5);

    /** A fault in any case, with hyphens or underscores. */
    static final class FaultName implements ITypeConverter<Fault> {
        @Override
        public Fault convert(String text) {
            for (Fault fault : Fault.values()) {
                if (fault.name().equalsIgnoreCase(text.strip().replace('-', '_'))) {
                    return fault;
                }
            }
            throw new TypeConversionException("expected a fault such as lose-submitted, got '" + text + "'");
        }
    }

    int port() {
        return port;
    }

    /** @throws IllegalArgumentException where a value is out of its range; the message names it */
    SmscSettings settings() {
        MessageIdForm inReceipt = receiptId;
        SmscSettings plain = SmscSettings.of(Account.of(systemId, password))
                .withPort(port)
                .withMessageIds(new MessageIds(messageId, inReceipt == null ? messageId : inReceipt))
                .withReport(report)
                .withReportTag(reportTag)
                .withReceipts(receiptForm)
                .withEnquireLink(enquireLink)
                .withTiming(new SmscTiming(
                        answer,
                        delivery,
                        receipt,
                        mobileOriginated,
                        redelivery,
                        SmscTiming.IMMEDIATE.response(),
                        validity));
        return tls.server().map(plain::withTls).orElse(plain);
    }

    /** @throws IllegalArgumentException as above */
    SmscFaults faults() {
        Map<Fault, Double> probabilities = new EnumMap<>(Fault.class);
        if (loss > 0) {
            probabilities.put(Fault.LOSE_SUBMITTED, loss);
            probabilities.put(Fault.LOSE_MOBILE_ORIGINATED, loss);
        }
        probabilities.putAll(faults);
        return new SmscFaults(
                probabilities,
                lossReceipt,
                temporaryStatus,
                permanentStatus,
                lateBy,
                reorderWithin,
                throttleAbove,
                dropAfter,
                holdBind,
                new Restarts(restartEvery, restartOutage));
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.keys.Counter;
import org.otagateway.smpp.smsc.Concatenation;
import org.otagateway.smpp.smsc.JournalEvent;
import org.otagateway.smpp.smsc.JournalEvent.Answered;
import org.otagateway.smpp.smsc.JournalEvent.Delivered;
import org.otagateway.smpp.smsc.JournalEvent.Dropped;
import org.otagateway.smpp.smsc.JournalEvent.MobileOriginated;
import org.otagateway.smpp.smsc.JournalEvent.Receipt;
import org.otagateway.smpp.smsc.JournalEvent.Submitted;

/** The fields of a journal line. The caller opens and closes the object. */
final class JournalLines {
    private JournalLines() {}

    static void write(JsonGenerator json, JournalEvent event) throws IOException {
        if (event instanceof Submitted submitted) {
            start(json, "submit", event);
            text(json, "message_id", submitted.messageId());
            json.writeStringField("source", submitted.source());
            json.writeNumberField("command_status", submitted.commandStatus());
            json.writeStringField("answer", lower(submitted.answer()));
            segment(json, submitted.concatenation(), submitted.userData());
            text(json, "valid_until", submitted.validUntil());
        } else if (event instanceof Delivered delivered) {
            start(json, "delivery", event);
            json.writeStringField("message_id", delivered.messageId());
            json.writeNumberField("copy", delivered.copy());
            segment(json, delivered.concatenation(), delivered.userData());
            json.writeStringField("result", lower(delivered.report().result()));
            json.writeStringField("report", delivered.report().userData().toHex());
        } else if (event instanceof Dropped dropped) {
            start(json, "dropped", event);
            text(json, "message_id", dropped.messageId());
            json.writeStringField("reason", lower(dropped.reason()));
            segment(json, dropped.concatenation(), dropped.userData());
        } else if (event instanceof Receipt receipt) {
            start(json, "receipt", event);
            json.writeStringField("message_id", receipt.messageId());
            json.writeStringField("state", receipt.state().word());
            json.writeNumberField("error", receipt.error());
            json.writeNumberField("copy", receipt.copy());
        } else if (event instanceof MobileOriginated sent) {
            start(json, "mobile_originated", event);
            json.writeStringField("destination", sent.destination());
            json.writeStringField("path", lower(sent.path()));
            json.writeNumberField("copy", sent.copy());
            segment(json, sent.concatenation(), sent.userData());
        } else if (event instanceof Answered answered) {
            start(json, "answered", event);
            text(json, "message_id", answered.messageId());
            json.writeNumberField("command_status", answered.commandStatus());
            if (answered.messageId() == null) {
                json.writeStringField("user_data", answered.userData().toHex());
            }
        }
    }

    private static void start(JsonGenerator json, String name, JournalEvent event) throws IOException {
        json.writeStringField("event", name);
        text(json, "at", event.at());
        json.writeStringField("msisdn", event.msisdn());
    }

    private static void segment(JsonGenerator json, @Nullable Concatenation concatenation, Octets userData)
            throws IOException {
        if (concatenation != null) {
            json.writeNumberField("reference", concatenation.reference());
            json.writeNumberField("total", concatenation.total());
            json.writeNumberField("part", concatenation.part());
        }
        json.writeStringField("user_data", userData.toHex());
    }

    static void write(JsonGenerator json, CardEvent event) throws IOException {
        if (event instanceof CardEvent.Received received) {
            start(json, "packet", event.card(), received.packet());
            json.writeStringField("status", received.status().toHex());
            text(json, "reason", received.reason().orElse(null));
        } else if (event instanceof CardEvent.Execution execution) {
            start(json, "execution", event.card(), execution.packet());
            json.writeStringField("status", "00");
            json.writeBooleanField("executed", execution.executed());
            json.writeNumberField("commands_executed", execution.commandsExecuted());
            StatusWord word = execution.statusWord();
            text(json, "status_word", word == null ? null : word.toHex());
        } else if (event instanceof CardEvent.Proof proof) {
            start(json, "por", event.card(), proof.packet());
            json.writeStringField("status", proof.status().toHex());
            json.writeStringField("via", proof.bySubmit() ? "sms submit" : "deliver report");
            json.writeNumberField("parts", proof.parts());
            json.writeStringField("response_packet", proof.packetOctets().toHex());
        } else if (event instanceof CardEvent.Operation operation) {
            start(json, "operation", event.card(), operation.packet());
            json.writeStringField("operation", operation.operation());
            text(json, "aid", operation.application());
            text(json, "status_word", operation.statusWord().toHex());
        } else if (event instanceof CardEvent.Registry registry) {
            start(json, "registry", event.card());
            registry(json, registry);
        } else if (event instanceof CardEvent.Reset) {
            start(json, "reset", event.card());
        }
    }

    private static void registry(JsonGenerator json, CardEvent.Registry registry) throws IOException {
        json.writeArrayFieldStart("load_files");
        for (Aid file : registry.content().files()) {
            json.writeString(file.toString());
        }
        json.writeEndArray();
        json.writeObjectFieldStart("applications");
        for (Map.Entry<Aid, Integer> application :
                registry.content().applications().entrySet()) {
            json.writeStringField(
                    application.getKey().toString(),
                    Octets.of(application.getValue()).toHex());
        }
        json.writeEndObject();
        text(json, "loading", registry.content().loading());
        json.writeNumberField("free_memory", registry.content().freeMemory());
        json.writeStringField("security_domain", registry.securityDomain().toString());
        json.writeArrayFieldStart("key_versions");
        for (int version : registry.keyVersions()) {
            json.writeNumber(version);
        }
        json.writeEndArray();
    }

    private static void start(JsonGenerator json, String name, CardEvent.Card card, CardEvent.Packet packet)
            throws IOException {
        start(json, name, card);
        json.writeStringField("tar", packet.tar());
        json.writeNumberField("key_slot", packet.keySlot());
        json.writeNumberField("key_version", packet.keyVersion());
        Counter counter = packet.counter();
        if (counter == null) {
            json.writeNullField("counter");
        } else {
            json.writeNumberField("counter", counter.value());
        }
        json.writeStringField("packet_sha256", packet.sha256().toHex());
    }

    private static void start(JsonGenerator json, String name, CardEvent.Card card) throws IOException {
        json.writeStringField("event", name);
        text(json, "at", card.at());
        json.writeStringField("iccid", card.iccid());
        json.writeStringField("msisdn", card.msisdn());
    }

    private static String lower(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    private static void text(JsonGenerator json, String field, @Nullable Object value) throws IOException {
        if (value == null) {
            json.writeNullField(field);
        } else {
            json.writeStringField(field, value.toString());
        }
    }
}

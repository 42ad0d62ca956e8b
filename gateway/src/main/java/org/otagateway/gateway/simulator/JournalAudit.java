// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.globalplatform.Aid;

/**
 * Reads a journal line by line and checks what must hold whatever crashed: no card ran twice, and no counter value of a key
 * version of a card carried two different packets.
 */
public final class JournalAudit {
    private static final int SHOWN = 20;
    /** User data header with information element 71 (TS 31.115 clause 4.2). */
    private static final String PROOF_HEADER = "027100";

    private final Map<String, CardTrace> cards = new HashMap<>();
    private final Map<String, CardTrace> byMsisdn = new HashMap<>();
    private final ObjectReader json = new ObjectMapper().reader();
    private final List<String> violations = new ArrayList<>();
    private long lines;
    private long executions;
    private long cutOff;
    private long resets;
    private long violationCount;

    private JournalAudit() {}

    /**
     * What a journal says.
     *
     * @param lines in it
     * @param cards that a packet reached
     * @param executions of scripts
     * @param cutOff scripts that did not run because the card lost its power
     * @param resets of cards after a packet
     * @param violationCount how often a rule was broken
     * @param violations the first 20 of them
     */
    public record Report(
            long lines,
            long cards,
            long executions,
            long cutOff,
            long resets,
            long violationCount,
            List<String> violations) {
        public Report {
            violations = List.copyOf(violations);
        }
    }

    /**
     * Audits a journal. A last line that was cut by a kill is passed over.
     *
     * @param onceACard true where the journal has one job of one packet a card, so that a second execution of a card is
     *     wrong whatever packet it was
     * @param outcomes the report of {@code ./ota push}, checked against the journal; null for none
     * @throws IOException where a file cannot be read, or a line of it is no JSON object or has not the columns
     */
    public static Report audit(Path journal, boolean onceACard, @Nullable Path outcomes) throws IOException {
        return audit(journal, onceACard, outcomes, Content.ANY);
    }

    /**
     * What has to be on every card that the journal names at the end.
     *
     * @param installed AIDs of packages and applications that have to be there
     * @param absent AIDs that must not be there
     */
    public record Content(List<Aid> installed, List<Aid> absent) {
        /** Nothing is asked. */
        public static final Content ANY = new Content(List.of(), List.of());

        public Content {
            installed = List.copyOf(installed);
            absent = List.copyOf(absent);
        }
    }

    /**
     * The same, and what is on the cards at the end.
     *
     * @throws IOException as above
     */
    public static Report audit(Path journal, boolean onceACard, @Nullable Path outcomes, Content content)
            throws IOException {
        JournalAudit audit = new JournalAudit();
        try (BufferedReader in = Files.newBufferedReader(journal)) {
            String line = in.readLine();
            while (line != null) {
                String next = in.readLine();
                audit.line(line, next == null);
                line = next;
            }
        }
        if (onceACard) {
            audit.cards.forEach((iccid, trace) -> {
                if (trace.executions.size() > 1) {
                    audit.violation(iccid + ": executed " + trace.executions.size() + " times");
                }
            });
        }
        if (outcomes != null) {
            new OutcomeAudit(audit.cards, onceACard, audit::violation).check(outcomes);
        }
        audit.cards.forEach((iccid, trace) -> audit.check(iccid, trace, content));
        return new Report(
                audit.lines,
                audit.cards.size(),
                audit.executions,
                audit.cutOff,
                audit.resets,
                audit.violationCount,
                audit.violations);
    }

    private void check(String iccid, CardTrace trace, Content content) {
        for (Aid aid : content.installed()) {
            if (!trace.installed.contains(aid.toString())) {
                violation(iccid + ": " + aid + " is not on the card");
            }
        }
        for (Aid aid : content.absent()) {
            if (trace.installed.contains(aid.toString())) {
                violation(iccid + ": " + aid + " is on the card");
            }
        }
    }

    private void violation(String text) {
        violationCount++;
        if (violations.size() < SHOWN) {
            violations.add(text);
        }
    }

    private void line(String line, boolean last) throws IOException {
        JsonNode event;
        try {
            event = json.readTree(line);
        } catch (JsonProcessingException e) {
            if (last) {
                return;
            }
            throw new IOException("line " + (lines + 1) + ": expected a JSON object", e);
        }
        lines++;
        switch (event.path("event").asText()) {
            case "packet" -> packet(event);
            case "execution" -> execution(event);
            case "registry" -> registry(event);
            case "reset" -> resets++;
            case "por" -> proof(event);
            case "answered" -> answered(event);
            default -> {}
        }
    }

    private void packet(JsonNode event) {
        CardTrace trace = trace(event);
        JsonNode counter = event.path("counter");
        if (counter.isNumber()) {
            int slot = event.path("key_slot").asInt();
            String value = (slot == 0 ? "" : "security domain " + slot + " ")
                    + event.path("key_version").asInt() + "/" + counter.asLong();
            String digest = event.path("packet_sha256").asText();
            String before = trace.packets.putIfAbsent(value, digest);
            if (before != null && !before.equals(digest)) {
                violation(event.path("iccid").asText() + ": key version/counter " + value
                        + " carries two different packets");
            }
            if (event.path("status").asText().equals("00")) {
                trace.accepted.add(counter.asLong());
            }
        }
    }

    private void execution(JsonNode event) {
        if (!event.path("executed").asBoolean()) {
            cutOff++;
            return;
        }
        executions++;
        CardTrace trace = trace(event);
        String digest = event.path("packet_sha256").asText();
        if (trace.executions.stream().anyMatch(earlier -> earlier.digest().equals(digest))) {
            violation(event.path("iccid").asText() + ": executed packet " + digest + " twice");
        }
        trace.executions.add(new CardTrace.Execution(
                digest,
                event.path("counter").asLong(),
                event.path("commands_executed").asInt(),
                event.path("status_word").asText("")));
    }

    private void proof(JsonNode event) {
        if (event.path("status").asText().equals("00")) {
            CardTrace trace = trace(event);
            trace.proofs.add(event.path("response_packet").asText());
            byMsisdn.put(event.path("msisdn").asText(), trace);
        }
    }

    /** A PoR in one short message: the user data is its header and the response packet. */
    private void answered(JsonNode event) {
        CardTrace trace = byMsisdn.get(event.path("msisdn").asText());
        String userData = event.path("user_data").asText();
        if (trace != null && event.path("command_status").asInt() == 0 && userData.startsWith(PROOF_HEADER)) {
            trace.proven |= trace.proofs.contains(userData.substring(PROOF_HEADER.length()));
        }
    }

    private void registry(JsonNode event) {
        Set<String> installed = new HashSet<>();
        event.path("load_files").forEach(file -> installed.add(file.asText()));
        event.path("applications").fieldNames().forEachRemaining(installed::add);
        trace(event).installed = installed;
    }

    private CardTrace trace(JsonNode event) {
        return cards.computeIfAbsent(event.path("iccid").asText(), iccid -> new CardTrace());
    }
}

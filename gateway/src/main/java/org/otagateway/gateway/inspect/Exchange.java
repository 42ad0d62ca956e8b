// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.inspect;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.secured.ResponseSecurity;

/** A command packet in a capture, and what came of it. Filled while the capture is read. */
public final class Exchange {
    private static final int MOST_FRAMES = 1000;

    /** Something that came for the packet, and in which frame. */
    public record Event(long frame, String text) {}

    private final int number;
    private final String card;
    private final Octets packet;
    private final String tar;
    private final String keys;
    private final @Nullable Long counter;
    private final @Nullable ResponseSecurity security;
    private final int parts;
    private final List<Long> frames = new ArrayList<>();
    private final List<String> messageIds = new ArrayList<>();
    private final List<Event> refusals = new ArrayList<>();
    private final List<Event> receipts = new ArrayList<>();
    private final List<Event> responses = new ArrayList<>();

    Exchange(
            int number,
            String card,
            Octets packet,
            String tar,
            String keys,
            @Nullable Long counter,
            @Nullable ResponseSecurity security,
            int parts) {
        this.number = number;
        this.card = card;
        this.packet = packet;
        this.tar = tar;
        this.keys = keys;
        this.counter = counter;
        this.security = security;
        this.parts = parts;
    }

    /** From 1, in the order of the capture. */
    public int number() {
        return number;
    }

    /** Number of the card; for a card that was traced itself the tracer's address. */
    public String card() {
        return card;
    }

    /** TAR in hexadecimal. */
    public String tar() {
        return tar;
    }

    /** The counter, where the packet could be read. */
    public Optional<Long> counter() {
        return Optional.ofNullable(counter);
    }

    /** Short messages that carry it. */
    public int parts() {
        return parts;
    }

    /** Frames that carry its parts, of all sends. */
    public List<Long> frames() {
        return List.copyOf(frames);
    }

    /** In the order of the parts as they were accepted. */
    public List<String> messageIds() {
        return List.copyOf(messageIds);
    }

    /** command_status of each submit_sm_resp that refused a part. */
    public List<Event> refusals() {
        return List.copyOf(refusals);
    }

    /** State of each receipt. */
    public List<Event> receipts() {
        return List.copyOf(receipts);
    }

    /** Status of each proof of receipt. */
    public List<Event> responses() {
        return List.copyOf(responses);
    }

    Octets packet() {
        return packet;
    }

    /** What has one counter: the card and the key version. */
    String domain() {
        return card + " " + keys;
    }

    Optional<ResponseSecurity> security() {
        return Optional.ofNullable(security);
    }

    void sent(long frame) {
        if (frames.size() < MOST_FRAMES) {
            frames.add(frame);
        }
    }

    void accepted(String messageId) {
        if (messageIds.size() < MOST_FRAMES) {
            messageIds.add(messageId);
        }
    }

    void refused(long frame, String status) {
        put(refusals, frame, status);
    }

    void receipt(long frame, String state) {
        put(receipts, frame, state);
    }

    void response(long frame, String status) {
        put(responses, frame, status);
    }

    private static void put(List<Event> events, long frame, String text) {
        if (events.size() < MOST_FRAMES) {
            events.add(new Event(frame, text));
        }
    }
}

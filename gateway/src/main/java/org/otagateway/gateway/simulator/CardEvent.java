// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.simulator.ram.CardContent;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.secured.ResponseStatus;

/** What happened on a card: enough to audit that nothing ran twice and no counter carried two packets. */
sealed interface CardEvent {
    Card card();

    /** Which card, and when. */
    record Card(Instant at, String iccid, String msisdn) {}

    /**
     * A command packet, as it came.
     *
     * @param sha256 over the packet from CPL to its end
     * @param keySlot security domain whose keys it is under: 0 the issuer's
     * @param keyVersion of the key set in its header; −1 where no header could be read
     * @param counter null where the card could not read it
     */
    record Packet(
            String tar,
            int keySlot,
            int keyVersion,
            @Nullable Counter counter,
            Octets sha256) {}

    /**
     * A command packet reached the card and was taken or refused.
     *
     * @param status what the card made of it; 00 before the script runs
     * @param reason for a person, where it was refused
     */
    record Received(Card card, Packet packet, ResponseStatus status, Optional<String> reason) implements CardEvent {}

    /**
     * A script was begun: the counter was stored before.
     *
     * @param executed false where the card lost power before the first command
     * @param commandsExecuted the one that failed included
     * @param statusWord of the last command; null where there was none
     */
    record Execution(
            Card card,
            Packet packet,
            boolean executed,
            int commandsExecuted,
            @Nullable StatusWord statusWord) implements CardEvent {}

    /**
     * The card answered.
     *
     * @param bySubmit by SMS-SUBMIT, else in the DELIVER-REPORT
     * @param packetOctets the response packet from RPL to its end
     */
    record Proof(Card card, Packet packet, ResponseStatus status, boolean bySubmit, int parts, Octets packetOctets)
            implements CardEvent {}

    /**
     * A security domain ran or refused a command of remote applet management.
     *
     * @param operation in a word, as "install-for-load"
     * @param application AID it is about; null where it names none
     * @param statusWord of its answer
     */
    record Operation(
            Card card,
            Packet packet,
            String operation,
            @Nullable Aid application,
            StatusWord statusWord) implements CardEvent {}

    /**
     * What is on the card after a script of a security domain.
     *
     * @param securityDomain that ran the script
     * @param keyVersions of its keys
     */
    record Registry(Card card, CardContent.Snapshot content, Aid securityDomain, List<Integer> keyVersions)
            implements CardEvent {
        public Registry {
            keyVersions = List.copyOf(keyVersions);
        }
    }

    /** The card was reset after a packet: what was under way is lost. */
    record Reset(Card card) implements CardEvent {}

    /** Takes events down. */
    @FunctionalInterface
    interface Listener {
        /** Takes nothing down. */
        Listener NONE = event -> {};

        void record(CardEvent event);
    }
}

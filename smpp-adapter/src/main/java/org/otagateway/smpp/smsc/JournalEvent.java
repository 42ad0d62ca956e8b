// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.Octets;

/** What happened to a message. Enough to audit a peer: who, which part of what, which octets, how it ended. */
public sealed interface JournalEvent {
    /** When. */
    Instant at();

    /** The MSISDN of the handset, digits without a plus. */
    String msisdn();

    /**
     * A submit_sm was taken in.
     *
     * @param messageId as in submit_sm_resp; null where it was refused
     * @param source the ESME's address
     * @param concatenation of the user data header, null where it has none
     * @param validUntil the end of its validity; null where it was refused before that was read
     * @param commandStatus of the answer
     * @param answer whether the answer was {@code SENT} or withheld by a fault
     */
    record Submitted(
            Instant at,
            String msisdn,
            @Nullable String messageId,
            String source,
            boolean udhi,
            int protocolId,
            int dataCoding,
            @Nullable Concatenation concatenation,
            Octets userData,
            @Nullable Instant validUntil,
            int commandStatus,
            Answer answer)
            implements JournalEvent {}

    /** Whether a submit_sm is answered. */
    enum Answer {
        SENT,
        WITHHELD
    }

    /**
     * The handset was given a message and answered.
     *
     * @param copy 1, or 2 for the copy of a network that doubles
     */
    record Delivered(
            Instant at,
            String msisdn,
            String messageId,
            @Nullable Concatenation concatenation,
            Octets userData,
            int copy,
            DeliverReport report)
            implements JournalEvent {}

    /** A message ended without (another) delivery. */
    record Dropped(
            Instant at,
            String msisdn,
            @Nullable String messageId,
            @Nullable Concatenation concatenation,
            Octets userData,
            Reason reason)
            implements JournalEvent {}

    /** Why a message was dropped. */
    enum Reason {
        /** The network lost it on its way to the handset. */
        LOST_SUBMITTED,
        /** The network lost it on its way from the handset. */
        LOST_MOBILE_ORIGINATED,
        /** Its validity was over. */
        EXPIRED,
        /** No subscriber has that number. */
        UNKNOWN_SUBSCRIBER,
        /** The handset's software failed. */
        HANDSET_FAILED,
        /** The SMSC passes no user data of a DELIVER-REPORT on, or has no receipt to put it in. */
        NOT_FORWARDED,
        /** The SMSC had no room for a message of the card. */
        NO_ROOM
    }

    /**
     * A receipt was made.
     *
     * @param messageId as in submit_sm_resp
     * @param text the whole text of the receipt
     * @param copy 1, or 2 for the second copy
     */
    record Receipt(Instant at, String msisdn, String messageId, MessageState state, int error, String text, int copy)
            implements JournalEvent {}

    /**
     * A message of the card was taken in.
     *
     * @param path how the card sent it
     * @param copy 1, or 2 for the second copy
     */
    record MobileOriginated(
            Instant at,
            String msisdn,
            String destination,
            boolean udhi,
            @Nullable Concatenation concatenation,
            Octets userData,
            Path path,
            int copy)
            implements JournalEvent {}

    /** How a card sends. */
    enum Path {
        SMS_SUBMIT,
        DELIVER_REPORT
    }

    /**
     * The ESME answered a deliver_sm.
     *
     * @param messageId of the receipt; null for a message of the card
     * @param userData of the short_message
     * @param commandStatus of deliver_sm_resp; 0 ends the message
     */
    record Answered(Instant at, String msisdn, @Nullable String messageId, Octets userData, int commandStatus)
            implements JournalEvent {}

    /** The concatenation element of user data that begins with a header, null where there is none. */
    static @Nullable Concatenation concatenation(boolean udhi, Octets userData) {
        Optional<Concatenation> found = udhi ? Concatenation.of(userData) : Optional.empty();
        return found.orElse(null);
    }
}

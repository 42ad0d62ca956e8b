// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** What can happen to a delivery. All but {@link Due}, {@link Cancelled}, {@link Aborted} and {@link Blocked} concern one packet of it. */
public sealed interface DeliveryEvent {
    /** Its time has come. */
    record Due() implements DeliveryEvent {}

    /** The packet for which a counter was to be spent could not be made, or none is left; nothing was sent. */
    record Impossible(String why) implements DeliveryEvent {}

    /** The packet to be sent again cannot be rebuilt octet for octet; it is never sent again. */
    record Unrepeatable(String why) implements DeliveryEvent {}

    /** The process that was submitting it is gone. */
    record Interrupted() implements DeliveryEvent {}

    /** Setting 11: a successor needs the gap filled; the same octets go out again. */
    record Chased() implements DeliveryEvent {}

    /** The SMSC took a segment. */
    record SegmentAccepted(int round, int part) implements DeliveryEvent {}

    /** The SMSC took a segment whose result was unknown before. */
    record SegmentAcceptedLate(int round, int part) implements DeliveryEvent {}

    /** The SMSC refused a segment. */
    record SegmentRefused(int round, int part, int commandStatus, boolean temporary) implements DeliveryEvent {}

    /** No answer for a segment; {@code written} false where certainly no octet left. */
    record SegmentUnknown(int round, int part, boolean written) implements DeliveryEvent {}

    /**
     * A receipt for a segment.
     *
     * @param state the SMSC's word, such as DELIVRD
     * @param error the SMSC's error; empty where there is none
     */
    record Receipt(int round, int part, ReceiptKind kind, String state, String error) implements DeliveryEvent {}

    /** What a receipt says. */
    enum ReceiptKind {
        DELIVERED,
        NOT_DELIVERED,
        INTERMEDIATE
    }

    /**
     * A PoR that belongs to the packet: its check verified, or none was asked for.
     *
     * @param status the response status code, 0…255
     * @param verified the check verified under the card's key
     * @param answer what it tells of the script, where the status is 00
     */
    record Responded(int status, boolean verified, @Nullable ScriptAnswer answer) implements DeliveryEvent {}

    /** A PoR whose check fails or is missing although one was asked for, where one packet of the card is under way. */
    record Hinted(int status) implements DeliveryEvent {}

    /** The card gave a sign of life at that time. */
    record Seen(Instant when) implements DeliveryEvent {}

    /** An operator stops it. */
    record Cancelled() implements DeliveryEvent {}

    /** An operator ends it at once: no answer is waited for. */
    record Aborted() implements DeliveryEvent {}

    /** An operator blocked or removed the card: as {@link Cancelled}, and the detail says so. */
    record Blocked() implements DeliveryEvent {}
}

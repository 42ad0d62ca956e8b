// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/** What can go wrong with a message, each drawn on its own with the probability given by {@link SmscFaults}. */
public enum Fault {
    /** submit_sm is answered by a temporary command_status and the message dropped. */
    REFUSE_TEMPORARILY,
    /** submit_sm is answered by a permanent command_status and the message dropped. */
    REFUSE_PERMANENTLY,
    /** submit_sm_resp comes later than it should, by {@link SmscFaults#lateBy()}. */
    LATE_RESPONSE,
    /** submit_sm_resp never comes, the message is delivered all the same. */
    MISSING_RESPONSE,
    /** submit_sm_resp never comes and the message is dropped. */
    MISSING_RESPONSE_AND_LOST,
    /** The message is accepted, and never reaches the handset. */
    LOSE_SUBMITTED,
    /** The message reaches the handset twice. */
    DUPLICATE_DELIVERY,
    /** No receipt, although asked for. */
    RECEIPT_NEVER,
    /** The receipt comes twice. */
    DUPLICATE_RECEIPT,
    /** The receipt comes before submit_sm_resp. */
    RECEIPT_FIRST,
    /** An intermediate receipt (ENROUTE) comes before the final one. */
    INTERMEDIATE_RECEIPT,
    /** A message of the card, by SMS-SUBMIT or in a DELIVER-REPORT, is lost on its way to the ESME. */
    LOSE_MOBILE_ORIGINATED,
    /** A message of the card comes twice. */
    DUPLICATE_MOBILE_ORIGINATED,
    /** A receipt or a message of the card waits up to {@link SmscFaults#reorderWithin()} and is overtaken. */
    REORDER,
    /** Drawn for each PDU written: garbage goes out before it; one kind in four breaks the stream. */
    GARBAGE,
    /** Drawn for each bind, as all that follow with this prefix: refused with ESME_RSYSERR. */
    BIND_REFUSED,
    /** Refused with ESME_RALYBND. */
    BIND_ALREADY_BOUND,
    /** Not answered at all. */
    BIND_SILENT,
    /** Answered by a submit_sm_resp with the sequence_number of the bind, and the connection closed. */
    BIND_MISANSWERED,
    /** Taken, with an interface version that nobody knows. */
    BIND_UNKNOWN_VERSION,
    /** Drawn for each message of a card: one of another card comes as if it were this card's. */
    FOREIGN_RESPONSE,
    /** Drawn for each message of a card: it comes once more much later. */
    REPLAYED_RESPONSE
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.outcome;

/** Where a packet stands among those of its delivery. */
public enum PacketPlace {
    /** The latest, of the present visit to its step. */
    LATEST,
    /** Of the present visit to its step, with a newer one of it. */
    PRESENT,
    /** Of a step that the plan has left, whether it comes to it again or not. */
    PAST
}

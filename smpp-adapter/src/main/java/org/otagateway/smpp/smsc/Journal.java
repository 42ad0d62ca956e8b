// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/** Takes down what happened. Called by several threads, in the order in which things took effect for each message. */
@FunctionalInterface
public interface Journal {
    /** Takes nothing down. */
    Journal NONE = event -> {};

    /** Takes down one event; must not block for long. */
    void record(JournalEvent event);
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/** How a receipt is written; vendors differ. */
public enum ReceiptForm {
    /** The text of SMPP 3.4 appendix B, and the optional parameters. */
    BOTH(true, true),
    /** The text alone, as before version 3.4. */
    TEXT(true, false),
    /** The optional parameters alone, without a text. */
    PARAMETERS(false, true),
    /** A text of id, state and error in capitals and another order, without the parameters. */
    TERSE(true, false),
    /** A text with seconds in its dates and blanks after its colons, without the parameters. */
    SPACED(true, false);

    private final boolean text;
    private final boolean parameters;

    ReceiptForm(boolean text, boolean parameters) {
        this.text = text;
        this.parameters = parameters;
    }

    /** There is a text. */
    boolean hasText() {
        return text;
    }

    /** There are receipted_message_id, message_state and network_error_code. */
    boolean hasParameters() {
        return parameters;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.smsc;

/** How the user data of an SMS-DELIVER-REPORT reaches the ESME; no standard says. */
public enum ReportForm {
    /** A deliver_sm of its own from the card's number with UDHI. */
    DELIVER_SM,
    /** Hexadecimal in the text of the receipt, whole. */
    RECEIPT_TEXT,
    /** Hexadecimal in the text of the receipt, cut to 20 characters as the appendix of SMPP 3.4 has it. */
    RECEIPT_TEXT_CUT,
    /** In an optional parameter of the receipt, see {@link SmscSettings#reportTag}. */
    RECEIPT_PARAMETER,
    /** Not at all. */
    DROPPED
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

/** The way on which a card's answer reaches us, SPI2 bit 6 (TS 102 225 clause 5.1.1). */
public enum ProofOfReceiptWay {
    /** As a message from the card, SMS-SUBMIT. */
    SUBMIT,
    /** In the SMS-DELIVER-REPORT; what the SMSC makes of that has no standard. */
    REPORT
}

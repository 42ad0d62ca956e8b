// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/**
 * Why octets are no PDU.
 *
 * @param clause the clause of SMPP 3.4 that asks for it
 * @param field the field's name in the standard
 * @param offset octets from the start of the PDU
 * @param expected what the clause asks for
 * @param actual what is there
 */
public record PduFailure(String clause, String field, int offset, String expected, String actual) {
    @Override
    public String toString() {
        return field + " at octet " + offset + ": expected " + expected + ", got " + actual + " (" + clause + ")";
    }
}

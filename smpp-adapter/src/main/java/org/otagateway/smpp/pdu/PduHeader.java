// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

/**
 * The header of a PDU, four integers of 32 bits, most significant octet first (SMPP 3.4 clause 3.2).
 *
 * <pre>
 *  0                4            8                12                16
 *  +----------------+------------+----------------+-----------------+------ - -
 *  | command_length | command_id | command_status | sequence_number | body
 *  +----------------+------------+----------------+-----------------+------ - -
 * </pre>
 *
 * @param commandLength octets of the whole PDU, unsigned
 * @param commandId see {@link CommandId}
 * @param commandStatus see {@link CommandStatus}; 0 in a request
 * @param sequence pairs a response with its request
 */
public record PduHeader(long commandLength, int commandId, int commandStatus, int sequence) {
    /** Octets of a header. */
    public static final int LENGTH = 16;

    static final String CLAUSE = "SMPP 3.4 clause 3.2";

    public PduHeader {
        if (commandLength < 0 || commandLength > 0xFFFFFFFFL) {
            throw new IllegalArgumentException("command_length: expected 32 bits, got " + commandLength);
        }
    }

    /** Reads the 16 octets at {@code offset}; the caller has checked that they are there. */
    static PduHeader decode(byte[] octets, int offset) {
        return new PduHeader(
                int32(octets, offset) & 0xFFFFFFFFL,
                int32(octets, offset + 4),
                int32(octets, offset + 8),
                int32(octets, offset + 12));
    }

    static int int32(byte[] octets, int at) {
        return (octets[at] & 0xFF) << 24
                | (octets[at + 1] & 0xFF) << 16
                | (octets[at + 2] & 0xFF) << 8
                | (octets[at + 3] & 0xFF);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.util.List;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;

/**
 * An optional parameter (SMPP 3.4 clause 5.3.1).
 *
 * <pre>
 *  0     2        4
 *  +-----+--------+------- - -
 *  | tag | length | value
 *  +-----+--------+------- - -
 * </pre>
 *
 * @param tag 16 bits
 * @param value 0 to 65535 octets
 */
public record Tlv(int tag, Octets value) {
    public static final int RECEIPTED_MESSAGE_ID = 0x001E;
    public static final int SC_INTERFACE_VERSION = 0x0210;
    public static final int NETWORK_ERROR_CODE = 0x0423;
    public static final int MESSAGE_PAYLOAD = 0x0424;
    public static final int MESSAGE_STATE = 0x0427;

    /** @throws IllegalArgumentException where tag or length do not fit 16 bits */
    public Tlv {
        if (tag < 0 || tag > 0xFFFF) {
            throw new IllegalArgumentException("tag: expected 16 bits, got " + tag);
        }
        if (value.length() > 0xFFFF) {
            throw new IllegalArgumentException("value: expected at most 65535 octets, got " + value.length());
        }
    }

    /** The value of the first parameter with that tag. */
    public static Optional<Octets> find(List<Tlv> tlvs, int tag) {
        for (Tlv tlv : tlvs) {
            if (tlv.tag == tag) {
                return Optional.of(tlv.value);
            }
        }
        return Optional.empty();
    }

    /** The standard's name of a tag, or its hexadecimal value. */
    public static String name(int tag) {
        return switch (tag) {
            case RECEIPTED_MESSAGE_ID -> "receipted_message_id";
            case SC_INTERFACE_VERSION -> "sc_interface_version";
            case NETWORK_ERROR_CODE -> "network_error_code";
            case MESSAGE_PAYLOAD -> "message_payload";
            case MESSAGE_STATE -> "message_state";
            case 0x0204 -> "user_message_reference";
            case 0x020C -> "sar_msg_ref_num";
            case 0x020E -> "sar_total_segments";
            case 0x020F -> "sar_segment_seqnum";
            case 0x001D -> "additional_status_info_text";
            default -> String.format("%04x", tag);
        };
    }
}

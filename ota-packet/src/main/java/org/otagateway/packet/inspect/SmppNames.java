// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.Map;
import java.util.Optional;
import org.otagateway.packet.bytes.Octets;

/** The values of SMPP 3.4 by name (clauses 5.1.2 to 5.3). */
final class SmppNames {
    private static final Map<Long, String> COMMANDS = Map.ofEntries(
            Map.entry(0x80000000L, "generic_nack"),
            Map.entry(0x00000001L, "bind_receiver"),
            Map.entry(0x80000001L, "bind_receiver_resp"),
            Map.entry(0x00000002L, "bind_transmitter"),
            Map.entry(0x80000002L, "bind_transmitter_resp"),
            Map.entry(0x00000003L, "query_sm"),
            Map.entry(0x80000003L, "query_sm_resp"),
            Map.entry(0x00000004L, "submit_sm"),
            Map.entry(0x80000004L, "submit_sm_resp"),
            Map.entry(0x00000005L, "deliver_sm"),
            Map.entry(0x80000005L, "deliver_sm_resp"),
            Map.entry(0x00000006L, "unbind"),
            Map.entry(0x80000006L, "unbind_resp"),
            Map.entry(0x00000007L, "replace_sm"),
            Map.entry(0x80000007L, "replace_sm_resp"),
            Map.entry(0x00000008L, "cancel_sm"),
            Map.entry(0x80000008L, "cancel_sm_resp"),
            Map.entry(0x00000009L, "bind_transceiver"),
            Map.entry(0x80000009L, "bind_transceiver_resp"),
            Map.entry(0x0000000BL, "outbind"),
            Map.entry(0x00000015L, "enquire_link"),
            Map.entry(0x80000015L, "enquire_link_resp"),
            Map.entry(0x00000021L, "submit_multi"),
            Map.entry(0x80000021L, "submit_multi_resp"),
            Map.entry(0x00000102L, "alert_notification"),
            Map.entry(0x00000103L, "data_sm"),
            Map.entry(0x80000103L, "data_sm_resp"));

    private static final Map<Long, String> STATUSES = Map.ofEntries(
            Map.entry(0x00L, "ok"),
            Map.entry(0x01L, "ESME_RINVMSGLEN: message length invalid"),
            Map.entry(0x02L, "ESME_RINVCMDLEN: command length invalid"),
            Map.entry(0x03L, "ESME_RINVCMDID: command unknown"),
            Map.entry(0x04L, "ESME_RINVBNDSTS: wrong bind state"),
            Map.entry(0x05L, "ESME_RALYBND: already bound; an SMSC can hold a dead bind for minutes"),
            Map.entry(0x08L, "ESME_RSYSERR: system error, try later"),
            Map.entry(0x0AL, "ESME_RINVSRCADR: source address invalid"),
            Map.entry(0x0BL, "ESME_RINVDSTADR: destination address invalid"),
            Map.entry(0x0DL, "ESME_RBINDFAIL: bind failed"),
            Map.entry(0x0EL, "ESME_RINVPASWD: password invalid"),
            Map.entry(0x0FL, "ESME_RINVSYSID: system_id invalid"),
            Map.entry(0x14L, "ESME_RMSGQFUL: message queue full, try later"),
            Map.entry(0x43L, "ESME_RINVESMCLASS: esm_class invalid"),
            Map.entry(0x45L, "ESME_RSUBMITFAIL: submit failed"),
            Map.entry(0x58L, "ESME_RTHROTTLED: too fast, try later"),
            Map.entry(0x62L, "ESME_RINVEXPIRY: validity_period invalid"),
            Map.entry(0x64L, "ESME_RX_T_APPN: temporary error of the receiver, try later"),
            Map.entry(0x65L, "ESME_RX_P_APPN: permanent error of the receiver"),
            Map.entry(0x66L, "ESME_RX_R_APPN: the receiver rejects the message"),
            Map.entry(0xFFL, "ESME_RUNKNOWNERR: unknown error"));

    private static final Map<Integer, String> PARAMETERS = Map.ofEntries(
            Map.entry(0x0005, "dest_addr_subunit"),
            Map.entry(0x001D, "additional_status_info_text"),
            Map.entry(0x001E, "receipted_message_id"),
            Map.entry(0x0204, "user_message_reference"),
            Map.entry(0x020C, "sar_msg_ref_num"),
            Map.entry(0x020E, "sar_total_segments"),
            Map.entry(0x020F, "sar_segment_seqnum"),
            Map.entry(0x0210, "sc_interface_version"),
            Map.entry(0x0423, "network_error_code"),
            Map.entry(0x0424, "message_payload"),
            Map.entry(0x0425, "delivery_failure_reason"),
            Map.entry(0x0426, "more_messages_to_send"),
            Map.entry(0x0427, "message_state"));

    private SmppNames() {}

    static Optional<String> command(long id) {
        return Optional.ofNullable(COMMANDS.get(id));
    }

    static String status(long status) {
        String known = STATUSES.get(status);
        return known != null ? known : SmppTree.hex32(status) + ": see the SMSC's documentation";
    }

    static String parameter(int tag) {
        String known = PARAMETERS.get(tag);
        return known != null ? known : "parameter " + SmppTree.hex16(tag);
    }

    static String value(int tag, Octets value) {
        return switch (tag) {
            case 0x001D, 0x001E -> SmppTree.ascii(value).replace("\0", "");
            case 0x0427 -> value.isEmpty() ? "" : state(value.get(0));
            case 0x0423 ->
                value.length() != 3
                        ? ""
                        : "network type " + value.get(0) + ", error " + (value.get(1) << 8 | value.get(2));
            default -> "";
        };
    }

    private static String state(int state) {
        return switch (state) {
            case 1 -> "ENROUTE";
            case 2 -> "DELIVERED: the terminal acknowledged; what the card did, only the PoR says";
            case 3 -> "EXPIRED";
            case 4 -> "DELETED";
            case 5 -> "UNDELIVERABLE";
            case 6 -> "ACCEPTED";
            case 7 -> "UNKNOWN";
            case 8 -> "REJECTED";
            default -> "";
        };
    }

    static String typeOfNumber(int type) {
        return switch (type) {
            case 0 -> "unknown";
            case 1 -> "international";
            case 2 -> "national";
            case 3 -> "network specific";
            case 4 -> "subscriber";
            case 5 -> "alphanumeric";
            case 6 -> "abbreviated";
            default -> "";
        };
    }

    static String messageType(int type) {
        return switch (type) {
            case 0 -> "default message type";
            case 1 -> "delivery receipt";
            case 2 -> "delivery acknowledgement";
            case 4 -> "manual acknowledgement";
            case 8 -> "intermediate notification";
            default -> "reserved message type";
        };
    }

    static String mode(int mode) {
        return switch (mode) {
            case 0 -> "default mode";
            case 1 -> "datagram";
            case 2 -> "forward";
            default -> "store and forward";
        };
    }
}

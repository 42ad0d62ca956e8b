// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command_id of a PDU, 32 bits (SMPP 3.4 clause 5.1.2.1); bit 31 marks a response. */
public enum CommandId {
    GENERIC_NACK(0x80000000),
    BIND_RECEIVER(0x00000001),
    BIND_RECEIVER_RESP(0x80000001),
    BIND_TRANSMITTER(0x00000002),
    BIND_TRANSMITTER_RESP(0x80000002),
    QUERY_SM(0x00000003),
    QUERY_SM_RESP(0x80000003),
    SUBMIT_SM(0x00000004),
    SUBMIT_SM_RESP(0x80000004),
    DELIVER_SM(0x00000005),
    DELIVER_SM_RESP(0x80000005),
    UNBIND(0x00000006),
    UNBIND_RESP(0x80000006),
    REPLACE_SM(0x00000007),
    REPLACE_SM_RESP(0x80000007),
    CANCEL_SM(0x00000008),
    CANCEL_SM_RESP(0x80000008),
    BIND_TRANSCEIVER(0x00000009),
    BIND_TRANSCEIVER_RESP(0x80000009),
    OUTBIND(0x0000000B),
    ENQUIRE_LINK(0x00000015),
    ENQUIRE_LINK_RESP(0x80000015),
    SUBMIT_MULTI(0x00000021),
    SUBMIT_MULTI_RESP(0x80000021),
    ALERT_NOTIFICATION(0x00000102),
    DATA_SM(0x00000103),
    DATA_SM_RESP(0x80000103);

    private static final Map<Integer, CommandId> BY_CODE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(CommandId::code, Function.identity()));

    private final int code;

    CommandId(int code) {
        this.code = code;
    }

    /** The command with that wire code, empty for one that is not known here. */
    public static Optional<CommandId> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** The wire code, 32 bits. */
    public int code() {
        return code;
    }

    /** Whether bit 31 marks a response. */
    public boolean isResponse() {
        return code < 0;
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.pdu;

import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The command_status values that matter here, 32 bits (SMPP 3.4 clause 5.1.3); vendors add their own, kept as numbers. */
public enum CommandStatus {
    ESME_ROK(0x00),
    ESME_RINVMSGLEN(0x01),
    ESME_RINVCMDLEN(0x02),
    ESME_RINVCMDID(0x03),
    ESME_RINVBNDSTS(0x04),
    ESME_RALYBND(0x05),
    ESME_RSYSERR(0x08),
    ESME_RINVSRCADR(0x0A),
    ESME_RINVDSTADR(0x0B),
    ESME_RBINDFAIL(0x0D),
    ESME_RINVPASWD(0x0E),
    ESME_RINVSYSID(0x0F),
    ESME_RMSGQFUL(0x14),
    ESME_RSUBMITFAIL(0x45),
    ESME_RINVSYSTYP(0x53),
    ESME_RTHROTTLED(0x58),
    ESME_RINVEXPIRY(0x62),
    ESME_RX_T_APPN(0x64),
    ESME_RX_P_APPN(0x65),
    ESME_RX_R_APPN(0x66),
    ESME_RUNKNOWNERR(0xFF);

    private static final Map<Integer, CommandStatus> BY_CODE =
            Stream.of(values()).collect(Collectors.toUnmodifiableMap(CommandStatus::code, Function.identity()));

    private final int code;

    CommandStatus(int code) {
        this.code = code;
    }

    /** The status with that wire code, empty for one that is not known here. */
    public static Optional<CommandStatus> of(int code) {
        return Optional.ofNullable(BY_CODE.get(code));
    }

    /** Whether the peer asks to try again later: throttled, queue full, system error, temporary application error. */
    public static boolean isTemporary(int code) {
        return code == ESME_RTHROTTLED.code
                || code == ESME_RMSGQFUL.code
                || code == ESME_RSYSERR.code
                || code == ESME_RX_T_APPN.code;
    }

    /** The wire code, 32 bits. */
    public int code() {
        return code;
    }
}

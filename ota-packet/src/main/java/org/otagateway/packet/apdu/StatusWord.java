// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.apdu;

import java.util.HexFormat;
import java.util.Map;

/**
 * The two status octets SW1 SW2 at the end of each answer of a card (TS 102 221 clause 10.2.1, TS 51.011 clause 9.4 for
 * CLA A0).
 *
 * @param value SW1 SW2 as one number, 0…FFFF
 */
public record StatusWord(int value) {
    public static final StatusWord OK = new StatusWord(0x9000);
    /** The expanded format's word for a response that was cut, after which the rest of the script was not run. */
    public static final StatusWord RESPONSE_TRUNCATED = new StatusWord(0x62F1);

    public static final StatusWord NO_INFORMATION_GIVEN = new StatusWord(0x6F00);
    public static final StatusWord WRONG_LENGTH = new StatusWord(0x6700);
    public static final StatusWord INCOMPATIBLE_FILE_STRUCTURE = new StatusWord(0x6981);
    public static final StatusWord SECURITY_STATUS_NOT_SATISFIED = new StatusWord(0x6982);
    public static final StatusWord AUTHENTICATION_METHOD_BLOCKED = new StatusWord(0x6983);
    public static final StatusWord REFERENCED_DATA_INVALIDATED = new StatusWord(0x6984);
    public static final StatusWord CONDITIONS_NOT_SATISFIED = new StatusWord(0x6985);
    public static final StatusWord NO_EF_SELECTED = new StatusWord(0x6986);
    public static final StatusWord INCORRECT_DATA = new StatusWord(0x6A80);
    public static final StatusWord FUNCTION_NOT_SUPPORTED = new StatusWord(0x6A81);
    public static final StatusWord FILE_NOT_FOUND = new StatusWord(0x6A82);
    public static final StatusWord RECORD_NOT_FOUND = new StatusWord(0x6A83);
    public static final StatusWord NOT_ENOUGH_MEMORY = new StatusWord(0x6A84);
    public static final StatusWord INCORRECT_P1_P2 = new StatusWord(0x6A86);
    public static final StatusWord REFERENCED_DATA_NOT_FOUND = new StatusWord(0x6A88);
    public static final StatusWord WRONG_P1_P2 = new StatusWord(0x6B00);
    public static final StatusWord INSTRUCTION_NOT_SUPPORTED = new StatusWord(0x6D00);
    public static final StatusWord CLASS_NOT_SUPPORTED = new StatusWord(0x6E00);

    private static final Map<Integer, String> MEANINGS = Map.ofEntries(
            Map.entry(0x9000, "done"),
            Map.entry(0x9300, "toolkit busy"),
            Map.entry(0x9240, "memory problem"),
            Map.entry(0x9400, "no EF selected"),
            Map.entry(0x9402, "out of range"),
            Map.entry(0x9404, "file not found, or pattern not found"),
            Map.entry(0x9408, "file does not fit the command"),
            Map.entry(0x9802, "no CHV initialized"),
            Map.entry(0x9804, "access condition not fulfilled, or CHV wrong"),
            Map.entry(0x9808, "contradicts the CHV status"),
            Map.entry(0x9810, "contradicts the invalidation status"),
            Map.entry(0x9840, "CHV blocked"),
            Map.entry(0x9850, "increase would pass the maximum"),
            Map.entry(0x9862, "authentication error"),
            Map.entry(0x6200, "warning, memory unchanged"),
            Map.entry(0x6281, "part of the data may be corrupted"),
            Map.entry(0x6282, "end of file or record reached before Le octets"),
            Map.entry(0x6283, "selected file invalidated"),
            Map.entry(0x6285, "selected file in termination state"),
            Map.entry(0x62F1, "response truncated, the rest not run"),
            Map.entry(0x62F2, "more data available"),
            Map.entry(0x62F3, "more data available, proactive command pending"),
            Map.entry(0x6300, "verification failed"),
            Map.entry(0x6310, "more data available"),
            Map.entry(0x63F1, "more data expected"),
            Map.entry(0x6400, "execution error, memory unchanged"),
            Map.entry(0x6500, "execution error, memory changed"),
            Map.entry(0x6581, "memory problem"),
            Map.entry(0x6700, "wrong length"),
            Map.entry(0x6881, "logical channel not supported"),
            Map.entry(0x6882, "secure messaging not supported"),
            Map.entry(0x6981, "command incompatible with file structure"),
            Map.entry(0x6982, "security status not satisfied"),
            Map.entry(0x6983, "PIN blocked"),
            Map.entry(0x6984, "referenced data invalidated"),
            Map.entry(0x6985, "conditions of use not satisfied"),
            Map.entry(0x6986, "no EF selected"),
            Map.entry(0x6988, "secure messaging data incorrect"),
            Map.entry(0x6A80, "incorrect data"),
            Map.entry(0x6A81, "function not supported"),
            Map.entry(0x6A82, "file not found"),
            Map.entry(0x6A83, "record not found"),
            Map.entry(0x6A84, "not enough memory"),
            Map.entry(0x6A86, "incorrect P1 P2"),
            Map.entry(0x6A87, "Lc inconsistent with P1 P2"),
            Map.entry(0x6A88, "referenced data not found"),
            Map.entry(0x6B00, "wrong P1 P2, offset outside the file"),
            Map.entry(0x6D00, "instruction not supported"),
            Map.entry(0x6E00, "class not supported"),
            Map.entry(0x6F00, "technical problem"));

    public StatusWord {
        if (value < 0 || value > 0xFFFF) {
            throw new IllegalArgumentException("status word: expected 0 to FFFF, got " + Integer.toHexString(value));
        }
    }

    /** Joins the two octets. */
    public static StatusWord of(int sw1, int sw2) {
        if ((sw1 | sw2) >>> 8 != 0) {
            throw new IllegalArgumentException("SW1, SW2: expected octets, got " + sw1 + ", " + sw2);
        }
        return new StatusWord(sw1 << 8 | sw2);
    }

    /** SW1, 0…FF. */
    public int sw1() {
        return value >>> 8;
    }

    /** SW2, 0…FF. */
    public int sw2() {
        return value & 0xFF;
    }

    /** What kind of answer this is. */
    public Kind kind() {
        return switch (sw1()) {
            case 0x61, 0x9F -> Kind.DATA_AVAILABLE;
            case 0x62, 0x63 -> Kind.WARNING;
            case 0x64, 0x65, 0x66, 0x93 -> Kind.EXECUTION_ERROR;
            case 0x67, 0x68, 0x69, 0x6A, 0x6B, 0x6C, 0x6D, 0x6E, 0x6F, 0x94, 0x98 -> Kind.CHECKING_ERROR;
            case 0x90 -> sw2() == 0 ? Kind.DONE : Kind.UNKNOWN;
            case 0x91, 0x9E -> Kind.DONE;
            // TS 51.011 clause 9.4.3: 920X done after X retries, 9240 memory problem.
            case 0x92 -> sw2() < 0x10 ? Kind.DONE : Kind.EXECUTION_ERROR;
            default -> Kind.UNKNOWN;
        };
    }

    /** True where a script goes on after this word: the command was done, perhaps with a warning. */
    public boolean letsScriptGoOn() {
        Kind kind = kind();
        return kind == Kind.DONE || kind == Kind.DATA_AVAILABLE || kind == Kind.WARNING;
    }

    /** The word in plain English. */
    public String meaning() {
        String exact = MEANINGS.get(value);
        if (exact != null) {
            return exact;
        }
        int octets = sw2() == 0 ? 256 : sw2();
        return switch (sw1()) {
            case 0x61, 0x9F -> "done, " + octets + " octets of response data wait";
            case 0x91 -> "done, a proactive command of " + octets + " octets waits";
            case 0x92 -> sw2() < 0x10 ? "done after " + sw2() + " retries" : "memory problem";
            case 0x63 ->
                (sw2() & 0xF0) == 0xC0
                        ? "verification failed, " + (sw2() & 0x0F) + " tries left"
                        : "warning, memory changed";
            case 0x6C -> "wrong length, Le must be " + octets;
            default -> kind().meaning;
        };
    }

    /** Four lower-case hexadecimal digits. */
    public String toHex() {
        return HexFormat.of().toHexDigits((short) value);
    }

    @Override
    public String toString() {
        return toHex();
    }

    /** The classes of status words. */
    public enum Kind {
        /** 9000, 91xx, 920x. */
        DONE("done"),
        /** 61xx, 9Fxx: done, and the answer takes GET RESPONSE. */
        DATA_AVAILABLE("done, response data wait"),
        /** 62xx, 63xx. */
        WARNING("warning"),
        /** 64xx–66xx, 93xx, 924x. */
        EXECUTION_ERROR("execution error"),
        /** 67xx–6Fxx, 94xx, 98xx. */
        CHECKING_ERROR("checking error"),
        /** No standard names it. */
        UNKNOWN("unknown");

        private final String meaning;

        Kind(String meaning) {
            this.meaning = meaning;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.secured.ResponseStatus;

/** What usually lies behind a response status or a status word, as seen on cards; empty where there is nothing to say. */
final class Causes {
    private Causes() {}

    static String of(ResponseStatus status) {
        return switch (status.meaning()) {
            case POR_OK -> "the packet was taken; whether the script did what it should, the data says";
            case INTEGRITY_FAILED ->
                "usual causes: wrong KID or key version; check computed over other octets; a CMAC of 4 where the card wants 8";
            case COUNTER_LOW ->
                "usual causes: the packet came twice and the first copy ran; another system uses the key set; some cards say 06 instead";
            case COUNTER_HIGH -> "usual cause: counter setting 11 and a packet in between was lost";
            case COUNTER_BLOCKED -> "the counter stands at FFFFFFFFFF: this key set is blocked for good";
            case CIPHERING_ERROR -> "usual causes: wrong KIC or key version; ciphered octets not in whole blocks";
            case UNIDENTIFIED_SECURITY_ERROR ->
                "usual causes: some cards say so to any fault of security, a counter too low included; no key of that version";
            case INSUFFICIENT_MEMORY -> "usual cause: the card has no buffer for a packet of this length";
            case MORE_TIME_NEEDED -> "not final: the card goes on";
            case TAR_UNKNOWN ->
                "usual causes: wrong TAR for this card profile; the application is not installed or not selectable";
            case INSUFFICIENT_SECURITY_LEVEL ->
                "usual cause: the SPI asks for less than the application's minimum security level (checksum, ciphering or counter)";
            case RESPONSE_BY_SUBMIT -> "not final: the response follows by SMS-SUBMIT";
            case RESPONSE_BY_USSD -> "not final: the response follows by USSD";
            case UNKNOWN -> "not a status of the standard: see the card's documentation";
        };
    }

    static String of(StatusWord word) {
        return switch (word.value()) {
            case 0x6982 ->
                "usual causes: the application's access rights do not cover this file; PIN or ADM not presented";
            case 0x6985 -> "usual causes: the load was broken by a reset; the applet is in use; wrong life cycle state";
            case 0x6986 -> "usual cause: no SELECT in this script: each packet starts at the application's default";
            case 0x6A82 -> "usual causes: the path starts elsewhere (MF, ADF); the file is not on this profile";
            case 0x6700 -> "usual causes: Le where the file is shorter; data longer than the record";
            case 0x6B00 -> "usual cause: offset beyond the end of the file";
            case 0x6E00 -> "usual cause: CLA A0 to a UICC application, or 00 to the SIM application";
            case 0x6A80 -> "usual causes: TLV lengths in INSTALL; install parameters this card does not take";
            case 0x6A84 -> "usual cause: memory quotas, or the card is full";
            case 0x6983 -> "usual cause: too many wrong PIN presentations";
            default -> "";
        };
    }

    /** The meaning with its usual causes. */
    static String explained(StatusWord word) {
        String causes = of(word);
        return word.meaning() + (causes.isEmpty() ? "" : "; " + causes);
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.inspect;

import java.util.Locale;
import java.util.Optional;

/** What octets can be. */
public enum Kind {
    COMMAND_PACKET("command packet", "TS 102 225 5.1"),
    RESPONSE_PACKET("response packet", "TS 102 225 5.2"),
    USER_DATA("TP-UD with user data header", "TS 23.040 9.2.3.24"),
    SMS_DELIVER("SMS-DELIVER TPDU", "TS 23.040 9.2.2.1"),
    SMS_SUBMIT("SMS-SUBMIT TPDU", "TS 23.040 9.2.2.2"),
    DELIVER_REPORT("SMS-DELIVER-REPORT TPDU", "TS 23.040 9.2.2.1a"),
    ENVELOPE("ENVELOPE (SMS-PP DOWNLOAD)", "TS 31.111 7.1.1.2"),
    PROACTIVE_COMMAND("proactive command", "TS 102 223 6.6"),
    COMPACT_SCRIPT("compact script", "TS 102 226 5.1.1"),
    EXPANDED_SCRIPT("expanded script", "TS 102 226 5.2.1"),
    COMPACT_RESPONSE("compact response", "TS 102 226 5.1.2"),
    EXPANDED_RESPONSE("expanded response", "TS 102 226 5.2.2"),
    SMPP_PDU("SMPP PDU", "SMPP 3.4 3.2"),
    COMMAND_APDU("command APDU", "ISO/IEC 7816-4 5.1"),
    /** Octets of no known form. */
    UNKNOWN("unknown octets", "");

    private final String text;
    private final String clause;

    Kind(String text, String clause) {
        this.text = text;
        this.clause = clause;
    }

    /** For people. */
    public String text() {
        return text;
    }

    /** The clause that describes it; empty for UNKNOWN. */
    public String clause() {
        return clause;
    }

    /** As the command line writes it: "command-packet". */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The kind written as {@code label}, in any case. */
    public static Optional<Kind> ofLabel(String label) {
        for (Kind kind : values()) {
            if (kind.label().equals(label.toLowerCase(Locale.ROOT))) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}

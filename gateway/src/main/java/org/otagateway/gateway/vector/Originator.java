// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.vector;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.otagateway.packet.sms.SmsAddress;
import org.otagateway.packet.sms.TypeOfNumber;

/**
 * The originator of the SMS-DELIVER. The vectors have no field for it: it is 12345678 of unknown type unless the name says
 * otherwise, as in "originator 12 international".
 */
final class Originator {
    static final SmsAddress USUAL = SmsAddress.unknown("12345678");

    private static final Pattern NAMED =
            Pattern.compile("originator (.+) (unknown|international|national|network specific|alphanumeric)");

    private Originator() {}

    static SmsAddress of(Fields fields) throws BadVector {
        Matcher named = NAMED.matcher(fields.optionalText("name").orElse(""));
        if (!named.matches()) {
            return USUAL;
        }
        TypeOfNumber type = switch (named.group(2)) {
            case "international" -> TypeOfNumber.INTERNATIONAL;
            case "national" -> TypeOfNumber.NATIONAL;
            case "network specific" -> TypeOfNumber.NETWORK_SPECIFIC;
            case "alphanumeric" -> TypeOfNumber.ALPHANUMERIC;
            default -> TypeOfNumber.UNKNOWN;
        };
        // the telephone plan goes with telephone numbers alone: 81 and 91, but b0 and d0
        int plan = type == TypeOfNumber.NETWORK_SPECIFIC || type == TypeOfNumber.ALPHANUMERIC ? 0 : 1;
        try {
            return new SmsAddress(type, plan, named.group(1));
        } catch (IllegalArgumentException e) {
            throw new BadVector("name", "an originator that fits its type", String.valueOf(e.getMessage()));
        }
    }
}

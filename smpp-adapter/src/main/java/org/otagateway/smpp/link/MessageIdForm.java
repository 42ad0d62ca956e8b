// SPDX-License-Identifier: Apache-2.0
package org.otagateway.smpp.link;

import java.math.BigInteger;
import java.util.Locale;
import java.util.regex.Pattern;

/** How an SMSC writes a message id. One SMSC often writes it differently in submit_sm_resp and in the receipt. */
public enum MessageIdForm {
    /** Compared as it stands, blanks around it aside. */
    AS_IS {
        @Override
        public String normalise(String id) {
            return id.strip();
        }
    },
    /** A decimal number; leading zeros mean nothing. */
    DECIMAL {
        @Override
        public String normalise(String id) {
            String digits = id.strip();
            return DECIMAL_DIGITS.matcher(digits).matches() ? new BigInteger(digits).toString() : digits;
        }
    },
    /** A hexadecimal number in either case; leading zeros mean nothing. */
    HEXADECIMAL {
        @Override
        public String normalise(String id) {
            String digits = id.strip();
            return HEX_DIGITS.matcher(digits).matches() ? new BigInteger(digits, 16).toString() : digits;
        }
    },
    /** Compared without leading zeros and in lower case, such as a hexadecimal id of which one side cuts the zeros. */
    WITHOUT_LEADING_ZEROS {
        @Override
        public String normalise(String id) {
            String text = id.strip().toLowerCase(Locale.ROOT);
            int at = 0;
            while (at < text.length() - 1 && text.charAt(at) == '0') {
                at++;
            }
            return text.substring(at);
        }
    };

    // SMPP 3.4 clause 4.4.2: 64 characters at most; the bound keeps a hostile id from costing quadratic time.
    private static final Pattern DECIMAL_DIGITS = Pattern.compile("[0-9]{1,64}");
    private static final Pattern HEX_DIGITS = Pattern.compile("[0-9A-Fa-f]{1,64}");

    /** The id in a form in which ids of any two forms of one SMSC compare equal; what is no such number stays as it is. */
    public abstract String normalise(String id);
}

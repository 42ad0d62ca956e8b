// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * Preferred languages in order: EF.LI and EF.PL, two letters of ISO 639 each (TS 31.102 clause 4.2.1, TS 102 221 clause
 * 13.3); EF.LP of a SIM, a code of TS 23.038 each (TS 51.011 clause 10.3.1).
 */
final class Languages {
    private static final Pattern CODE = Pattern.compile("[a-z]{2}");
    private static final int UNUSED = 0xFFFF;

    /** By their codes in TS 23.038 clause 5, from 00 on. */
    private static final List<String> OF_SIM =
            List.of("de", "en", "it", "fr", "es", "nl", "sv", "da", "pt", "fi", "no", "el", "tr", "hu", "pl");

    private Languages() {}

    static Octets encode(String text, OptionalInt length) {
        List<Octets> codes = new ArrayList<>();
        for (String language : FileText.list(text)) {
            String code = language.toLowerCase(Locale.ROOT);
            if (!CODE.matcher(code).matches()) {
                throw new IllegalArgumentException("language: expected two letters of ISO 639, got " + language);
            }
            codes.add(Octets.copyOf(code.getBytes(StandardCharsets.US_ASCII)));
        }
        Octets file = Octets.concat(codes.toArray(Octets[]::new));
        return Fill.to(length.orElse(file.length()), file);
    }

    static Decoded<String> decode(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 31.102 4.2.1");
            List<String> languages = new ArrayList<>();
            while (in.remaining() >= 2) {
                int at = in.offset();
                int value = in.u16("language");
                String code = "" + (char) (value >>> 8) + (char) (value & 0xFF);
                if (value != UNUSED && !CODE.matcher(code).matches()) {
                    throw in.fail("language", at, "two letters", Integer.toHexString(value));
                }
                if (value != UNUSED) {
                    languages.add(code);
                }
            }
            in.end("languages");
            return FileText.join(languages);
        });
    }

    static Octets encodeSim(String text, OptionalInt length) {
        int[] codes = FileText.list(text).stream()
                .mapToInt(language -> {
                    int code = OF_SIM.indexOf(language.toLowerCase(Locale.ROOT));
                    if (code < 0) {
                        throw new IllegalArgumentException(
                                "language: expected " + String.join(", ", OF_SIM) + ", got " + language);
                    }
                    return code;
                })
                .toArray();
        return Fill.to(length.orElse(codes.length), Octets.of(codes));
    }

    static Decoded<String> decodeSim(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 51.011 10.3.1");
            List<String> languages = new ArrayList<>();
            while (in.remaining() > 0) {
                int at = in.offset();
                int code = in.u8("language");
                if (code != 0xFF && code >= OF_SIM.size()) {
                    throw in.fail("language", at, "00 to 0e", OctetReader.hex8(code));
                }
                if (code != 0xFF) {
                    languages.add(OF_SIM.get(code));
                }
            }
            return FileText.join(languages);
        });
    }
}

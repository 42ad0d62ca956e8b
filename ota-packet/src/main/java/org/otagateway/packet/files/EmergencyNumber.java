// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;

/**
 * A record of EF.ECC (TS 31.102 clause 4.2.21). The file of a SIM is transparent and has codes alone (TS 51.011 clause
 * 10.3.27).
 *
 * <pre>
 * | digits 3 | name X | service category 1: b1 police, b2 ambulance, b3 fire, b4 marine, b5 mountain |
 * </pre>
 *
 * @param digits 1 to 6
 * @param name perhaps none
 * @param category 0…FF; 0: any
 */
public record EmergencyNumber(String digits, String name, int category) {
    private static final Pattern DIGITS = Pattern.compile("[0-9]{1,6}");
    private static final int CODE = 3;
    private static final int FIXED = 4;

    /** The names of the bits of the category, from b1 on. */
    private static final List<String> SERVICES = List.of("police", "ambulance", "fire", "marine", "mountain");

    public EmergencyNumber {
        if (!DIGITS.matcher(digits).matches()) {
            throw new IllegalArgumentException("emergency number: expected 1 to 6 digits, got " + digits);
        }
        FileCommand.within("service category", category, 0, 0xFF);
    }

    /**
     * Reads "112", "110; Police; police", "112; SOS; police ambulance fire".
     *
     * @throws IllegalArgumentException where it is none
     */
    public static EmergencyNumber of(String text) {
        List<String> fields = FileText.fields(text, 3);
        int category = 0;
        for (String service : FileText.field(fields, 2, "").split("\\s+")) {
            int bit = SERVICES.indexOf(service);
            if (!service.isEmpty() && bit < 0) {
                throw new IllegalArgumentException(
                        "service: expected " + String.join(", ", SERVICES) + ", got " + service);
            }
            category |= service.isEmpty() ? 0 : 1 << bit;
        }
        return new EmergencyNumber(fields.get(0), FileText.field(fields, 1, ""), category);
    }

    /**
     * The record.
     *
     * @param length octets of a record, 4 and more; empty: as short as can be
     */
    public Octets encode(OptionalInt length) {
        Octets label = Alphabet.encode(name);
        int room = length.orElse(FIXED + label.length()) - FIXED;
        if (room < 0) {
            throw new IllegalArgumentException("length: expected at least 4 octets, got " + length.getAsInt());
        }
        return Octets.concat(Fill.to(CODE, Bcd.encode(digits)), Fill.to(room, label), Octets.of(category));
    }

    /** Reads a record, empty where it is unused. */
    public static Decoded<Optional<EmergencyNumber>> decode(Octets entry) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(entry, "TS 31.102 4.2.21");
            String digits = Bcd.decode(in.octets("code", CODE));
            String name = Alphabet.decode(in.octets("name", Math.max(entry.length() - FIXED, 0)));
            int category = in.u8("service category");
            if (digits.isEmpty()) {
                return Optional.empty();
            }
            if (!DIGITS.matcher(digits).matches()) {
                throw in.fail("code", 0, "1 to 6 digits", digits);
            }
            return Optional.of(new EmergencyNumber(digits, name, category));
        });
    }

    /** The file of a SIM: "112, 911". */
    static Octets encodeSim(String text, OptionalInt length) {
        List<Octets> codes = new ArrayList<>();
        for (String number : FileText.list(text)) {
            codes.add(Fill.to(CODE, Bcd.encode(new EmergencyNumber(number, "", 0).digits)));
        }
        Octets file = Octets.concat(codes.toArray(Octets[]::new));
        return Fill.to(length.orElse(file.length()), file);
    }

    static Decoded<String> decodeSim(Octets file) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(file, "TS 51.011 10.3.27");
            List<String> numbers = new ArrayList<>();
            while (in.remaining() >= CODE) {
                int at = in.offset();
                String digits = Bcd.decode(in.octets("code", CODE));
                if (!digits.isEmpty() && !DIGITS.matcher(digits).matches()) {
                    throw in.fail("code", at, "1 to 6 digits", digits);
                }
                if (!digits.isEmpty()) {
                    numbers.add(digits);
                }
            }
            in.end("EF.ECC");
            return FileText.join(numbers);
        });
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        List<String> services = new ArrayList<>();
        for (int bit = 0; bit < SERVICES.size(); bit++) {
            if ((category >>> bit & 1) != 0) {
                services.add(SERVICES.get(bit));
            }
        }
        return digits
                + (name.isEmpty() && services.isEmpty() ? "" : "; " + name)
                + (services.isEmpty() ? "" : "; " + String.join(" ", services));
    }
}

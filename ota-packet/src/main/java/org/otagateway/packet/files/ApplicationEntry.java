// SPDX-License-Identifier: Apache-2.0
package org.otagateway.packet.files;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.regex.Pattern;
import org.otagateway.packet.bytes.Decoded;
import org.otagateway.packet.bytes.OctetReader;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.Aid;

/**
 * A record of EF.DIR (TS 102 221 clause 13.1).
 *
 * <pre>
 * | 61 L | 4F L AID | 50 L label | FF … |
 * </pre>
 *
 * @param aid of the application
 * @param label in letters of ASCII, 0 to 32; none: there is no object for it
 */
public record ApplicationEntry(Aid aid, String label) {
    private static final Pattern LABEL = Pattern.compile("[ -~]{0,32}");
    private static final int TEMPLATE = 0x61;
    private static final int IDENTIFIER = 0x4F;
    private static final int LABEL_TAG = 0x50;

    public ApplicationEntry {
        if (!LABEL.matcher(label).matches()) {
            throw new IllegalArgumentException("label: expected up to 32 letters of ASCII, got " + label);
        }
    }

    /**
     * Reads "a0000000871002; USIM".
     *
     * @throws IllegalArgumentException where it is none
     */
    public static ApplicationEntry of(String text) {
        List<String> fields = FileText.fields(text, 2);
        return new ApplicationEntry(Aid.hex(fields.get(0)), FileText.field(fields, 1, ""));
    }

    /** The record, filled up; without a length as short as can be. */
    public Octets encode(OptionalInt length) {
        Octets name = Octets.copyOf(label.getBytes(StandardCharsets.US_ASCII));
        Octets value = Octets.concat(
                Octets.of(IDENTIFIER, aid.value().length()),
                aid.value(),
                name.isEmpty() ? Octets.EMPTY : Octets.concat(Octets.of(LABEL_TAG, name.length()), name));
        Octets entry = Octets.concat(Octets.of(TEMPLATE, value.length()), value);
        return Fill.to(length.orElse(entry.length()), entry);
    }

    /** Reads a record, empty where it is unused; objects other than AID and label are passed over. */
    public static Decoded<Optional<ApplicationEntry>> decode(Octets entry) {
        return Decoded.attempt(() -> {
            OctetReader in = new OctetReader(entry, "TS 102 221 13.1");
            int tag = in.u8("template");
            if (tag == 0xFF || tag == 0) {
                return Optional.empty();
            }
            if (tag != TEMPLATE) {
                throw in.fail("template", 0, "61", OctetReader.hex8(tag));
            }
            OctetReader objects = new OctetReader(in.octets("template", in.u8("template length")), "TS 102 221 13.1");
            Octets aid = Octets.EMPTY;
            String label = "";
            while (objects.remaining() > 0) {
                int object = objects.u8("tag");
                Octets value = objects.octets("object", objects.u8("length"));
                if (object == IDENTIFIER) {
                    aid = value;
                } else if (object == LABEL_TAG) {
                    label = new String(value.toByteArray(), StandardCharsets.US_ASCII);
                }
            }
            if (aid.length() < 5 || aid.length() > 16) {
                throw in.fail("AID", 2, "5 to 16 octets", Integer.toString(aid.length()));
            }
            if (!LABEL.matcher(label).matches()) {
                throw in.fail("label", 2, "up to 32 letters of ASCII", Integer.toString(label.length()));
            }
            return Optional.of(new ApplicationEntry(new Aid(aid), label));
        });
    }

    /** As {@link #of} reads it. */
    @Override
    public String toString() {
        return aid + (label.isEmpty() ? "" : "; " + label);
    }
}

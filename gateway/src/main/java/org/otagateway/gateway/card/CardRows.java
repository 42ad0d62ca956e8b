// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.card;

import java.io.Closeable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.input.CsvReader;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeyType;

/** Reads a card file row by row, in bounded memory; a bad row is data and the next one goes on. */
public final class CardRows implements Closeable {
    private static final Predicate<String> PROFILE =
            Pattern.compile("[A-Za-z0-9._-]{1,64}").asMatchPredicate();

    private final CsvReader csv;
    private final UnaryOperator<String> international;
    private final CardColumns columns;
    private final boolean values;

    private CardRows(CsvReader csv, UnaryOperator<String> international, CardColumns columns, boolean values) {
        this.csv = csv;
        this.international = international;
        this.columns = columns;
        this.values = values;
    }

    /** The same rows, from where these stand, without the columns that are for scripts alone. */
    public CardRows withoutValues() {
        return new CardRows(csv, international, columns, false);
    }

    private static boolean isIccid(String text) {
        return isNumber(text, 18, 20);
    }

    private static boolean isImsi(String text) {
        return isNumber(text, 6, 15);
    }

    private static boolean isEid(String text) {
        return isNumber(text, 32, 32);
    }

    /** Whether the text has so many digits and nothing else. */
    private static boolean isNumber(String text, int least, int most) {
        if (text.length() < least || text.length() > most) {
            return false;
        }
        for (int i = 0; i < text.length(); i++) {
            if (text.charAt(i) < '0' || text.charAt(i) > '9') {
                return false;
            }
        }
        return true;
    }

    /** A row, or why it is none. */
    public sealed interface RowResult permits CardRow, BadRow {
        /** Its line in the file, from 1. */
        long line();
    }

    /** Opens a file and reads its header; a {@link UserError} where it cannot be read or lacks a column. */
    public static CardRows open(Path file, UnaryOperator<String> international) {
        return of(CsvReader.open(file), international);
    }

    /**
     * Reads the header of {@code csv}.
     *
     * @param international brings a number into international form, as the link's settings say
     */
    public static CardRows of(CsvReader csv, UnaryOperator<String> international) {
        try {
            CsvReader.CsvRecord header = csv.next();
            if (header == null) {
                throw UserError.in(csv.file(), 1, "header", null, "the columns iccid and msisdn, got an empty file");
            }
            if (header.malformed() != null) {
                throw UserError.in(csv.file(), header.line(), "header", null, header.malformed());
            }
            return new CardRows(csv, international, CardColumns.of(csv.file(), header.line(), header.fields()), true);
        } catch (UserError e) {
            csv.close();
            throw e;
        }
    }

    public CardColumns columns() {
        return columns;
    }

    /** Reads past a row without looking at it; false at the end. */
    public boolean skip() {
        return csv.next() != null;
    }

    /** The next row, or null at the end; a {@link UserError} where the file cannot be read on. */
    public @Nullable RowResult next() {
        CsvReader.CsvRecord row = csv.next();
        if (row == null) {
            return null;
        }
        if (row.malformed() != null) {
            return new BadRow(row.line(), null, null, row.malformed());
        }
        if (row.fields().size() != columns.count()) {
            return new BadRow(
                    row.line(),
                    null,
                    null,
                    columns.count() + " fields as in the header, got "
                            + row.fields().size());
        }
        try {
            return read(row);
        } catch (BadField e) {
            return new BadRow(row.line(), e.field, e.value, e.expected);
        }
    }

    /** Ends the reading of one row. */
    private static final class BadField extends Exception {
        private static final long serialVersionUID = 1L;

        private final String field;
        private final @Nullable String value;
        private final String expected;

        BadField(String field, @Nullable String value, String expected) {
            super(field, null, false, false);
            this.field = field;
            this.value = value;
            this.expected = expected;
        }
    }

    private CardRow read(CsvReader.CsvRecord row) throws BadField {
        List<String> fields = row.fields();
        String iccid = required(fields, "iccid", CardRows::isIccid, "18 to 20 digits");
        String written = identity(fields, "msisdn");
        String msisdn = international.apply(written);
        if (!isNumber(msisdn, 3, 20)) {
            throw new BadField("msisdn", written.isEmpty() ? null : written, "a number of 3 to 20 digits");
        }
        List<RowKeys> keys = new ArrayList<>();
        for (Map.Entry<CardColumns.KeyPlace, Map<CardColumns.KeyPart, Integer>> place :
                columns.keys().entrySet()) {
            RowKeys read = keys(place.getKey(), place.getValue(), fields);
            if (read.anyKey() || read.counter() != null) {
                keys.add(read);
            }
        }
        Map<String, SecretOctets> secrets = new LinkedHashMap<>();
        for (Map.Entry<String, Integer> column : columns.secrets().entrySet()) {
            SecretOctets secret = secret(column.getKey(), fields.get(column.getValue()));
            if (secret != null) {
                secrets.put(column.getKey(), secret);
            }
        }
        return new CardRow(
                row.line(),
                iccid,
                msisdn,
                optional(fields, "imsi", CardRows::isImsi, "6 to 15 digits"),
                optional(fields, "eid", CardRows::isEid, "32 digits"),
                optional(fields, "profile", PROFILE, "the name of a card profile"),
                keys,
                secrets,
                values ? values(fields) : Map.of());
    }

    private Map<String, String> values(List<String> fields) {
        Map<String, String> values = new LinkedHashMap<>();
        columns.values().forEach((name, index) -> {
            if (!fields.get(index).isEmpty()) {
                values.put(name, fields.get(index));
            }
        });
        return values;
    }

    private String identity(List<String> fields, String column) {
        Integer index = columns.identity(column);
        return index == null ? "" : fields.get(index);
    }

    private String required(List<String> fields, String column, Predicate<String> form, String expected)
            throws BadField {
        String value = optional(fields, column, form, expected);
        if (value == null) {
            throw new BadField(column, null, expected);
        }
        return value;
    }

    private @Nullable String optional(List<String> fields, String column, Predicate<String> form, String expected)
            throws BadField {
        String value = identity(fields, column);
        if (value.isEmpty()) {
            return null;
        }
        if (!form.test(value)) {
            throw new BadField(column, value, expected);
        }
        return value;
    }

    private static RowKeys keys(
            CardColumns.KeyPlace place, Map<CardColumns.KeyPart, Integer> parts, List<String> fields) throws BadField {
        String algorithm = part(parts, CardColumns.KeyPart.ALG, fields);
        KeyType type = null;
        if (!algorithm.isEmpty()) {
            type = KeyType.ofLabel(algorithm).orElse(null);
            if (type == null) {
                throw new BadField(column(place, "alg"), algorithm, "aes, 3des or des");
            }
        }
        String counter = part(parts, CardColumns.KeyPart.CNTR, fields);
        return new RowKeys(
                place.securityDomain(),
                place.version(),
                type,
                secret(place, "kic", part(parts, CardColumns.KeyPart.KIC, fields)),
                secret(place, "kid", part(parts, CardColumns.KeyPart.KID, fields)),
                secret(place, "kik", part(parts, CardColumns.KeyPart.KIK, fields)),
                counter.isEmpty() ? null : counter(place, counter));
    }

    /** The name of a column is worth making only where something is wrong with it. */
    private static String column(CardColumns.KeyPlace place, String part) {
        return RowKeys.column(place.securityDomain(), place.version(), part);
    }

    private static String part(Map<CardColumns.KeyPart, Integer> parts, CardColumns.KeyPart part, List<String> fields) {
        Integer index = parts.get(part);
        return index == null ? "" : fields.get(index);
    }

    private static Counter counter(CardColumns.KeyPlace place, String value) throws BadField {
        if (isNumber(value, 1, 13)) {
            long number = Long.parseLong(value);
            if (number <= Counter.MAX.value()) {
                return new Counter(number);
            }
        }
        throw new BadField(column(place, "cntr"), value, "a decimal number from 0 to " + Counter.MAX.value());
    }

    private static @Nullable SecretOctets secret(CardColumns.KeyPlace place, String part, String value)
            throws BadField {
        try {
            return secret(part, value);
        } catch (BadField e) {
            throw new BadField(column(place, part), e.value, e.expected);
        }
    }

    private static @Nullable SecretOctets secret(String column, String value) throws BadField {
        if (value.isEmpty()) {
            return null;
        }
        try {
            return SecretOctets.hex(value);
        } catch (IllegalArgumentException e) {
            throw new BadField(column, null, e.getMessage() == null ? "hexadecimal" : Expectation.of(e));
        }
    }

    @Override
    public void close() {
        csv.close();
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.UserError;
import org.otagateway.gateway.simulator.ram.RamProfile.NamedDomain;
import org.otagateway.packet.keys.Counter;
import org.otagateway.packet.keys.KeyType;

/**
 * Reads CARDS.csv as an issuer of cards does: each row becomes a card with the keys and stored counters of its security
 * domains. Columns that a card has no use for are passed over.
 */
final class CardsFile {
    private static final int LAST_VERSION = 15;

    private final String name;
    private final KeyType defaultType;
    private final Map<String, Integer> columns = new HashMap<>();

    /** What the columns of each security domain begin with: nothing for the issuer's. */
    private final List<String> prefixes = new ArrayList<>();

    private CardsFile(String name, KeyType defaultType, List<NamedDomain> domains) {
        this.name = name;
        this.defaultType = defaultType;
        prefixes.add("");
        domains.forEach(domain -> prefixes.add(domain.name().toLowerCase(Locale.ROOT) + "."));
    }

    /**
     * Reads all rows.
     *
     * @param defaultType the algorithm of keys whose {@code algN} is missing or empty
     * @param domains security domains that the cards have beside the issuer's
     * @param cards takes each card
     * @param refused takes one line for each row that is no card; it may throw to stop there
     * @throws UserError where the file cannot be read or lacks a column
     */
    static void read(
            Path file,
            KeyType defaultType,
            List<NamedDomain> domains,
            Consumer<UiccState> cards,
            Consumer<UserError> refused) {
        CardsFile reader = new CardsFile(file.toString(), defaultType, domains);
        try (BufferedReader in = Files.newBufferedReader(file)) {
            reader.read(new CsvRows(in), cards, refused);
        } catch (NoSuchFileException e) {
            throw new UserError(file + ": no such file");
        } catch (MalformedInputException e) {
            throw new UserError(file + ": expected UTF-8");
        } catch (IOException e) {
            throw new UserError(file + ": cannot be read: " + e.getMessage());
        }
    }

    private void read(CsvRows rows, Consumer<UiccState> cards, Consumer<UserError> refused) throws IOException {
        try {
            List<String> header = rows.read();
            if (header == null) {
                throw new UserError(name + ": expected a header line, got an empty file");
            }
            readHeader(header, rows.line());
            for (List<String> row = rows.read(); row != null; row = rows.read()) {
                try {
                    if (row.size() != header.size()) {
                        throw bad(rows, null, null, header.size() + " fields as in the header, got " + row.size());
                    }
                    cards.accept(card(row, rows));
                } catch (UserError e) {
                    refused.accept(e);
                }
            }
        } catch (CsvRows.CsvException e) {
            throw new UserError(name + ":" + rows.line() + ": " + e.getMessage());
        }
    }

    private void readHeader(List<String> header, long line) {
        for (int i = 0; i < header.size(); i++) {
            String column = header.get(i).strip().toLowerCase(Locale.ROOT);
            if (columns.putIfAbsent(column, i) != null) {
                throw UserError.in(name, line, header.get(i), null, "each column once");
            }
        }
        for (String required : List.of("iccid", "msisdn")) {
            if (!columns.containsKey(required)) {
                throw UserError.in(name, line, null, null, "a column " + required);
            }
        }
    }

    private String value(List<String> row, String column) {
        Integer index = columns.get(column);
        return index == null ? "" : row.get(index).strip();
    }

    private UserError bad(CsvRows rows, @Nullable String field, @Nullable String value, String expected) {
        return UserError.in(name, rows.line(), field, value, expected);
    }

    private String digits(List<String> row, CsvRows rows, String column, String shape, String expected) {
        String value = value(row, column);
        if (!value.matches(shape)) {
            throw bad(rows, column, value, expected);
        }
        return value;
    }

    private UiccState card(List<String> row, CsvRows rows) {
        String iccid = digits(row, rows, "iccid", "[0-9]{10,20}", "10 to 20 digits");
        String msisdn = digits(row, rows, "msisdn", "\\+?[1-9][0-9]{2,14}", "3 to 15 digits, international");
        String imsi = value(row, "imsi");
        if (imsi.isEmpty()) {
            // A card has an IMSI: one of the test network 001 01, unlike those of other cards.
            imsi = "00101" + iccid.substring(iccid.length() - 10);
        } else {
            digits(row, rows, "imsi", "[0-9]{6,15}", "6 to 15 digits");
        }
        @Nullable PackedKeys[] keys = new PackedKeys[prefixes.size()];
        for (int slot = 0; slot < keys.length; slot++) {
            keys[slot] = keys(row, rows, prefixes.get(slot));
        }
        UiccState card = new UiccState(iccid, imsi, msisdn.replace("+", ""), keys);
        for (int slot = 0; slot < keys.length; slot++) {
            counters(row, rows, card, slot);
        }
        pins(row, rows, card);
        return card;
    }

    private PackedKeys keys(List<String> row, CsvRows rows, String prefix) {
        PackedKeys.Builder keys = new PackedKeys.Builder();
        for (int version = 1; version <= LAST_VERSION; version++) {
            String kic = value(row, prefix + "kic" + version);
            String kid = value(row, prefix + "kid" + version);
            String kik = value(row, prefix + "kik" + version);
            if (kic.isEmpty() && kid.isEmpty() && kik.isEmpty()) {
                continue;
            }
            KeyType type = type(row, rows, prefix + "alg" + version);
            keys.version(version);
            key(keys, rows, type, prefix + "kic" + version, kic);
            key(keys, rows, type, prefix + "kid" + version, kid);
            key(keys, rows, type, prefix + "kik" + version, kik);
        }
        return keys.build();
    }

    private KeyType type(List<String> row, CsvRows rows, String column) {
        String label = value(row, column);
        if (label.isEmpty()) {
            return defaultType;
        }
        return KeyType.ofLabel(label).orElseThrow(() -> bad(rows, column, label, "aes, 3des or des"));
    }

    private void key(PackedKeys.Builder keys, CsvRows rows, KeyType type, String column, String digits) {
        if (digits.isEmpty()) {
            keys.noKey();
            return;
        }
        if (!digits.matches("([0-9A-Fa-f]{2})+") || !type.acceptsLength(digits.length() / 2)) {
            throw bad(
                    rows,
                    column,
                    null,
                    type.lengthsText() + " octets in hexadecimal for a key of " + type.label() + ", got "
                            + digits.length() + " characters");
        }
        keys.key(type, HexFormat.of().parseHex(digits));
    }

    private void counters(List<String> row, CsvRows rows, UiccState card, int slot) {
        for (int version = 1; version <= LAST_VERSION; version++) {
            String column = prefixes.get(slot) + "cntr" + version;
            String value = value(row, column);
            if (value.isEmpty()) {
                continue;
            }
            long counter = value.matches("[0-9]{1,13}") ? Long.parseLong(value) : Long.MAX_VALUE;
            if (counter > Counter.MAX.value()) {
                throw bad(rows, column, value, "0 to " + Counter.MAX.value());
            }
            card.storeCounter(SoftwareUicc.domain(slot, version), new Counter(counter));
        }
    }

    private void pins(List<String> row, CsvRows rows, UiccState card) {
        for (CardPins.Reference reference : CardPins.Reference.values()) {
            String column = reference.name().toLowerCase(Locale.ROOT);
            String value = value(row, column);
            if (value.isEmpty()) {
                continue;
            }
            if (!CardPins.accepts(reference, value)) {
                throw bad(
                        rows,
                        column,
                        null,
                        reference == CardPins.Reference.ADM1
                                ? "8 characters or 16 hexadecimal digits"
                                : "4 to 8 digits");
            }
            card.pins().set(reference, value);
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.charset.StandardCharsets;
import java.util.OptionalInt;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.bytes.SecretOctets;
import org.otagateway.packet.files.FileCommand;

/**
 * {@code verify-pin}: a PIN or ADM code of the card, again at the start of each packet that follows.
 *
 * @param column the card's column, as pin1 or adm1
 * @param given the key reference, 1…FF; empty: as the standards number them
 */
record VerifyPin(String column, OptionalInt given) implements FileOperation {
    static final String WORD = "verify-pin";

    private static final Pattern COLUMN = Pattern.compile("(pin|adm)([0-9]*)");
    private static final Pattern TYPED = Pattern.compile("[0-9]{4,8}");
    private static final int SECOND_PIN = 0x81;
    private static final int SECOND_CHV = 0x02;
    private static final int FIRST_ADM = 0x0A;
    private static final int MOST_ADM = 5;

    /** @throws IllegalArgumentException where it is no column of a PIN, or the standards have no number for it */
    VerifyPin {
        Matcher matcher = COLUMN.matcher(column);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "pin: expected a column with a secret, such as pin1 or adm1, got " + column);
        }
        int number = number(matcher);
        int most = matcher.group(1).equals("pin") ? 2 : MOST_ADM;
        if (given.isEmpty() && (number < 1 || number > most)) {
            throw new IllegalArgumentException(
                    "reference: expected two hexadecimal digits, since " + column + " has none of" + " its own");
        }
    }

    private static int number(Matcher matcher) {
        String digits = matcher.group(2);
        return digits.isEmpty() ? 1 : digits.length() > 2 ? Integer.MAX_VALUE : Integer.parseInt(digits);
    }

    static VerifyPin fromJson(JsonNode json) {
        return new VerifyPin(Json.text(json, "pin"), Json.optionalNumber(json, "reference"));
    }

    @Override
    public @Nullable FileTarget file() {
        return null;
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String title() {
        return WORD + " " + column;
    }

    @Override
    public Set<String> columns() {
        return Set.of(column);
    }

    @Override
    public Set<String> hexColumns() {
        return columns();
    }

    @Override
    public void require(FileCommand files) {
        if (files == FileCommand.SIM && given.isEmpty() && column.startsWith("adm")) {
            throw new IllegalArgumentException(
                    "reference: expected two hexadecimal digits, since a SIM has no number of its" + " own for "
                            + column);
        }
    }

    /** Global PIN 1 is 01, the second PIN 81, the ADM codes 0A and up (TS 102 221 clause 9.5.1); CHV2 of a SIM is 02. */
    private int reference(FileCommand files) {
        if (given.isPresent()) {
            return given.getAsInt();
        }
        Matcher matcher = COLUMN.matcher(column);
        int number = matcher.matches() ? number(matcher) : 1;
        if (column.startsWith("adm")) {
            return FIRST_ADM + number - 1;
        }
        return number == 1 ? 1 : files == FileCommand.SIM ? SECOND_CHV : SECOND_PIN;
    }

    @Override
    public JsonNode json() {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("pin", column);
        given.ifPresent(reference -> json.put("reference", reference));
        return json;
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        FileCommand files = plan.files();
        try {
            SecretOctets pin = octets(values.column(column));
            plan.verify(Command.verifying(files.verifyPin(reference(files), pin), title()));
        } catch (IllegalArgumentException e) {
            throw new CompileException(column, null, "4 to 8 decimal digits, or 8 to 16 hexadecimal ones");
        }
    }

    /** Up to eight decimal digits are the PIN as its holder types it, in ASCII; more are octets. */
    private static SecretOctets octets(String digits) {
        return TYPED.matcher(digits).matches()
                ? SecretOctets.copyOf(digits.getBytes(StandardCharsets.US_ASCII))
                : SecretOctets.hex(digits);
    }
}

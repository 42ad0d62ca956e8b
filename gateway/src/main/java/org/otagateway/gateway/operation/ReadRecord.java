// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.files.KnownFile;

/**
 * {@code read-record}: one record of a file, or several in order.
 *
 * @param file which; null: what is selected
 * @param first record, 1…254
 * @param last record, from {@code first} on
 * @param length octets of a record, 1…255; empty: those of the standard, or what the card has
 */
record ReadRecord(@Nullable FileTarget file, int first, int last, OptionalInt length) implements FileOperation {
    static final String WORD = "read-record";

    private static final int ALL_THERE_IS = 256;

    /** @throws IllegalArgumentException where the last comes before the first */
    ReadRecord {
        if (first < 1 || last < first || last > 254) {
            throw new IllegalArgumentException(
                    "record: expected a number from 1 to 254, or two such as 1-3, got " + first + "-" + last);
        }
    }

    static ReadRecord fromJson(JsonNode json) {
        return new ReadRecord(
                Json.file(json),
                Json.number(json, "record"),
                Json.optionalNumber(json, "last").orElse(Json.number(json, "record")),
                Json.optionalNumber(json, "length"));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String describe() {
        return title() + (first == last ? " record " + first : " records " + first + " to " + last);
    }

    @Override
    public void require(FileCommand files) {
        FileOperation.super.require(files);
        known(files).ifPresent(file -> FileLimits.record(file, length.orElse(1)));
    }

    @Override
    public JsonNode json() {
        ObjectNode json = object().put("record", first);
        if (last != first) {
            json.put("last", last);
        }
        length.ifPresent(octets -> json.put("length", octets));
        return json;
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        FileCommand files = plan.files();
        KnownFile known = known(files).orElse(null);
        OptionalInt octets = length.isPresent() || known == null ? length : known.length();
        selectFirst(plan);
        for (int record = first; record <= last; record++) {
            Reading reading = new Reading(
                    label() + " record " + record,
                    false,
                    known == null ? null : known.value().orElse(null));
            plan.add(plan.reading(
                    files.readRecord(record, octets.orElse(ALL_THERE_IS)), title(), reading, octets.isEmpty()));
        }
    }
}

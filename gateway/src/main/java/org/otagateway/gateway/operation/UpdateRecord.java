// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.files.KnownFile;

/**
 * {@code update-record}: one whole record.
 *
 * @param file which; null: what is selected
 * @param record 1…254
 * @param length octets of a record, 1…255, that the value is filled up to with FF; empty: those of the standard, or as
 *     many as the data has
 * @param content what is written
 */
record UpdateRecord(@Nullable FileTarget file, int record, OptionalInt length, Content content)
        implements FileOperation {
    static final String WORD = "update-record";

    private static final int MOST = 255;

    static UpdateRecord fromJson(JsonNode json) {
        return new UpdateRecord(
                Json.file(json), Json.number(json, "record"), Json.optionalNumber(json, "length"), Json.content(json));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String describe() {
        return title() + " record " + record + " with " + content.describe();
    }

    @Override
    public Set<String> columns() {
        return content.columns();
    }

    @Override
    public Set<String> hexColumns() {
        return content.hexColumns();
    }

    @Override
    public void require(FileCommand files) {
        FileOperation.super.require(files);
        known(files).ifPresent(file -> FileLimits.record(file, length.orElse(1)));
        if (content.value() != null
                && length.isEmpty()
                && known(files).flatMap(UpdateRecord::lengthOf).isEmpty()) {
            throw new IllegalArgumentException(
                    "length: expected the octets of a record, since the card says how many " + label() + " has");
        }
    }

    private static Optional<Integer> lengthOf(KnownFile file) {
        return file.length().isPresent() ? Optional.of(file.length().getAsInt()) : Optional.empty();
    }

    @Override
    public JsonNode json() {
        ObjectNode json = content.write(object().put("record", record));
        length.ifPresent(octets -> json.put("length", octets));
        return json;
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        FileCommand files = plan.files();
        Optional<KnownFile> known = known(files);
        OptionalInt wanted =
                length.isPresent() || known.isEmpty() ? length : known.get().length();
        Octets octets = content.octets(values, known, wanted);
        if (octets.length() > MOST) {
            throw content.wrong(
                    octets.toHex(),
                    Expectation.of(new IllegalArgumentException(
                            "value: expected at most 255 octets, got " + octets.length())));
        }
        selectFirst(plan);
        plan.add(Command.of(files.updateRecord(record, octets), title(), true));
    }
}

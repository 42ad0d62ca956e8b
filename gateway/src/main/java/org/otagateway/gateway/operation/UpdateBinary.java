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
 * {@code update-binary}: octets into a transparent file, cut where one command or one packet does not carry them.
 *
 * @param file which; null: what is selected
 * @param offset of the first octet, 0…7FFF
 * @param length octets that the value is filled up to with FF; empty: those of the standard for words, none for data
 * @param content what is written
 */
record UpdateBinary(@Nullable FileTarget file, int offset, OptionalInt length, Content content)
        implements FileOperation {
    static final String WORD = "update-binary";

    private static final int MOST_OFFSET = 0x7FFF;
    private static final int MOST = 255;
    /** A shorter piece costs more octets of header than a new packet's SELECT. */
    private static final int LEAST_PIECE = 8;

    static UpdateBinary fromJson(JsonNode json) {
        return new UpdateBinary(
                Json.file(json), Json.number(json, "offset"), Json.optionalNumber(json, "length"), Json.content(json));
    }

    @Override
    public String word() {
        return WORD;
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
    public String describe() {
        return title() + (offset == 0 ? "" : " at " + offset) + " with " + content.describe();
    }

    @Override
    public void require(FileCommand files) {
        FileOperation.super.require(files);
        known(files).ifPresent(file -> FileLimits.transparent(file, offset, length.orElse(1)));
    }

    @Override
    public JsonNode json() {
        ObjectNode json = content.write(object().put("offset", offset));
        length.ifPresent(octets -> json.put("length", octets));
        return json;
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        FileCommand files = plan.files();
        Octets octets = content.octets(values, known(files), length);
        try {
            Optional<KnownFile> known = known(files);
            if (known.isPresent()) {
                FileLimits.transparent(known.get(), offset, octets.length());
            }
            if (offset + octets.length() - 1 > MOST_OFFSET) {
                throw new IllegalArgumentException(
                        "value: expected at most " + (MOST_OFFSET + 1 - offset) + " octets, got " + octets.length());
            }
        } catch (IllegalArgumentException e) {
            throw content.wrong(octets.toHex(), Expectation.of(e));
        }
        selectFirst(plan);
        int at = 0;
        while (at < octets.length()) {
            int left = octets.length() - at;
            int most = Math.min(plan.dataLeft(), MOST);
            if (most < Math.min(left, LEAST_PIECE)) {
                plan.cut();
                most = Math.min(plan.dataLeft(), MOST);
            }
            int some = Math.max(Math.min(left, most), 1);
            Octets piece = octets.slice(at, at + some);
            plan.add(Command.of(files.updateBinary(offset + at, piece, MOST).get(0), title(), true));
            at += some;
        }
    }
}

// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.files.KnownFile;

/**
 * {@code read-binary}: octets of a transparent file.
 *
 * @param file which; null: what is selected
 * @param offset of the first octet, 0…7FFF
 * @param length octets, 1…8000; empty: those of the standard, or what the card has, up to 256
 */
record ReadBinary(@Nullable FileTarget file, int offset, OptionalInt length) implements FileOperation {
    static final String WORD = "read-binary";

    private static final int MOST = 255;
    private static final int ALL_THERE_IS = 256;

    static ReadBinary fromJson(JsonNode json) {
        return new ReadBinary(Json.file(json), Json.number(json, "offset"), Json.optionalNumber(json, "length"));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String describe() {
        return title()
                + (offset == 0 ? "" : " at " + offset)
                + (length.isEmpty() ? "" : ", " + length.getAsInt() + " octets");
    }

    @Override
    public void require(FileCommand files) {
        FileOperation.super.require(files);
        known(files).ifPresent(file -> FileLimits.transparent(file, offset, length.orElse(1)));
    }

    @Override
    public JsonNode json() {
        ObjectNode json = object().put("offset", offset);
        length.ifPresent(octets -> json.put("length", octets));
        return json;
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        Optional<KnownFile> known = known(plan.files());
        OptionalInt octets =
                length.isPresent() || known.isEmpty() || known.get().length().isEmpty()
                        ? length
                        : OptionalInt.of(known.get().length().getAsInt() - offset);
        selectFirst(plan);
        if (octets.isEmpty()) {
            plan.add(read(plan, offset, ALL_THERE_IS, label(), offset == 0 ? known : Optional.empty(), true));
            return;
        }
        int end = offset + octets.getAsInt();
        boolean whole = offset == 0 && octets.getAsInt() <= MOST;
        for (int at = offset; at < end; at += MOST) {
            int some = Math.min(MOST, end - at);
            String name = whole ? label() : label() + "[" + at + "…" + (at + some - 1) + "]";
            plan.add(read(plan, at, some, name, whole ? known : Optional.empty(), false));
        }
    }

    private Command read(
            PlanBuilder plan, int at, int octets, String name, Optional<KnownFile> known, boolean lengthOpen) {
        Reading reading =
                new Reading(name, false, known.flatMap(KnownFile::value).orElse(null));
        return plan.reading(plan.files().readBinary(at, octets), title(), reading, lengthOpen);
    }
}

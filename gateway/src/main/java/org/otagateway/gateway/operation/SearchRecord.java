// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.input.Expectation;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.files.Structure;

/**
 * {@code search-record}: which records hold a pattern. A SIM tells the first one (SEEK).
 *
 * @param file which; null: what is selected
 * @param from record to begin with, 1…254; 1 for a SIM
 * @param pattern what is looked for, hexadecimal digits and columns
 */
record SearchRecord(@Nullable FileTarget file, int from, ScriptTemplate pattern) implements FileOperation {
    static final String WORD = "search-record";

    private static final int ALL_THERE_ARE = 256;

    static SearchRecord fromJson(JsonNode json) {
        return new SearchRecord(
                Json.file(json), Json.number(json, "from"), ScriptTemplate.parse(Json.text(json, "pattern")));
    }

    @Override
    public String word() {
        return WORD;
    }

    @Override
    public String describe() {
        return title() + " for " + pattern.text();
    }

    @Override
    public Set<String> columns() {
        return pattern.columns();
    }

    @Override
    public Set<String> hexColumns() {
        return pattern.columns();
    }

    @Override
    public void require(FileCommand files) {
        FileOperation.super.require(files);
        if (known(files)
                .filter(file -> file.structure() == Structure.TRANSPARENT)
                .isPresent()) {
            throw new IllegalArgumentException("file: expected a file of records, got " + label());
        }
        if (files == FileCommand.SIM && from != 1) {
            throw new IllegalArgumentException("from: expected 1 for a SIM, got " + from);
        }
        if (pattern.columns().isEmpty()) {
            search(files, Octets.hex(pattern.text()), false);
        }
    }

    @Override
    public JsonNode json() {
        return object().put("from", from).put("pattern", pattern.text());
    }

    @Override
    public void compile(PlanBuilder plan, CardValues values) throws CompileException {
        FileCommand files = plan.files();
        boolean asks = files == FileCommand.UICC && plan.room().format() != ScriptFormat.COMPACT;
        CommandApdu search;
        try {
            search = search(files, Octets.hex(pattern.fill(values::column)), asks);
        } catch (IllegalArgumentException e) {
            throw Content.data(pattern.text()).wrong(null, Expectation.of(e));
        }
        Reading reading = new Reading(label(), true, null);
        selectFirst(plan);
        if (asks) {
            plan.add(plan.reading(search, title(), reading, false));
            return;
        }
        // Data and Le do not go together here: the answer is fetched.
        int octets = files == FileCommand.SIM ? 1 : ALL_THERE_ARE;
        plan.add(List.of(
                Command.of(search, title(), true), plan.reading(files.getResponse(octets), title(), reading, true)));
    }

    private CommandApdu search(FileCommand files, Octets octets, boolean asks) {
        if (files == FileCommand.SIM) {
            return FileCommand.seek(octets);
        }
        CommandApdu search = FileCommand.searchRecord(from, octets);
        return asks ? search : new CommandApdu(search.cla(), search.ins(), search.p1(), search.p2(), octets, 0);
    }
}

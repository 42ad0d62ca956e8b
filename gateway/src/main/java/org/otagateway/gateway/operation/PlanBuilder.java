// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.operation;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.card.ScriptFormat;
import org.otagateway.gateway.outcome.StepRule;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ExpectedStatusWords;
import org.otagateway.packet.files.FileCommand;
import org.otagateway.packet.globalplatform.Aid;
import org.otagateway.packet.script.ScriptReading;

/**
 * Cuts the commands of one card into packets that the route carries. What holds within one packet only, the file that is
 * selected and the PINs that are verified, is done again in each.
 */
final class PlanBuilder {
    private static final int MOST_DATA = 255;
    private static final int SELECT = 0xA4;

    private final PacketRoom room;
    private final FileCommand files;
    private final List<Part> parts = new ArrayList<>();
    private final FilePointer pointer = new FilePointer();
    private final List<Verified> verified = new ArrayList<>();
    private final List<CommandApdu> written = new ArrayList<>();
    private PacketScript packet;

    /** A step made of commands, or one made elsewhere. */
    private record Part(
            @Nullable PacketScript packet, @Nullable Step made) {}

    /** A PIN that was verified where {@code way} leads. */
    private record Verified(List<Move> way, @Nullable Aid adf, Command command) {}

    PlanBuilder(PacketRoom room, FileCommand files) {
        this.room = room;
        this.files = files;
        this.packet = new PacketScript(room);
    }

    /** The commands of the file system of this application. */
    FileCommand files() {
        return files;
    }

    /** What a packet of the route carries. */
    PacketRoom room() {
        return room;
    }

    /** Steps so far; the index of the next one. */
    int size() throws CompileException {
        cut();
        return parts.size();
    }

    /** The commands from here on are about the file at the end of {@code way}. */
    void file(List<Move> way, @Nullable Aid adf) throws CompileException {
        endOfWritten();
        if (way.size() == 1 && way.get(0).isIn(Move.From.HERE)) {
            pointer.want(way.get(0));
        } else {
            pointer.want(way, adf);
        }
    }

    /** Selects what is wanted now, though no command about it may follow. */
    void select(String name) throws CompileException {
        endOfWritten();
        if (!add(List.of(), name, true)) {
            cut();
            if (!add(List.of(), name, true)) {
                throw tooLong(name);
            }
        }
    }

    /** Adds a command about what is selected. */
    void add(Command command) throws CompileException {
        add(List.of(command));
    }

    /** Adds commands about what is selected that one packet has to carry. */
    void add(List<Command> together) throws CompileException {
        endOfWritten();
        Command last = together.get(together.size() - 1);
        boolean repeatable = together.stream().allMatch(Command::repeatable);
        if (last.lengthOpen() && !packet.repeatable()) {
            cut();
        }
        if (!add(together, last.name(), repeatable)) {
            cut();
            if (!add(together, last.name(), repeatable)) {
                throw tooLong(last.name());
            }
        }
    }

    /**
     * A command whose answer is read. In the compact format it ends its packet, so the card may correct its Le.
     *
     * @param lengthOpen nobody knows how long the answer is
     */
    Command reading(CommandApdu apdu, String name, Reading reading, boolean lengthOpen) {
        return Command.reading(apdu, name, reading, lengthOpen || room.format() == ScriptFormat.COMPACT);
    }

    /** Adds a command that verifies a PIN; each packet from here on begins with it. */
    void verify(Command command) throws CompileException {
        add(command);
        verified.add(new Verified(pointer.wanted(), pointer.adf(), command));
    }

    /** A file was made or removed here: what is selected below the directory is no longer sure. */
    void filesChanged() {
        pointer.leaveFile();
    }

    /**
     * Octets of data that one more command of at most 255 carries in this packet; 0 where none fits, so that a new packet
     * has to begin.
     */
    int dataLeft() throws CompileException {
        endOfWritten();
        List<Command> before = context();
        return before == null ? 0 : packet.dataLeft(before, MOST_DATA);
    }

    /** An APDU as the operator wrote it; those that follow one another stay in one packet. */
    void asWritten(String digits) throws CompileException {
        List<String> one = List.of(digits);
        if (ScriptReading.compact(one) instanceof ScriptReading.Valid valid) {
            written.addAll(valid.script().commands());
            return;
        }
        throw new CompileException(
                "script",
                null,
                "APDUs ("
                        + ((ScriptReading.Invalid) ScriptReading.compact(one))
                                .faults()
                                .get(0) + ")");
    }

    /** The next command begins a new packet. */
    void cut() throws CompileException {
        endOfWritten();
        if (!packet.isEmpty()) {
            parts.add(new Part(packet, null));
            packet = new PacketScript(room);
        }
        pointer.start();
    }

    /** A step made elsewhere; its rule names others by their index ({@link #size}), one behind the last ends the plan. */
    void step(Step step) throws CompileException {
        cut();
        parts.add(new Part(null, step));
    }

    /**
     * The plan.
     *
     * @param expect the last status word that the job wants; null: any
     */
    Plan finish(@Nullable ExpectedStatusWords expect) throws CompileException {
        cut();
        List<Step> steps = new ArrayList<>();
        for (int i = 0; i < parts.size(); i++) {
            boolean last = i == parts.size() - 1;
            Part part = parts.get(i);
            if (part.made != null) {
                steps.add(last(part.made, parts.size()));
            } else if (part.packet != null) {
                steps.add(part.packet.step(last ? StepRule.END : i + 1, last ? expect : usual()));
            }
        }
        try {
            return new Plan(steps);
        } catch (IllegalArgumentException e) {
            throw new CompileException("script", null, "a plan that can be carried out (" + e.getMessage() + ")");
        }
    }

    private static Step last(Step step, int size) {
        StepRule rule = step.rule();
        if (rule.next() < size) {
            return step;
        }
        StepRule ending = new StepRule(
                StepRule.END,
                rule.recovery(),
                rule.cleanup(),
                rule.silent(),
                rule.sends(),
                rule.repeatable(),
                rule.selfProving(),
                rule.endsFailed());
        return new Step(step.name(), step.keyVersion(), step.apdus(), step.goal(), ending, step.effect());
    }

    private ExpectedStatusWords usual() {
        return ExpectedStatusWords.defaultFor(files.cla());
    }

    private void endOfWritten() throws CompileException {
        if (written.isEmpty()) {
            return;
        }
        List<CommandApdu> run = List.copyOf(written);
        written.clear();
        if (run.get(0).ins() == SELECT && Move.of(run.get(0)).isIn(Move.From.ANYWHERE)) {
            pointer.forget();
        }
        if (!addWritten(run)) {
            cut();
            if (!addWritten(run)) {
                throw tooLong("script");
            }
        }
        for (CommandApdu apdu : run) {
            if (apdu.ins() == SELECT) {
                pointer.want(Move.of(apdu));
                pointer.arrive();
            }
        }
    }

    private boolean addWritten(List<CommandApdu> run) {
        return add(run.stream().map(apdu -> Command.of(apdu, "APDU", false)).toList(), "APDU", false);
    }

    private boolean add(List<Command> commands, String name, boolean repeatable) {
        List<Command> all = context();
        if (all == null) {
            return false;
        }
        all.addAll(commands);
        if (!packet.add(all, name, repeatable)) {
            return false;
        }
        pointer.arrive();
        return true;
    }

    /** What has to come before the next command in this packet; null where that command needs a new one. */
    private @Nullable List<Command> context() {
        List<Command> before = new ArrayList<>();
        if (packet.isEmpty()) {
            pointer.start();
            List<Move> wanted = pointer.wanted();
            Aid adf = pointer.adf();
            for (Verified pin : verified) {
                pointer.wantAgain(pin.way, pin.adf);
                addMoves(before);
                pointer.arrive();
                before.add(pin.command);
            }
            pointer.wantAgain(wanted, adf);
        }
        return addMoves(before) ? before : null;
    }

    private boolean addMoves(List<Command> before) {
        List<Move> rest = pointer.rest();
        if (rest == null) {
            return false;
        }
        rest.forEach(move -> before.add(Command.of(move.apdu(), "select", true)));
        return true;
    }

    private CompileException tooLong(String name) {
        return new CompileException(
                "script", null, name + " in the octets that a packet of the route carries, " + room.octets(0));
    }
}

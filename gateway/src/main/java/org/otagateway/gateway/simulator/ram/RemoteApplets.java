// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.simulator.ram;

import static org.otagateway.gateway.simulator.ram.RefusedCommandException.require;

import org.jspecify.annotations.Nullable;
import org.otagateway.packet.apdu.CommandApdu;
import org.otagateway.packet.apdu.ResponseApdu;
import org.otagateway.packet.apdu.StatusWord;
import org.otagateway.packet.bytes.Malformed;
import org.otagateway.packet.bytes.Octets;
import org.otagateway.packet.globalplatform.DeleteCommand;
import org.otagateway.packet.globalplatform.GetData;
import org.otagateway.packet.globalplatform.GetStatus;
import org.otagateway.packet.globalplatform.InstallCommand;
import org.otagateway.packet.globalplatform.LifeCycleState;
import org.otagateway.packet.globalplatform.LoadCommand;
import org.otagateway.packet.globalplatform.PutKey;
import org.otagateway.packet.globalplatform.RamCommand;
import org.otagateway.packet.globalplatform.SetStatus;
import org.otagateway.packet.globalplatform.StoreData;

/**
 * A security domain that runs the commands of one script on the registry of its card (TS 102 226 clause 8.2.1). A new one
 * is made for each script.
 *
 * <p>A command that no load waits for ends a load that is under way; it runs all the same, and the next LOAD gets 6985.
 */
public final class RemoteApplets {
    private static final int CLASS = 0x80;
    private static final int SECURE_CLASS = 0x84;
    private static final int INTERINDUSTRY = 0x00;
    private static final int GET_RESPONSE = 0xC0;
    private static final int GET_STATUS = 0xF2;
    private static final int GET_DATA = 0xCA;
    private static final int SHORT_FORM = 0x02;
    private static final StatusWord SECURE_MESSAGING_NOT_SUPPORTED = new StatusWord(0x6882);

    /** What commands without an answer of their own give where Le asks for one (clause 11.2.3.1). */
    private static final Octets NOTHING_TO_TELL = Octets.of(0);

    private final CardContent content;
    private final SecurityDomain domain;
    private final DomainKeys keys;
    private final RamListener listener;
    private final StatusReport report;
    private Octets waiting = Octets.EMPTY;

    /** @param listener is told of each command once it is done */
    public RemoteApplets(CardContent content, SecurityDomain domain, DomainKeys keys, RamListener listener) {
        this.content = content;
        this.domain = domain;
        this.keys = keys;
        this.listener = listener;
        this.report = new StatusReport(content, domain);
    }

    /** Runs one command. Whatever the octets are, it answers. */
    public ResponseApdu execute(CommandApdu command) {
        if (command.ins() == GET_RESPONSE) {
            return getResponse(command);
        }
        waiting = Octets.EMPTY;
        Loading loading = content.loading();
        // A LOAD that is refused ends the load as well.
        content.setLoading(null);
        CommandApdu readable = command.ins() == GET_STATUS && (command.p2() & SHORT_FORM) == 0
                ? StatusReport.inTlvForm(command)
                : command;
        RamCommand known = RamCommand.decode(readable).success().orElse(null);
        ResponseApdu full = answer(command, readable, known, loading);
        OperationName name = OperationName.of(known, loading);
        listener.ran(name.operation(), name.application(), full.statusWord());
        return cut(command, full);
    }

    private ResponseApdu answer(
            CommandApdu command, CommandApdu readable, @Nullable RamCommand known, @Nullable Loading loading) {
        try {
            checkClass(command);
            if (known == null) {
                Malformed wrong = RamCommand.decode(readable).failure().orElseThrow();
                throw new RefusedCommandException(word(wrong));
            }
            checkState(known);
            return run(command, known, loading);
        } catch (RefusedCommandException e) {
            return ResponseApdu.of(e.word());
        }
    }

    private static void checkClass(CommandApdu command) throws RefusedCommandException {
        require(command.cla() != SECURE_CLASS, SECURE_MESSAGING_NOT_SUPPORTED);
        boolean interindustry = command.cla() == INTERINDUSTRY && command.ins() == GET_DATA;
        require(command.cla() == CLASS || command.cla() == INTERINDUSTRY, StatusWord.CLASS_NOT_SUPPORTED);
        require(command.cla() == CLASS || interindustry, StatusWord.INSTRUCTION_NOT_SUPPORTED);
    }

    private static StatusWord word(Malformed wrong) {
        return switch (wrong.field()) {
            case "INS" -> StatusWord.INSTRUCTION_NOT_SUPPORTED;
            case "P1", "P2" -> StatusWord.INCORRECT_P1_P2;
            case "data", "block" -> StatusWord.WRONG_LENGTH;
            default -> StatusWord.INCORRECT_DATA;
        };
    }

    /** A locked card tells and is unlocked, a terminated one tells what it is; a locked domain does nothing. */
    private void checkState(RamCommand command) throws RefusedCommandException {
        boolean told = command instanceof GetData;
        boolean usable = content.instance(domain.aid())
                .map(instance -> !instance.isLocked())
                .orElse(true);
        require(usable, StatusWord.CONDITIONS_NOT_SATISFIED);
        if (content.state() == LifeCycleState.TERMINATED) {
            require(told, StatusWord.CONDITIONS_NOT_SATISFIED);
        } else if (content.state() == LifeCycleState.CARD_LOCKED) {
            require(
                    told || command instanceof GetStatus || command instanceof SetStatus,
                    StatusWord.CONDITIONS_NOT_SATISFIED);
        }
    }

    private ResponseApdu run(CommandApdu apdu, RamCommand command, @Nullable Loading loading)
            throws RefusedCommandException {
        if (command instanceof LoadCommand load) {
            if (loading == null) {
                throw new RefusedCommandException(StatusWord.CONDITIONS_NOT_SATISFIED);
            }
            loading.take(load, domain, content);
            content.setLoading(load.last() ? null : loading);
            return done(NOTHING_TO_TELL);
        }
        if (!(command instanceof StoreData)) {
            content.setPersonalization(null);
        }
        if (command instanceof InstallCommand install) {
            new Installation(content, domain).run(install);
            return done(NOTHING_TO_TELL);
        }
        if (command instanceof DeleteCommand.OfObject object) {
            new Deletion(content, domain).run(object);
            return done(NOTHING_TO_TELL);
        }
        if (command instanceof DeleteCommand.OfKey key) {
            new KeyChange(domain, keys).delete(key);
            return done(NOTHING_TO_TELL);
        }
        if (command instanceof PutKey put) {
            return done(new KeyChange(domain, keys).put(put));
        }
        if (command instanceof GetStatus status) {
            return report.run(apdu, status);
        }
        if (command instanceof GetData data) {
            return done(new CardData(content, keys).run(data));
        }
        if (command instanceof SetStatus status) {
            new StateChange(content, domain).run(status);
            return done(Octets.EMPTY);
        }
        if (command instanceof StoreData data) {
            Personalization.take(data, domain, content);
            return done(Octets.EMPTY);
        }
        throw new RefusedCommandException(StatusWord.INSTRUCTION_NOT_SUPPORTED);
    }

    private static ResponseApdu done(Octets data) {
        return new ResponseApdu(data, StatusWord.OK);
    }

    /** Gives the data that Le asks for; without Le the data of an answer that says something waits (T=0). */
    private ResponseApdu cut(CommandApdu command, ResponseApdu full) {
        int length = full.data().length();
        int ne = command.ne();
        if (length == 0) {
            return full;
        }
        if (ne == 0) {
            if (full.data().equals(NOTHING_TO_TELL)) {
                return ResponseApdu.of(full.statusWord());
            }
            waiting = full.data();
            return ResponseApdu.of(StatusWord.of(0x61, length & 0xFF));
        }
        if (ne < 256 && ne < length) {
            return ResponseApdu.of(StatusWord.of(0x6C, length & 0xFF));
        }
        return full;
    }

    private ResponseApdu getResponse(CommandApdu command) {
        if (waiting.isEmpty()) {
            return ResponseApdu.of(StatusWord.CONDITIONS_NOT_SATISFIED);
        }
        int ne = command.ne();
        if (ne < 256 && ne > waiting.length()) {
            return ResponseApdu.of(StatusWord.of(0x6C, waiting.length() & 0xFF));
        }
        Octets data = waiting.slice(0, Math.min(ne, waiting.length()));
        waiting = Octets.EMPTY;
        return new ResponseApdu(data, StatusWord.OK);
    }
}

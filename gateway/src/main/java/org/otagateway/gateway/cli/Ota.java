// SPDX-License-Identifier: Apache-2.0
package org.otagateway.gateway.cli;

import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.otagateway.gateway.app.ExitCode;
import org.otagateway.gateway.app.UserError;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ParameterException;

/** The command line, {@code ./ota}. Only the class of the command that is asked for is loaded: start time matters. */
@Command(
        name = "ota",
        description = "An over-the-air gateway for smart cards.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "Exit codes: 0 all well, 1 some outcome or row is another, 2 wrong usage or input, 3 a fault outside."
        })
public final class Ota {
    /** A command and its maker; the maker touches the class of the command only when it is called. */
    private interface Maker {
        Object make(Streams streams);
    }

    /** A command that has commands of its own. */
    interface Group {
        List<Object> subcommands();
    }

    /** A class of its own, so that making the makers costs a quick command nothing. */
    private static final class Commands {
        static final Map<String, Maker> ALL = all();

        private Commands() {}

        private static Map<String, Maker> all() {
            Map<String, Maker> commands = new LinkedHashMap<>();
            commands.put("demo", DemoCommand::new);
            commands.put("push", PushCommand::new);
            commands.put("cards", CardsCommand::new);
            commands.put("jobs", JobsCommand::new);
            commands.put("counters", CountersCommand::new);
            commands.put("store", StoreCommand::new);
            commands.put("serve", ServeCommand::new);
            commands.put("encode", EncodeCommand::new);
            commands.put("decode", DecodeCommand::new);
            commands.put("conformance", ConformanceCommand::new);
            commands.put("inspect", InspectCommand::new);
            commands.put("smsc", SmscCommand::new);
            commands.put("bench", BenchCommand::new);
            return commands;
        }
    }

    private final Streams streams;

    Ota(Streams streams) {
        this.streams = streams;
    }

    public static void main(String[] args) {
        Streams streams = Streams.ofProcess();
        StopSignal.exit(new Ota(streams).run(args));
    }

    /** Runs one command. Never throws: what goes wrong is one line on stderr and the exit code. */
    int run(String... args) {
        try {
            Optional<InspectCommand> quick = QuickInspect.of(streams, args);
            return quick.isPresent()
                    ? quick.get().call()
                    : commandLine(args.length > 0 ? args[0] : null).execute(args);
        } catch (Throwable e) { // the last resort: a person sees one line whatever happened
            return Faults.tell(streams.err(), args.length > 0 && args[0].equals("inspect") ? "ota inspect" : "ota", e);
        } finally {
            streams.out().flush();
        }
    }

    private CommandLine commandLine(@Nullable String wanted) {
        CommandLine ota = new CommandLine(this);
        Commands.ALL.forEach((name, maker) -> {
            if (!Commands.ALL.containsKey(wanted) || name.equals(wanted)) {
                ota.addSubcommand(name, subcommand(maker.make(streams)));
            }
        });
        ota.setOut(writer(streams.out()));
        ota.setErr(writer(streams.err()));
        ota.setParameterExceptionHandler(this::wrongUsage);
        ota.setExecutionExceptionHandler((e, command, parsed) ->
                Faults.tell(streams.err(), command.getCommandSpec().qualifiedName(), e));
        ota.setCaseInsensitiveEnumValuesAllowed(true);
        return ota;
    }

    private static CommandLine subcommand(Object command) {
        CommandLine line = new CommandLine(command);
        if (command instanceof Group group) {
            group.subcommands().forEach(line::addSubcommand);
        }
        return line;
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    private int wrongUsage(ParameterException e, String[] args) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        boolean unknown = args.length > 0 && !args[0].startsWith("-") && !Commands.ALL.containsKey(args[0]);
        String message = unknown ? "unknown command '" + args[0] + "'" : String.valueOf(e.getMessage());
        streams.err().println(command + ": " + new UserError(message).getMessage() + " (see '" + command + " --help')");
        return ExitCode.WRONG_INPUT.code();
    }
}

package dsc.cli;

import dsc.cli.arguments.Vocabulary;
import dsc.cli.prompt.CommandLines;
import dsc.workbench.history.HistoryFile;
import dsc.workbench.processes.Loopback;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.StandardOutput;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.IExecutionExceptionHandler;
import picocli.CommandLine.IParameterExceptionHandler;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** The command line. Exit status: 0 valid, 1 invalid, 2 unknown, 64 usage error, 141 nobody reads the output. */
@Command(
        name = "dsc",
        description = "Run, break and check distributed protocols on a real Apache Pekko cluster.",
        mixinStandardHelpOptions = true,
        versionProvider = Main.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        footerHeading = "%nExit status:%n",
        footer = {
            "  0  valid, or the command did what it was asked",
            "  1  invalid: a guarantee was broken, and the evidence is shown",
            "  2  unknown: not enough was seen to tell, or the run could not be carried out",
            "  64 usage error",
            "  141 the reader of the output is gone, as with | head -1: the command was ended",
            "",
            "Begin with: @|bold ./dsc run raft|@, or @|bold ./dsc simulate raft|@"
        })
public final class Main {

    public static final int USAGE = CommandLines.USAGE;

    private static final int UNKNOWN = 2;

    private Main() {}

    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            String version = Main.class.getPackage().getImplementationVersion();
            return new String[] {"dsc " + (version == null ? "(from class files)" : version)};
        }
    }

    /** Carries out one command line of this process, and returns its exit status. */
    static int run(String[] arguments) {
        Loopback.avoidProxies();
        StandardOutput output = StandardOutput.ofThisProcess();
        output.watch();
        int status = execute(Console.standard(), arguments);
        return output.lost().orElse(status);
    }

    /** As {@link EntryPoint#main}. */
    public static void main(String[] arguments) {
        EntryPoint.main(arguments);
    }

    public static int execute(Console console, String... arguments) {
        return execute(console, new Commands(console), arguments);
    }

    /** @param commands makes the commands, which have the console */
    public static int execute(Console console, CommandLine.IFactory commands, String... arguments) {
        String[] understood = Vocabulary.understood(arguments);
        if (understood.length == 0) {
            commandLine(console, commands).usage(console.help());
            return 0;
        }
        CommandLine line = commandLine(console, commands, root -> Subcommands.addFor(root, understood[0]));
        try {
            return line.execute(NegativeArguments.marked(line, understood));
        } catch (Error fatal) {
            // Such as a heap or a stack that is too small: nothing was found out, which is not "invalid".
            return internalError(console, fatal);
        }
    }

    /** The parser of all command lines, which runs nothing by itself. */
    static CommandLine commandLine(Console console, CommandLine.IFactory commands) {
        return commandLine(console, commands, Subcommands::addAll);
    }

    private static CommandLine commandLine(
            Console console, CommandLine.IFactory commands, Consumer<CommandLine> subcommands) {
        CommandLine line = new CommandLine(new Main(), commands);
        subcommands.accept(line);
        line.setColorScheme(CommandLine.Help.defaultColorScheme(console.colours()))
                .setOut(console.help())
                .setErr(console.err())
                .setUsageHelpAutoWidth(true)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setSubcommandsCaseInsensitive(true)
                .setParameterExceptionHandler(wrongUsage(console))
                .setExecutionExceptionHandler(failure(console));
        CommandGroups.group(line);
        CallHelp.addTo(line, console.caller());
        neverInvalid(line);
        HelpFooter.addTo(line);
        return line;
    }

    /** Where picocli itself decides, too, a command that fails does not end like one that found a violation. */
    private static void neverInvalid(CommandLine line) {
        line.getCommandSpec().exitCodeOnExecutionException(UNKNOWN).exitCodeOnInvalidInput(USAGE);
        line.getSubcommands().values().forEach(Main::neverInvalid);
    }

    /** As the prompt uses them. */
    public static final CommandLines COMMAND_LINES = new CommandLines() {

        @Override
        public int execute(Console console, String... arguments) {
            return Main.execute(console, arguments);
        }

        @Override
        public boolean isCommand(String name) {
            return Main.isCommand(name);
        }

        @Override
        public List<String> options(String command) {
            return Main.options(command);
        }
    };

    /** Gives every command the console. */
    public record Commands(Console console) implements CommandLine.IFactory {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            try {
                return type.getDeclaredConstructor(Console.class).newInstance(console);
            } catch (NoSuchMethodException ordinary) {
                return CommandLine.defaultFactory().create(type);
            }
        }
    }

    private static IParameterExceptionHandler wrongUsage(Console console) {
        return (exception, arguments) -> {
            CommandLine line = exception.getCommandLine();
            if (exception instanceof UnmatchedArgumentException unmatched) {
                List<String> words = unmatched.getUnmatched();
                if (line.getParent() == null && !words.getFirst().startsWith("-")) {
                    console.failure(
                            Vocabulary.instead(words.getFirst(), words.subList(1, words.size()), commands(line)));
                    return USAGE;
                }
                List<String> near = Suggestions.to(words.getFirst(), commands(line));
                if (!near.isEmpty()) {
                    console.failure("there is no command \"" + words.getFirst() + "\"; did you mean "
                            + String.join(" or ", near) + "?");
                    return USAGE;
                }
            }
            console.failure(describe(exception.getMessage()));
            if (isPerhapsAValue(exception)) {
                console.advice("A value that begins with a dash goes after --, behind all options.");
            }
            if (isScenarioMissing(exception)) {
                console.advice("The protocols:");
                Vocabulary.protocols().forEach(console::advice);
            }
            if (!UnmatchedArgumentException.printSuggestions(exception, line.getErr())) {
                console.advice("See: ./" + line.getCommandSpec().qualifiedName() + " --help");
            }
            return USAGE;
        };
    }

    /** Whether people can type {@code name} as a command. */
    public static boolean isCommand(String name) {
        return commands(commandLine(Console.silent(), new Commands(Console.silent())))
                .contains(name);
    }

    /** The long options of a command; none, if there is no such command. */
    public static List<String> options(String command) {
        CommandLine line = commandLine(Console.silent(), new Commands(Console.silent()))
                .getSubcommands()
                .get(command);
        return line == null
                ? List.of()
                : line.getCommandSpec().options().stream()
                        .map(OptionSpec::longestName)
                        .toList();
    }

    private static boolean isScenarioMissing(ParameterException exception) {
        return exception instanceof MissingParameterException missing
                && missing.getMissing().stream()
                        .anyMatch(argument -> argument.paramLabel().equals("SCENARIO"));
    }

    private static boolean isPerhapsAValue(ParameterException exception) {
        return exception instanceof UnmatchedArgumentException unmatched
                && unmatched.isUnknownOption()
                && unmatched.getCommandLine().getCommandSpec().positionalParameters().stream()
                        .anyMatch(positional -> positional.paramLabel().equals("VALUE"));
    }

    /** Without Java's names of types. */
    private static String describe(String message) {
        return message.replaceFirst("is not an? (int|long)$", "is not a whole number")
                .replaceFirst("is not a double$", "is not a number");
    }

    private static List<String> commands(CommandLine line) {
        return line.getSubcommands().entrySet().stream()
                .filter(command ->
                        !command.getValue().getCommandSpec().usageMessage().hidden())
                .map(Map.Entry::getKey)
                .toList();
    }

    private static IExecutionExceptionHandler failure(Console console) {
        return (exception, line, arguments) -> {
            if (exception instanceof ParameterException wrong) {
                console.failure(wrong.getMessage());
                return USAGE;
            }
            if (exception instanceof InterruptedException) {
                // At a prompt, where one command is interrupted and the process goes on.
                return UNKNOWN;
            }
            if (exception instanceof LauncherException failure) {
                console.failure(failure.getMessage());
                return UNKNOWN;
            }
            if (exception instanceof HistoryFile.UnreadableHistoryException unreadable) {
                console.failure(unreadable.getMessage());
                return UNKNOWN;
            }
            if (exception instanceof IOException || exception instanceof UncheckedIOException) {
                console.failure(Format.failure(exception));
                return UNKNOWN;
            }
            return internalError(console, exception);
        };
    }

    /** A defect of this program, in a line that says where it is. */
    private static int internalError(Console console, Throwable defect) {
        if (defect instanceof OutOfMemoryError full) {
            // The entry point has a line of its own for it.
            throw full;
        }
        StackTraceElement[] trace = defect.getStackTrace();
        console.failure("internal error (please report it): " + defect + (trace.length == 0 ? "" : ", in " + trace[0]));
        return UNKNOWN;
    }
}

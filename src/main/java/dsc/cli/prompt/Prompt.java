package dsc.cli.prompt;

import dsc.cli.arguments.Vocabulary;
import dsc.concepts.Catalog;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.Clusters;
import dsc.workbench.protocol.MalformedCallException;
import dsc.workbench.protocol.Operation;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.terminal.Caller;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Typed;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * What lines mean that are typed at the prompt of {@code dsc shell}: operations of the cluster, and commands about it.
 */
public final class Prompt {

    private static final Set<String> LEAVING = Set.of("exit", "quit", "bye", ":q", "\\q");

    /** Commands about other things than the cluster of the prompt. */
    private static final List<String> OTHERS = List.of("clusters", "list", "doctor", "up", "purge");

    /** Those that judge or draw what was recorded, of the cluster of the prompt unless told otherwise. */
    private static final Set<String> OF_A_RECORDING = Set.of("check", "report");

    private static final int COMMANDS_WIDTH = 70;

    private final ClusterEntry entry;
    private final Operations<?> operations;
    private final Clusters clusters;
    private final CommandLines commandLines;
    private boolean over;

    public Prompt(ClusterEntry entry, Clusters clusters, CommandLines commandLines) {
        this.entry = entry;
        this.clusters = clusters;
        this.commandLines = commandLines;
        this.operations = Catalog.scenario(entry.scenario())
                .orElseThrow(() -> new LauncherException("there is no scenario " + entry.scenario()))
                .operations();
    }

    /** Whether nothing is to be read any more. */
    public boolean isOver() {
        return over;
    }

    /** What stands before each line. */
    String text() {
        return entry.name().equals(entry.scenario()) ? entry.scenario() : entry.scenario() + " " + entry.name();
    }

    Operations<?> operations() {
        return operations;
    }

    /** What a word at this prompt may become. */
    PromptCompletion completion() {
        return new PromptCompletion(operations, commandLines::options);
    }

    /** All commands that it takes. */
    static List<String> commands() {
        Set<String> commands = new LinkedHashSet<>(Caller.ABOUT_A_CLUSTER);
        commands.remove("shell");
        commands.addAll(OTHERS);
        commands.addAll(List.of("help", "exit"));
        return commands.stream().sorted().toList();
    }

    /** Carries out a line, and returns its exit status. */
    public int execute(Console console, String line) {
        List<String> words;
        try {
            words = new ArrayList<>(PromptWords.of(line));
        } catch (IllegalArgumentException unclosed) {
            console.failure(unclosed.getMessage());
            return CommandLines.USAGE;
        }
        // As hints are typed elsewhere.
        if (words.size() > 1 && words.getFirst().matches("(.*/)?dsc")) {
            words.removeFirst();
        }
        return words.isEmpty() ? 0 : execute(console, words);
    }

    private int execute(Console console, List<String> words) {
        String first = words.getFirst().toLowerCase(Locale.ROOT);
        if (isOperation(words)) {
            words.addFirst("call");
            return run(console, words);
        }
        if (LEAVING.contains(first)) {
            over = true;
            return 0;
        }
        if (first.equals("help") || first.equals("?") || first.equals("--help")) {
            return help(console, words.subList(1, words.size()));
        }
        words.set(0, Vocabulary.understood(first)[0]);
        if (!commands().contains(words.getFirst())) {
            console.failure(instead(words.getFirst()));
            return CommandLines.USAGE;
        }
        return run(console, words);
    }

    /**
     * Whether the line asks for an operation. Some have the name of a command, such as {@code remove}: then it does, if
     * it is not about a node alone, and its arguments are those of the operation.
     */
    private boolean isOperation(List<String> words) {
        if (operations.find(words.getFirst()).isEmpty()) {
            return false;
        }
        if (!commands().contains(words.getFirst())) {
            return true;
        }
        if (words.size() == 2 && Typed.node(words.get(1)).matches("n\\d+")) {
            return false;
        }
        try {
            operations.parse(words);
            return true;
        } catch (MalformedCallException another) {
            return false;
        }
    }

    private int run(Console console, List<String> words) {
        String command = words.getFirst();
        if (OF_A_RECORDING.contains(command) && words.stream().skip(1).allMatch(word -> word.equals("--json"))) {
            words.addAll(List.of("--name", entry.name()));
        }
        // What is started is not called as the cluster of the prompt.
        Console own = command.equals("up") ? console.calledBy(console.caller().withoutName()) : console;
        int status = commandLines.execute(own, words.toArray(String[]::new));
        if (command.equals("down")
                && clusters.registry()
                        .find(entry.name())
                        .flatMap(ClusterEntry::supervisor)
                        .isEmpty()) {
            over = true;
        }
        return status;
    }

    private String instead(String word) {
        Set<String> known = new LinkedHashSet<>(commands());
        operations.all().forEach(operation -> known.add(operation.name()));
        List<String> near = Suggestions.to(word, List.copyOf(known));
        boolean elsewhere = commandLines.isCommand(word);
        return elsewhere
                ? word + " is not for a prompt; leave with exit, then: ./dsc " + word
                : "there is no command or operation \"" + word + "\""
                        + (near.isEmpty() ? "; help shows all" : "; did you mean " + String.join(" or ", near) + "?");
    }

    private int help(Console console, List<String> about) {
        if (about.isEmpty()) {
            helpOnAll(console);
            return 0;
        }
        String word = about.getFirst();
        Optional<? extends Operation<?>> operation = operations.find(word);
        boolean command = commands().contains(word) && commandLines.isCommand(word);
        operation.ifPresent(known -> console.line("operation  " + Markup.escaped(known.usage())
                + known.example()
                        .map(example -> "   @|faint such as: " + Markup.escaped(example) + "|@")
                        .orElse("")));
        if (command) {
            return commandLines.execute(console, word, "--help");
        }
        if (operation.isEmpty()) {
            console.failure(instead(word));
            return CommandLines.USAGE;
        }
        return 0;
    }

    private void helpOnAll(Console console) {
        console.line("@|bold Operations of " + entry.scenario() + "|@");
        operations.all().forEach(operation -> console.line("  " + Markup.escaped(operation.usage())));
        console.line("@|bold Commands|@");
        StringBuilder line = new StringBuilder();
        for (String command : commands()) {
            if (line.length() + command.length() > COMMANDS_WIDTH) {
                console.line(" " + line);
                line.setLength(0);
            }
            line.append(' ').append(command);
        }
        console.line(" " + line);
        console.line("help and a name tells more; exit leaves, and the cluster stays up");
    }
}

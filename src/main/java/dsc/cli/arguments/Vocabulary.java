package dsc.cli.arguments;

import dsc.concepts.Catalog;
import dsc.concepts.Concept;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.terminal.Shell;
import dsc.workbench.terminal.Typed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What people who come from other tools type for commands: taken where it can mean one thing only, else answered. */
public final class Vocabulary {

    /** Words for a command of another name. */
    private static final Map<String, String> SAME = Map.of(
            "ls", "list",
            "ps", "clusters",
            "log", "logs",
            "prompt", "shell",
            "unpause", "resume",
            "continue", "resume",
            "version", "--version");

    /** Words for what a command does, or nearly. */
    private static final Map<String, List<String>> NEAR = Map.ofEntries(
            Map.entry("start", List.of("up", "restart")),
            Map.entry("create", List.of("up")),
            Map.entry("cluster", List.of("clusters", "up")),
            Map.entry("shutdown", List.of("down", "stop")),
            Map.entry("end", List.of("down")),
            Map.entry("exit", List.of("down")),
            Map.entry("quit", List.of("down")),
            Map.entry("destroy", List.of("down", "purge")),
            Map.entry("delete", List.of("down", "purge")),
            Map.entry("rm", List.of("down", "purge")),
            Map.entry("clean", List.of("purge")),
            Map.entry("prune", List.of("purge")),
            Map.entry("leave", List.of("stop")),
            Map.entry("crash", List.of("kill")),
            Map.entry("suspend", List.of("pause")),
            Map.entry("freeze", List.of("pause")),
            Map.entry("throttle", List.of("limp", "slow")),
            Map.entry("isolate", List.of("partition")),
            Map.entry("cut", List.of("partition")),
            Map.entry("split", List.of("partition")),
            Map.entry("one-way", List.of("partition")),
            Map.entry("partial", List.of("partition")),
            Map.entry("disk", List.of("kill")),
            Map.entry("wipe", List.of("kill")),
            Map.entry("disconnect", List.of("partition")),
            Map.entry("reconnect", List.of("heal")),
            Map.entry("repair", List.of("heal")),
            Map.entry("delay", List.of("slow")),
            Map.entry("latency", List.of("slow")),
            Map.entry("loss", List.of("lose")),
            Map.entry("drop", List.of("lose")),
            Map.entry("clock", List.of("skew")),
            Map.entry("membership", List.of("add", "remove")),
            Map.entry("scale", List.of("add", "remove")),
            Map.entry("load", List.of("clients")),
            Map.entry("workload", List.of("clients")),
            Map.entry("info", List.of("status")),
            Map.entry("top", List.of("status")),
            Map.entry("watch", List.of("status")),
            Map.entry("describe", List.of("status")),
            Map.entry("nodes", List.of("status")),
            Map.entry("get", List.of("call", "status", "list")),
            Map.entry("set", List.of("call")),
            Map.entry("put", List.of("call")),
            Map.entry("exec", List.of("call", "shell")),
            Map.entry("console", List.of("shell")),
            Map.entry("cli", List.of("shell")),
            Map.entry("repl", List.of("shell")),
            Map.entry("connect", List.of("shell")),
            Map.entry("attach", List.of("shell")),
            Map.entry("sim", List.of("simulate")),
            Map.entry("test", List.of("run", "simulate")),
            Map.entry("verify", List.of("check")),
            Map.entry("diff", List.of("compare")),
            Map.entry("benchmark", List.of("bench")),
            Map.entry("diagnose", List.of("doctor")));

    /** The scenario that hints name for those who have not chosen one. */
    public static final String EXAMPLE = "raft";

    private static final String NAME = "--name";

    /** Options that take a number of seconds. */
    private static final Set<String> SECONDS = Set.of("--seconds", "--timeout", "--warm-up", "--gap-max");

    private Vocabulary() {}

    /** The arguments as the command line knows them. */
    public static String[] understood(String... arguments) {
        if (arguments.length == 0) {
            return arguments;
        }
        List<String> words = new ArrayList<>(Arrays.asList(arguments));
        nameBehindTheCommand(words);
        if (words.size() > 1) {
            wholeSeconds(words);
        }
        String first = words.getFirst().toLowerCase(Locale.ROOT);
        if (first.equals("help")) {
            words.removeFirst();
            if (words.isEmpty() || !words.getLast().equals("--help")) {
                words.addLast("--help");
            }
        } else if (first.equals("start") && words.size() > 1) {
            words.set(0, isNode(words.get(1)) ? "restart" : "up");
        }
        String command = words.getFirst().toLowerCase(Locale.ROOT);
        if (SAME.containsKey(command)) {
            words.set(0, SAME.get(command));
        }
        return words.toArray(String[]::new);
    }

    /** As kubectl takes a namespace: before the command. */
    private static void nameBehindTheCommand(List<String> words) {
        if (words.size() > 2 && words.getFirst().equals(NAME)) {
            String option = words.removeFirst();
            String name = words.removeFirst();
            words.addAll(1, List.of(option, name));
        } else if (words.size() > 1 && words.getFirst().startsWith(NAME + "=")) {
            words.add(1, words.removeFirst());
        }
    }

    /** A number of seconds may have a unit: {@code --seconds 2min}. */
    private static void wholeSeconds(List<String> words) {
        int end = words.contains("--") ? words.indexOf("--") : words.size();
        for (int at = 1; at < end; at++) {
            String word = words.get(at);
            int equals = word.indexOf('=');
            if (SECONDS.contains(words.get(at - 1))) {
                words.set(at, seconds(word));
            } else if (equals > 0 && SECONDS.contains(word.substring(0, equals))) {
                words.set(at, word.substring(0, equals + 1) + seconds(word.substring(equals + 1)));
            }
        }
    }

    private static String seconds(String word) {
        OptionalLong millis = Typed.millis(word);
        return millis.isPresent() && millis.getAsLong() % 1_000 == 0 ? Long.toString(millis.getAsLong() / 1_000) : word;
    }

    private static boolean isNode(String word) {
        return Typed.nodes(List.of(word)).stream().allMatch(node -> node.matches("n\\d+"));
    }

    /** What to say of {@code typed}, which is not a command, with what followed it. */
    public static String instead(String typed, List<String> rest, List<String> commands) {
        String word = typed.toLowerCase(Locale.ROOT);
        Optional<Scenario<?>> scenario = Catalog.scenario(word);
        if (scenario.isPresent()) {
            return String.format(
                    Locale.ROOT,
                    "\"%s\" is a protocol; to do something with it, type ./dsc up %s, ./dsc run %s, ./dsc simulate %s"
                            + " or ./dsc compare %s",
                    typed,
                    word,
                    word,
                    word,
                    word);
        }
        List<String> near = Stream.concat(
                        NEAR.getOrDefault(word, List.of()).stream(), Suggestions.to(word, commands).stream())
                .filter(commands::contains)
                .distinct()
                .limit(3)
                .toList();
        if (!near.isEmpty() && !isOperation(word)) {
            return "there is no command \"" + typed + "\"; did you mean "
                    + near.stream().map(name -> "./dsc " + name).collect(Collectors.joining(" or ")) + "?";
        }
        if (isOperation(word)) {
            return "there is no command \"" + typed + "\"; as an operation of a cluster that is up: ./dsc call "
                    + Stream.concat(Stream.of(word), rest.stream())
                            .map(Shell::quoted)
                            .collect(Collectors.joining(" "));
        }
        return Catalog.concept(word)
                .map(concept -> "\"" + typed + "\" is a concept" + protocolsOf(concept))
                .orElse("there is no command \"" + typed + "\"; ./dsc --help shows all");
    }

    private static String protocolsOf(Concept concept) {
        return concept.scenarios().isEmpty()
                ? ", without a protocol yet"
                : "; its protocols: "
                        + concept.scenarios().stream().map(Scenario::id).collect(Collectors.joining(", "))
                        + ". ./dsc compare " + concept.id() + " runs all of them";
    }

    private static boolean isOperation(String word) {
        return Catalog.scenarios().stream()
                .anyMatch(scenario -> scenario.operations().find(word).isPresent());
    }

    /** A line for each protocol, for somebody who named none. */
    public static List<String> protocols() {
        int width = Catalog.scenarios().stream()
                .mapToInt(scenario -> scenario.id().length())
                .max()
                .orElse(0);
        return Catalog.scenarios().stream()
                .map(scenario -> "  " + scenario.id()
                        + " ".repeat(width - scenario.id().length()) + "  "
                        + scenario.guarantee(NodeFiles.usualSettings(InstallDirectory.directory(), scenario.id()))
                                .summary())
                .toList();
    }
}

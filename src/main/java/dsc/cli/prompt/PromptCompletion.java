package dsc.cli.prompt;

import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType;
import dsc.workbench.protocol.Operation;
import dsc.workbench.protocol.Operations;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/** What a word at the prompt may become: commands, operations, and what stands in their places. */
final class PromptCompletion {

    private static final Set<String> ON_NODES =
            Set.of("kill", "stop", "pause", "limp", "resume", "restart", "add", "remove", "transfer", "logs");

    /** Those whose nodes may be separated by commas. */
    private static final Set<String> ON_LISTS =
            Set.of("partition", "slow", "lose", "kill", "stop", "pause", "limp", "logs");

    private static final Set<String> ON_ALL = Set.of("kill", "stop", "pause", "limp", "slow", "lose");

    private final Operations<?> operations;
    private final Function<String, List<String>> options;

    /** What there is in the cluster now. */
    record Known(List<String> nodes, List<String> keys) {

        static final Known NOTHING = new Known(List.of(), List.of());
    }

    /** @param options the long options of a command */
    PromptCompletion(Operations<?> operations, Function<String, List<String>> options) {
        this.operations = operations;
        this.options = options;
    }

    /**
     * @param before the words before the one that is being typed
     * @param typed of that one, until now
     */
    List<String> candidates(List<String> before, String typed, Known known) {
        Set<String> all = new LinkedHashSet<>();
        if (before.isEmpty()) {
            operations.all().forEach(operation -> all.add(operation.name()));
            all.addAll(Prompt.commands());
        } else if (typed.startsWith("-")) {
            all.addAll(options.apply(before.getFirst()));
        } else {
            arguments(before, typed, known).forEach(all::add);
        }
        return all.stream().filter(word -> word.startsWith(typed)).toList();
    }

    private Stream<String> arguments(List<String> before, String typed, Known known) {
        String first = before.getFirst();
        boolean called = first.equals("call");
        if (called && before.size() == 1) {
            return operations.all().stream().map(Operation::name);
        }
        int place = before.size() - (called ? 2 : 1);
        Stream<String> ofOperation = operations
                .find(called ? before.get(1) : first)
                .map(operation -> argument(operation, place, known))
                .orElse(Stream.empty());
        return called ? ofOperation : Stream.concat(ofOperation, ofCommand(first, place, typed, known));
    }

    private static Stream<String> argument(Operation<?> operation, int place, Known known) {
        List<Argument> arguments = operation.arguments();
        if (place >= arguments.size()) {
            return Stream.empty();
        }
        Argument argument = arguments.get(place);
        if (argument.isKey()) {
            return known.keys().stream();
        }
        return switch (argument.type()) {
            case ArgumentType.Node node -> known.nodes().stream();
            case ArgumentType.Word word -> word.words().stream();
            case ArgumentType.Text text -> Stream.empty();
            case ArgumentType.Whole whole -> Stream.empty();
        };
    }

    private Stream<String> ofCommand(String command, int place, String typed, Known known) {
        if (command.equals("help")) {
            return Stream.concat(operations.all().stream().map(Operation::name), Prompt.commands().stream());
        }
        if (command.equals("clients")) {
            return place == 0 ? Stream.of("20", "0") : Stream.empty();
        }
        if (ON_LISTS.contains(command)) {
            Stream<String> nodes = afterComma(typed, known.nodes());
            return ON_ALL.contains(command) && place == 0 && !typed.contains(",")
                    ? Stream.concat(nodes, Stream.of("all", "leader"))
                    : nodes;
        }
        return ON_NODES.contains(command) || command.equals("skew") && place == 0
                ? known.nodes().stream()
                : Stream.empty();
    }

    /** Each node behind those that stand in the word already. */
    private static Stream<String> afterComma(String typed, List<String> nodes) {
        String before = typed.substring(0, typed.lastIndexOf(',') + 1);
        List<String> named = List.of(before.split(","));
        return nodes.stream().filter(node -> !named.contains(node)).map(node -> before + node);
    }
}

package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.MalformedCallException;
import dsc.workbench.protocol.Operation;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.protocol.Workload;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What every protocol's declaration of its operations promises to those who call them. */
class DeclaredOperationsTest {

    private static final String HALF_A_PAIR = "\ud83d";

    static Stream<Scenario<?>> scenarios() {
        return Catalog.scenarios().stream();
    }

    static Stream<Arguments> operations() {
        return scenarios()
                .flatMap(scenario -> scenario.operations().all().stream()
                        .map(operation -> Arguments.of(scenario.id() + " " + operation.name(), scenario, operation)));
    }

    /** Words that fit, one for each argument. */
    private static List<String> words(Operation<?> operation) {
        List<String> words = new ArrayList<>(List.of(operation.name()));
        operation.arguments().forEach(argument -> words.add(word(argument)));
        return words;
    }

    private static String word(Argument argument) {
        return switch (argument.type()) {
            case ArgumentType.Text text when text.refusal("x") != null && text.refusal("7.n2") == null -> "7.n2";
            case ArgumentType.Text text -> "x".repeat(Math.max(1, text.charsMin()));
            case ArgumentType.Whole whole -> Long.toString(Math.max(1, whole.least()));
            case ArgumentType.Node node -> "n1";
            case ArgumentType.Word word -> word.words().getFirst();
        };
    }

    private static Call inSession(Call call) {
        return call.function().equals(Call.OPEN_SESSION) ? call : call.in(1, 1);
    }

    private static void assertAccepted(Scenario<?> scenario, Call call) {
        assertThat(scenario.operations().message(inSession(call), null)).isNotNull();
    }

    /** Refused in the same words where it is typed and at the node, in a line with the usage in it. */
    private static void assertRefused(Scenario<?> scenario, Operation<?> operation, List<String> words) {
        assertThatThrownBy(() -> scenario.operations().parse(words))
                .isInstanceOf(MalformedCallException.class)
                .hasMessageEndingWith(": " + operation.usage())
                .message()
                .doesNotContain("\n", "null", HALF_A_PAIR);
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void itsExamplesAreAccepted(Scenario<?> scenario) {
        assertThat(scenario.operations().examples()).isNotEmpty();
        for (String example : scenario.operations().examples()) {
            assertAccepted(scenario, scenario.operations().parse(List.of(example.split(" "))));
        }
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void whatItsClientsAskIsAccepted(Scenario<?> scenario) {
        SplittableRandom random = new SplittableRandom(1);
        List<String> keys = List.of("k1", "k2");
        Workload workload = scenario.workload(ShippedSettings.of(scenario.id()));
        for (int number = 1; number <= 200; number++) {
            assertAccepted(scenario, workload.next(random, keys, new Workload.Turn(0, 1, number)));
        }
        scenario.operations().finalReads(keys).forEach(call -> {
            assertThat(scenario.operations().get(call.function()).isQuery()).isTrue();
            assertAccepted(scenario, call);
        });
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void anOperationThatItDoesNotHaveIsRefusedWithThoseThatItHas(Scenario<?> scenario) {
        String first = scenario.operations().all().getFirst().name();
        assertThatThrownBy(() -> scenario.operations().parse(List.of(first + "s", "x")))
                .isInstanceOf(MalformedCallException.class)
                .hasMessageStartingWith(scenario.id() + " has no operation \"" + first + "s\"; did you mean " + first)
                .hasMessageContaining("It has ");
        assertThatThrownBy(() -> scenario.operations().message(Call.of("zzzzzzzz", "x", null), null))
                .hasMessageStartingWith(scenario.id() + " has no operation \"zzzzzzzz\"; it has ");
        assertThatThrownBy(() -> scenario.operations().parse(List.of()))
                .hasMessageStartingWith("name an operation; " + scenario.id() + " has ");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void itIsAcceptedWithItsArguments(String name, Scenario<?> scenario, Operation<?> operation) {
        assertAccepted(scenario, scenario.operations().parse(words(operation)));
        assertThat(operation.usage()).startsWith(operation.name());
        if (!operation.arguments().isEmpty() && operation.arguments().getLast().isOptional()) {
            assertAccepted(
                    scenario,
                    scenario.operations()
                            .parse(words(operation)
                                    .subList(0, operation.arguments().size())));
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void aSurplusArgumentIsRefused(String name, Scenario<?> scenario, Operation<?> operation) {
        List<String> words = words(operation);
        words.add("surplus");
        assertRefused(scenario, operation, words);
        words.add("more");
        assertRefused(scenario, operation, words);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void aMissingArgumentIsNamed(String name, Scenario<?> scenario, Operation<?> operation) {
        List<String> words = words(operation);
        for (int at = operation.arguments().size() - 1; at >= 0; at--) {
            Argument missing = operation.arguments().get(at);
            if (!missing.isOptional()) {
                List<String> fewer = words.subList(0, at + 1);
                assertRefused(scenario, operation, fewer);
                assertThatThrownBy(() -> scenario.operations().parse(fewer))
                        .hasMessage(operation.name() + " needs " + missing.noun() + ": " + operation.usage());
            }
        }
    }

    /** In keys, elements, values, references, names, nodes and numbers. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void halfASurrogatePairIsRefusedWhereverItStands(String name, Scenario<?> scenario, Operation<?> operation) {
        for (int at = 1; at <= operation.arguments().size(); at++) {
            for (String text : List.of(HALF_A_PAIR, "a" + HALF_A_PAIR + "b", "\ude00", "\ude00\ud83d")) {
                List<String> words = words(operation);
                words.set(at, text);
                assertRefused(scenario, operation, words);
            }
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void textsAndNumbersBeyondTheirLimitsAreRefused(String name, Scenario<?> scenario, Operation<?> operation) {
        for (int at = 1; at <= operation.arguments().size(); at++) {
            for (String wrong : wrong(operation.arguments().get(at - 1).type())) {
                List<String> words = words(operation);
                words.set(at, wrong);
                assertRefused(scenario, operation, words);
            }
        }
    }

    private static List<String> wrong(ArgumentType type) {
        return switch (type) {
            case ArgumentType.Text text ->
                text.charsMin() == 0
                        ? List.of("x".repeat(text.charsMax() + 1))
                        : List.of("", "x".repeat(text.charsMax() + 1));
            case ArgumentType.Whole whole ->
                List.of("", "one", "1.5", "1e3", "٣", "99999999999999999999", Long.toString(whole.most() + 1));
            case ArgumentType.Node node -> List.of("", "n_1", "no node!");
            case ArgumentType.Word word -> List.of("", "another");
        };
    }

    /** What JSON can say and no command line: a node refuses it as well, rather than to fail over it. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("operations")
    void nullsObjectsAndListsInTheWrongPlaceAreRefused(String name, Scenario<?> scenario, Operation<?> operation) {
        Call right = inSession(scenario.operations().parse(words(operation)));
        List<Object> wrong = new ArrayList<>(
                List.of(Map.of("a", 1), List.of(List.of("a")), List.of(Map.of(), "b"), List.of("a", "b", "c", "d")));
        wrong.add(Arrays.asList("a", null, "c", "d"));
        for (Object value : wrong) {
            assertThatThrownBy(() -> scenario.operations()
                            .message(
                                    new Call(right.session(), right.sequence(), right.function(), right.key(), value),
                                    null))
                    .isInstanceOf(MalformedCallException.class);
        }
        assertThatThrownBy(() -> scenario.operations()
                        .message(
                                new Call(
                                        right.session(),
                                        right.sequence(),
                                        right.function(),
                                        operation.hasKey() ? null : "key",
                                        right.value()),
                                null))
                .isInstanceOf(MalformedCallException.class);
    }
}

package dsc.concepts;

import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.MalformedCallException;
import dsc.workbench.protocol.Operation;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Workload;
import dsc.workbench.simulation.Simulation;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Clients that ask whatever is not refused: nothing of that ends a node or breaks a guarantee. */
class OddCallsTest {

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "/",
            "..",
            "%2F",
            "a|b",
            "\"'$(x)",
            "null",
            "{}",
            "n1",
            "ä€",
            "\ud83d\ude00",
            "\ud83d",
            "\ude00x",
            "\u2028",
            "\u0000",
            "\n",
            "0",
            "-1",
            "2147483647",
            "-2147483648",
            "9".repeat(30),
            "x".repeat(256),
            "€".repeat(256),
            "\u0001".repeat(1024),
            "€".repeat(1024),
            "€".repeat(16 * 1024),
            "x".repeat(16 * 1024 + 1));

    static Stream<Scenario<?>> scenarios() {
        return Catalog.scenarios().stream()
                .filter(scenario -> !scenario.deployment().isPlatform());
    }

    @ParameterizedTest
    @MethodSource("scenarios")
    void oddCallsAreServedOrRefused(Scenario<?> scenario) throws InterruptedException {
        Simulation worlds = Simulation.of(asking(scenario)).seconds(3);
        if (scenario.operations().all().stream()
                .noneMatch(operation -> operation.finalRead().isPresent())) {
            worlds.check(1, 3);
            return;
        }
        // Nodes are asked in the end about the keys of usual clients alone, so that not all of a history is decided.
        for (long seed = 1; seed <= 3; seed++) {
            worlds.checkNotBroken(seed);
        }
    }

    /** {@code scenario}, with clients of another kind. */
    private static Scenario<?> asking(Scenario<?> scenario) {
        Workload odd = (random, keys, turn) -> odd(scenario.operations(), random);
        return (Scenario<?>) Proxy.newProxyInstance(
                Scenario.class.getClassLoader(), new Class<?>[] {Scenario.class}, (proxy, method, arguments) -> {
                    try {
                        return method.getName().equals("workload") ? odd : method.invoke(scenario, arguments);
                    } catch (InvocationTargetException thrown) {
                        throw thrown.getCause();
                    }
                });
    }

    private static Call odd(Operations<?> operations, RandomGenerator random) {
        List<? extends Operation<?>> checked =
                operations.all().stream().filter(Operation::isChecked).toList();
        while (true) {
            Operation<?> operation = checked.get(random.nextInt(checked.size()));
            List<String> words = new ArrayList<>(List.of(operation.name()));
            for (Argument argument : operation.arguments()) {
                boolean number = argument.type() instanceof ArgumentType.Whole;
                words.add(
                        number && random.nextBoolean()
                                ? Integer.toString(random.nextInt(9))
                                : TEXTS.get(random.nextInt(TEXTS.size())));
            }
            try {
                return operations.parse(words);
            } catch (MalformedCallException refused) {
                // Drawn again.
            }
        }
    }
}

package dsc.cli;

import dsc.workbench.exploration.LocalRegisterScenario;
import dsc.workbench.exploration.SimulateOptions;
import dsc.workbench.nodes.NodeJvm;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.terminal.Console;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import picocli.CommandLine;

/** {@code dsc simulate} with the varieties of {@link LocalRegisterScenario} in place of the catalog. */
public final class Simulated {

    private static final List<Scenario<?>> SCENARIOS = Arrays.stream(LocalRegisterScenario.Variety.values())
            .<Scenario<?>>map(LocalRegisterScenario::new)
            .toList();

    private Simulated() {}

    /** What a second JVM runs. */
    public static void main(String[] arguments) {
        System.exit(Main.execute(Console.standard(), commands(Console.standard(), Simulated::secondJvm), arguments));
    }

    private static List<String> secondJvm(Path home) {
        return NodeJvm.simulating(home, Simulated.class);
    }

    public static Told by(String... arguments) {
        return by(Simulated::secondJvm, arguments);
    }

    /** @param second the command of the other JVM */
    public static Told by(Function<Path, List<String>> second, String... arguments) {
        return Told.by(console -> commands(console, second), arguments);
    }

    private static CommandLine.IFactory commands(Console console, Function<Path, List<String>> second) {
        Main.Commands usual = new Main.Commands(console);
        return new CommandLine.IFactory() {
            @Override
            public <K> K create(Class<K> type) throws Exception {
                return type == SimulateCommand.class ? type.cast(command(console, second)) : usual.create(type);
            }
        };
    }

    private static SimulateCommand command(Console console, Function<Path, List<String>> second) {
        return new SimulateCommand(console, SCENARIOS, second);
    }

    /** What the command makes of its arguments, the scenario first. */
    public static SimulateOptions options(String... arguments) {
        SimulateCommand command = command(Console.silent(), Simulated::secondJvm);
        new CommandLine(command).parseArgs(arguments);
        return command.options();
    }
}

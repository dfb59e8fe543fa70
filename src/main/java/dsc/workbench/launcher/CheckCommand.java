package dsc.workbench.launcher;

import java.util.concurrent.Callable;
import picocli.CommandLine.Command;

@Command(name = "check", description = "Check recorded histories.", mixinStandardHelpOptions = true)
final class CheckCommand implements Callable<Integer> {
    @Override
    public Integer call() {
        return 2;
    }
}

package dsc.cli.exercise;

import dsc.workbench.processes.Jvm;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.List;

/** Runs the launcher once more: a JVM with this one's options and classes, whose output is for nobody. */
final class LauncherProcess implements Launcher {

    /** By its name: its package knows this one. */
    static final String MAIN = "dsc.cli.EntryPoint";

    private volatile Process process;
    private volatile boolean over;

    @Override
    public int run(List<String> words) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(Jvm.java()));
        ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                .filter(option -> !option.startsWith("-agent") && !option.startsWith("-javaagent"))
                .forEach(command::add);
        command.addAll(List.of("-Ddsc.terminal=false", "-Ddsc.keyboard=false"));
        command.addAll(List.of("-cp", System.getProperty("java.class.path"), MAIN));
        command.addAll(words);
        process = new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        if (over) {
            process.destroyForcibly();
        }
        return process.waitFor();
    }

    @Override
    public void interrupt() {
        over = true;
        Process now = process;
        if (now != null) {
            now.destroyForcibly();
        }
    }
}

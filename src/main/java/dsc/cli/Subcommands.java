package dsc.cli;

import dsc.cli.exercise.ExerciseCommand;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine;

/**
 * The commands by name. A command line that names one gets that one alone: to describe all of them takes longer than
 * most of them need.
 */
final class Subcommands {

    private static final Map<String, Class<?>> ALL = all();

    private Subcommands() {}

    private static Map<String, Class<?>> all() {
        Map<String, Class<?>> all = new LinkedHashMap<>();
        all.put("list", ListCommand.class);
        all.put("run", RunCommand.class);
        all.put("compare", CompareCommand.class);
        all.put("simulate", SimulateCommand.class);
        all.put("up", UpCommand.class);
        all.put("clusters", ClustersCommand.class);
        all.put("status", StatusCommand.class);
        all.put("logs", LogsCommand.class);
        all.put("call", CallCommand.class);
        all.put("clients", ClientsCommand.class);
        all.put("shell", ShellCommand.class);
        all.put("kill", NodesCommand.Kill.class);
        all.put("stop", NodesCommand.Stop.class);
        all.put("pause", NodesCommand.Pause.class);
        all.put("limp", NodesCommand.Limp.class);
        all.put("resume", NodesCommand.Resume.class);
        all.put("restart", NodesCommand.Restart.class);
        all.put("add", NodesCommand.Add.class);
        all.put("remove", NodesCommand.Remove.class);
        all.put("transfer", NodesCommand.Transfer.class);
        all.put("partition", LinksCommand.Partition.class);
        all.put("slow", LinksCommand.Slow.class);
        all.put("lose", LinksCommand.Lose.class);
        all.put("heal", LinksCommand.Heal.class);
        all.put("skew", NodesCommand.Skew.class);
        all.put("down", DownCommand.class);
        all.put("purge", PurgeCommand.class);
        all.put("check", CheckCommand.class);
        all.put("bench", BenchCommand.class);
        all.put("report", ReportCommand.class);
        all.put(ExerciseCommand.NAME, ExerciseCommand.class);
        all.put("doctor", DoctorCommand.class);
        all.put(CompletionCommand.NAME, CompletionCommand.class);
        all.put("supervise", SuperviseCommand.class);
        return all;
    }

    static void addAll(CommandLine line) {
        ALL.forEach(line::addSubcommand);
    }

    /** Adds the command of that name, if a command line of it needs no other; else all. */
    static void addFor(CommandLine line, String name) {
        if (ALL.containsKey(name) && !name.equals(CompletionCommand.NAME)) {
            line.addSubcommand(name, ALL.get(name));
        } else {
            addAll(line);
        }
    }
}

package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.Vocabulary;
import dsc.workbench.nodes.OrphanedNodes;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.Clusters;
import dsc.workbench.processes.Ports;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Markup;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/** {@code dsc doctor}: is this machine fit for clusters, and is anything left of earlier ones? */
@Command(
        name = "doctor",
        description = "See whether this machine is fit for clusters, and whether earlier ones left anything.",
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExit status:%n",
        footer = {"  0  all is well", "  2  something needs a person"})
final class DoctorCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);
    private static final int NEEDS_A_PERSON = 2;
    private static final int CORES_MIN = 2;
    private static final long MEMORY_MIB_A_NODE = 200;
    private static final long DISK_MIB = 200;
    private static final int NODES = 3;

    private final Console console;

    @Option(names = "--json", description = "Print JSON, and nothing else.")
    private boolean json;

    DoctorCommand(Console console) {
        this.console = console;
    }

    /**
     * What was looked at.
     *
     * @param found how it is
     * @param advice what to do, or null if it is well
     */
    private record Finding(String subject, String found, String advice) {}

    @Override
    public Integer call() throws IOException {
        Path home = InstallDirectory.directory();
        List<Finding> findings = new ArrayList<>(List.of(java(), cores(), memory(), disk(home), ports(), tools()));
        findings.addAll(clusters(home));
        if (json) {
            console.plain(JSON.writeValueAsString(findings));
        } else {
            findings.forEach(this::tell);
        }
        return findings.stream().allMatch(finding -> finding.advice() == null) ? 0 : NEEDS_A_PERSON;
    }

    private void tell(Finding finding) {
        boolean well = finding.advice() == null;
        console.line(String.format(
                Locale.ROOT,
                "%s  %-9s %s",
                well ? "@|green ✓|@" : "@|bold,red ✗|@",
                finding.subject(),
                Markup.escaped(finding.found())));
        if (!well) {
            console.line(String.format(Locale.ROOT, "   %-9s @|yellow %s|@", "", Markup.escaped(finding.advice())));
        }
    }

    private static Finding java() {
        return new Finding(
                "java",
                System.getProperty("java.vendor") + " " + Runtime.version() + ", " + System.getProperty("java.home"),
                null);
    }

    private static Finding cores() {
        int cores = Runtime.getRuntime().availableProcessors();
        return new Finding(
                "cores",
                Integer.toString(cores),
                cores >= CORES_MIN ? null : "nodes will be slow on one core, and failure detectors may fire");
    }

    private static Finding memory() {
        long needed = NODES * MEMORY_MIB_A_NODE;
        long total = ManagementFactory.getPlatformMXBean(com.sun.management.OperatingSystemMXBean.class)
                        .getTotalMemorySize()
                >> 20;
        return new Finding(
                "memory",
                total + " MiB",
                total >= 2 * needed ? null : NODES + " nodes take some " + needed + " MiB; start fewer");
    }

    private static Finding disk(Path home) {
        Path runs = home.resolve("runs");
        try {
            PrivateFiles.ownDirectory(runs);
            Path probe = Files.createTempFile(runs, "doctor", null);
            Files.delete(probe);
            long free = Files.getFileStore(runs).getUsableSpace() >> 20;
            return new Finding(
                    "disk",
                    free + " MiB free for " + runs,
                    free >= DISK_MIB
                            ? null
                            : "a run may need " + DISK_MIB + " MiB; ./dsc purge --all removes what ended");
        } catch (IOException refused) {
            return new Finding("disk", runs + " cannot be written: " + refused.getMessage(), "make it writable");
        }
    }

    private static Finding ports() {
        try {
            return new Finding("ports", "127.0.0.1:" + new Ports().next() + " can be listened on", null);
        } catch (IllegalStateException none) {
            return new Finding("ports", none.getMessage(), "allow this user to listen on 127.0.0.1");
        }
    }

    /** Processes are started, stopped and continued by the shell. */
    private static Finding tools() {
        try {
            Process shell = new ProcessBuilder("sh", "-c", "kill -0 $$").start();
            boolean works = shell.waitFor() == 0;
            return new Finding(
                    "shell", works ? "sh and kill work" : "kill fails", works ? null : "see what kill -0 $$ says");
        } catch (IOException missing) {
            return new Finding("shell", "sh cannot be started: " + missing.getMessage(), "install a POSIX shell");
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            return new Finding("shell", "interrupted", "ask again");
        }
    }

    private List<Finding> clusters(Path home) {
        List<Finding> findings = new ArrayList<>();
        Clusters clusters = Clusters.of(home, console.caller(), Vocabulary.EXAMPLE);
        List<ClusterEntry> all = clusters.registry().all();
        for (ClusterEntry entry : all) {
            if (entry.isPutAside()) {
                findings.add(new Finding("cluster", entry.name() + " is down, its journal kept", null));
            } else if (entry.supervisor().isPresent()) {
                findings.add(new Finding("cluster", entry.name() + " is up, supervisor " + entry.pid(), null));
            } else {
                findings.add(new Finding(
                        "cluster",
                        entry.name() + " died: its supervisor " + entry.pid() + " is gone",
                        "./dsc down" + clusters.nameOption(entry) + " tidies up"));
            }
        }
        findings.add(orphans(home));
        return findings;
    }

    /** Nodes that nobody keeps. Those of a run that goes on have their launcher for a parent. */
    private static Finding orphans(Path home) {
        List<Long> orphans = OrphanedNodes.of(home.resolve("runs")).stream()
                .filter(process -> process.parent()
                        .flatMap(parent -> parent.info().command())
                        .filter(command -> command.endsWith("java"))
                        .isEmpty())
                .map(ProcessHandle::pid)
                .toList();
        return orphans.isEmpty()
                ? new Finding("nodes", "no orphaned processes", null)
                : new Finding(
                        "nodes",
                        "orphaned: " + orphans,
                        "kill " + orphans.toString().replaceAll("[\\[\\],]", ""));
    }
}

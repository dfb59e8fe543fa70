package dsc.workbench.runs;

import dsc.workbench.faults.Injection;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.report.RunRecord.Sample;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LiveLines;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** What a run shows while it goes on: a few lines redrawn on a terminal, or a line now and then elsewhere. */
final class Progress {

    private static final int WIDTH = 100;

    private final Console console;
    private final int seconds;
    private final Recorder recorder;
    private final Supplier<Driver.Counts> counts;
    private final Supplier<Map<NodeId, Sample>> nodes;
    private final Supplier<List<Injection>> injections;
    private final LiveLines lines;

    Progress(
            Console console,
            int seconds,
            Recorder recorder,
            Supplier<Driver.Counts> counts,
            Supplier<Map<NodeId, Sample>> nodes,
            Supplier<List<Injection>> injections) {
        this.console = console;
        this.seconds = seconds;
        this.recorder = recorder;
        this.counts = counts;
        this.nodes = nodes;
        this.injections = injections;
        this.lines = new LiveLines(
                console,
                () -> List.of(timeLine(), operationsLine(), nodesLine(), faultsLine()),
                () -> String.format(
                        Locale.ROOT, "%6.1f s  %s; %s", recorder.elapsedNanos() / 1e9, operations(), nodes()));
    }

    void start() {
        lines.start();
    }

    void stop() throws InterruptedException {
        lines.stop();
    }

    /** A fault began or ended: a line of its own where nothing is redrawn. */
    synchronized void onFault(Injection injection) {
        if (console.interactive()) {
            return;
        }
        if (injection.inForce()) {
            console.plain(String.format(
                    Locale.ROOT,
                    "%6.1f s  fault %s: %s",
                    injection.fromNanos() / 1e9,
                    injection.fault().kind(),
                    injection.description()));
        } else {
            console.plain(String.format(
                    Locale.ROOT,
                    "%6.1f s  over  %s: %s%s",
                    injection.toNanos() / 1e9,
                    injection.fault().kind(),
                    injection.confirmed() ? "" : "NOT CONFIRMED, ",
                    injection.effect()));
        }
    }

    private String timeLine() {
        double elapsed = recorder.elapsedNanos() / 1e9;
        return String.format(
                Locale.ROOT,
                "  @|faint time|@        %s %.0f of %d s",
                LiveLines.bar(elapsed, seconds),
                elapsed,
                seconds);
    }

    private String operationsLine() {
        return "  @|faint operations|@  " + operations();
    }

    private String operations() {
        Driver.Counts now = counts.get();
        return String.format(Locale.ROOT, "%,d ok  %,d failed  %,d unknown", now.ok(), now.failed(), now.unknown());
    }

    private String nodesLine() {
        return "  @|faint nodes|@       " + nodes();
    }

    private String nodes() {
        Map<NodeId, Sample> latest = nodes.get();
        long term = latest.values().stream().mapToLong(Sample::term).max().orElse(-1);
        String roles = latest.values().stream()
                .map(sample -> sample.node() + " " + sample.role())
                .collect(Collectors.joining("  "));
        return roles + (term >= 0 ? "  term " + term : "");
    }

    private String faultsLine() {
        List<String> inForce = new ArrayList<>();
        for (Injection injection : injections.get()) {
            if (injection.inForce()) {
                inForce.add(injection.fault().kind() + " " + injection.description());
            }
        }
        String text = inForce.isEmpty() ? "none in force" : String.join(",  ", inForce);
        return "  @|faint faults|@      " + (text.length() > WIDTH ? text.substring(0, WIDTH) + "…" : text);
    }
}

package dsc.workbench.exploration;

import dsc.workbench.checkers.EvidencePrinter;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.exploration.SimulationRun.Result;
import dsc.workbench.exploration.SimulationRun.Shown;
import dsc.workbench.faults.Injection;
import dsc.workbench.runs.Verdicts;
import dsc.workbench.simulation.Exploration;
import dsc.workbench.simulation.Outcome;
import dsc.workbench.simulation.Step;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.TextLines;
import java.util.List;
import java.util.Locale;

/** Tells on the console what a simulation came to. */
public final class SimulationReporter {

    /** What stands beside the names of sometimes-conditions: an indent of 2, two numbers of 10 and 11, and gaps. */
    private static final int SOMETIMES_COLUMNS = 2 + 1 + 10 + 3 + 11;

    /** How many steps before the violation are shown. */
    private static final int STEPS_SHOWN = 25;

    private static final int STEP_CHARS_MAX = 160;

    private final SimulateOptions options;
    private final Console console;

    public SimulationReporter(SimulateOptions options, Console console) {
        this.options = options;
        this.console = console;
    }

    /** Before it starts. */
    public void announce() {
        console.line(String.format(
                Locale.ROOT,
                "@|bold %s|@: %s",
                options.scenario().id(),
                options.scenario().summary()));
        SimulationSummary.parameters(options)
                .forEach((name, value) -> console.line(String.format(Locale.ROOT, "  @|faint %-9s|@ %s", name, value)));
    }

    public void tell(Result result, SimulationFiles.Kept kept) {
        console.plain("");
        if (options.trace()) {
            result.shown().ifPresent(shown -> {
                DeterminismCheck.lines(shown.shown()).forEach(console::plain);
                console.plain("");
            });
        }
        sometimes(result.exploration());
        faults(result);
        figures(result);
        console.plain("");
        result.proven().ifPresent(invalid -> invalid(result.shown().orElseThrow()));
        result.difference().ifPresent(difference -> {
            if (result.status() == Verdict.Status.INVALID) {
                console.line("@|yellow note|@  a second JVM made another world of seed " + difference.seed());
            }
            difference.lines().forEach(line -> console.plain(Format.shortened(line, STEP_CHARS_MAX)));
            console.plain("");
        });
        result.notes().forEach(note -> console.line("@|yellow note|@  " + note));
        console.line(String.format(
                Locale.ROOT, "%s  %s", Verdicts.coloured(result.status()), SimulationSummary.reason(options, result)));
        kept.files().forEach((name, value) -> console.plain(String.format(Locale.ROOT, "  %-8s %s", name, value)));
        kept.commands()
                .forEach((name, value) ->
                        console.line(String.format(Locale.ROOT, "  %-8s %s", name, Markup.escaped(value))));
    }

    private void sometimes(Exploration exploration) {
        if (exploration.sometimes().isEmpty()) {
            return;
        }
        boolean several = options.single().isEmpty();
        // What is broken shows, whatever else these worlds did not reach.
        boolean untested = several && exploration.invalidCount() == 0;
        int longest = exploration.sometimes().keySet().stream()
                .mapToInt(String::length)
                .max()
                .orElse(0);
        int width = Math.min(longest, console.columns() - SOMETIMES_COLUMNS);
        console.line("@|bold Sometimes|@  " + " ".repeat(Math.max(0, width - 9)) + "      times"
                + (several ? "     in worlds" : ""));
        exploration.sometimes().forEach((name, met) -> {
            List<String> folded = TextLines.folded(name, width);
            folded.subList(0, folded.size() - 1).forEach(part -> console.plain("  " + part));
            String padded = String.format(Locale.ROOT, String.format(Locale.ROOT, "  %%-%ds", width), folded.getLast());
            if (met.times() == 0) {
                console.line(String.format(Locale.ROOT, "@|yellow %s %10s|@", padded, "never"));
            } else {
                String worlds = several ? String.format(Locale.ROOT, "   %,11d", met.worlds()) : "";
                console.plain(String.format(Locale.ROOT, "%s %,10d%s", padded, met.times(), worlds));
            }
        });
        if (untested && exploration.sometimes().values().stream().anyMatch(met -> met.times() == 0)) {
            console.line("@|yellow   These worlds did not test what depends on a condition that they never met.|@");
        }
    }

    private void faults(Result result) {
        Exploration exploration = result.exploration();
        if (exploration.faults().isEmpty()) {
            return;
        }
        console.line("@|bold Faults|@");
        if (options.single().isPresent()) {
            injections(result.shown().orElseThrow().original());
        } else {
            List<String> counts = exploration.faults().entrySet().stream()
                    .map(entry -> String.format(Locale.ROOT, "%s %,d", entry.getKey(), entry.getValue()))
                    .toList();
            TextLines.sideBySide(counts, console.columns()).forEach(console::plain);
        }
    }

    private void injections(Outcome outcome) {
        for (Injection injection : outcome.injections()) {
            long toNanos = Math.min(injection.toNanos(), outcome.virtualNanos());
            console.text(String.format(
                    Locale.ROOT,
                    "  %8.3f s  %-10s for %-9s %s",
                    injection.fromNanos() / 1e9,
                    injection.fault().kind(),
                    Format.duration(toNanos - injection.fromNanos()),
                    injection.description()));
        }
    }

    private void figures(Result result) {
        Exploration exploration = result.exploration();
        double seconds = result.wallNanos() / 1e9;
        console.line("@|bold Metrics|@");
        if (options.single().isPresent()) {
            console.plain("  hash           "
                    + result.shown().orElseThrow().original().hashText());
        } else {
            figure(
                    "worlds",
                    exploration.worlds(),
                    String.format(
                            Locale.ROOT,
                            ", %,.1f a second, in %s on %s",
                            exploration.worlds() / seconds,
                            Format.duration(result.wallNanos()),
                            Format.count(options.threads(), "thread")));
        }
        figure("operations", exploration.operations(), "");
        figure(
                "actor steps",
                exploration.actorSteps(),
                several(", %,.0f a second", exploration.actorSteps() / seconds));
        figure("messages", exploration.messages(), "");
        console.plain("  virtual time   " + Format.duration(exploration.virtualNanos())
                + several(", %,.0f × real time", exploration.virtualNanos() / 1e9 / seconds));
    }

    /** Speeds say nothing about one world, most of whose time goes into starting. */
    private String several(String format, double value) {
        return options.single().isPresent() ? "" : String.format(Locale.ROOT, format, value);
    }

    private void figure(String name, long count, String more) {
        console.plain(String.format(Locale.ROOT, "  %-14s %,d%s", name, count, more));
    }

    private void invalid(Shown shown) {
        Outcome outcome = shown.shown();
        if (shown.isSmaller()) {
            smaller(shown);
            if (!outcome.injections().isEmpty()) {
                console.line("@|bold Faults in the smaller world|@");
                injections(outcome);
            }
        }
        if (!options.trace()) {
            steps(outcome);
        }
        outcome.verdict().evidence().ifPresent(evidence -> {
            console.line("@|bold Evidence|@");
            EvidencePrinter.lines(evidence).forEach(line -> console.plain("  " + line));
        });
        console.plain("");
    }

    private void smaller(Shown shown) {
        Outcome before = shown.original();
        Outcome after = shown.shown();
        console.line(String.format(Locale.ROOT, "@|bold Made smaller|@ in %s", Format.count(shown.tried(), "world")));
        change(
                "nodes",
                before.spec().conditions().nodes(),
                after.spec().conditions().nodes());
        change(
                "clients",
                before.spec().conditions().clients(),
                after.spec().conditions().clients());
        change(
                "operations",
                before.history().operations().size(),
                after.history().operations().size());
        change("faults", before.injections().size(), after.injections().size());
        change("messages", before.messages(), after.messages());
        console.plain(String.format(
                Locale.ROOT,
                "  %-10s %9s → %s",
                "time",
                Format.duration(before.virtualNanos()),
                Format.duration(after.virtualNanos())));
    }

    private void change(String name, long before, long after) {
        console.plain(String.format(Locale.ROOT, "  %-10s %,9d → %,d", name, before, after));
    }

    private void steps(Outcome outcome) {
        List<Step> steps = outcome.steps();
        int end = outcome.violation() < 0 ? steps.size() : outcome.violation() + 1;
        int start = Math.max(0, end - STEPS_SHOWN);
        console.line("@|bold Steps|@ "
                + (start == 0 ? "" : String.format(Locale.ROOT, "(the last %d before it was broken)", STEPS_SHOWN)));
        for (Step step : steps.subList(start, end)) {
            String line = Format.shortened(step.toString(), STEP_CHARS_MAX);
            if (step.kind() == Step.Kind.VIOLATION) {
                console.line("@|bold,red " + line.replace("|@", "| @") + "|@");
            } else {
                console.text(line);
            }
        }
    }
}

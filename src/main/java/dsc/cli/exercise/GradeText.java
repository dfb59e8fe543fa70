package dsc.cli.exercise;

import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.Part;
import dsc.workbench.grading.Finding;
import dsc.workbench.grading.Grade;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Tells a learner what a submission came to. */
final class GradeText {

    private static final String TOGETHER = "all of it together";

    private static final String INDENT = "     ";

    /** What stands before the first steps of a world, whose times are right-aligned. */
    private static final String STEP_INDENT = "    ";

    private static final int COLUMNS_MAX = 200;

    private final Console console;
    private final Exercise exercise;

    /** Where the learner edits. */
    private final Path directory;

    GradeText(Console console, Exercise exercise, Path directory) {
        this.console = console;
        this.exercise = exercise;
        this.directory = directory;
    }

    /** All but what to do next. */
    void tell(Grade grade) {
        if (!grade.problems().isEmpty()) {
            console.line("@|bold " + exercise.id() + "|@  not run: "
                    + Format.count(grade.problems().size(), "problem"));
            grade.problems().forEach(problem -> problem.toString().lines().forEach(line -> console.text("  " + line)));
        } else if (grade.finding().map(Finding::kind).orElse(null) == Finding.Kind.NOT_JUDGED) {
            console.line("@|bold " + exercise.id() + "|@  "
                    + Markup.escaped(sentence(grade.finding().orElseThrow())));
            return;
        } else {
            console.line(String.format(
                    Locale.ROOT, "@|bold %s|@  compiled in %.1f s", exercise.id(), grade.compileSeconds()));
            tellParts(grade);
            grade.finding().ifPresent(this::tell);
            if (grade.hasPassed()) {
                tellPassed(grade);
            }
        }
        console.line(String.format(Locale.ROOT, "@|faint %.1f s|@", grade.seconds()));
    }

    private void tellParts(Grade grade) {
        int parts = exercise.parts().size();
        int failing = grade.finding().map(Finding::part).orElse(parts + 1);
        int width = exercise.parts().stream()
                .mapToInt(part -> part.name().length())
                .max()
                .orElse(0);
        for (int part = 0; part < parts; part++) {
            String name = padded(exercise.parts().get(part).name(), Math.max(width, TOGETHER.length()));
            if (part < failing && failing >= 0) {
                console.line("  @|green ✓|@ " + name + "  " + tries(grade, part));
            } else if (part == failing) {
                console.line("  @|red ✗|@ " + name + place(grade.finding().orElseThrow()));
            } else if (exercise.kind() != Exercise.Kind.DISCOVER) {
                console.line("  @|faint · " + name + "|@");
            }
        }
        String together = padded(TOGETHER, Math.max(width, TOGETHER.length()));
        if (failing == parts) {
            console.line("  @|red ✗|@ " + together + place(grade.finding().orElseThrow()));
        } else if (grade.hasPassed() && grade.tried().stream().anyMatch(tried -> tried.part() == parts)) {
            console.line("  @|green ✓|@ " + together + "  " + tries(grade, parts));
        }
    }

    private static String padded(String name, int width) {
        return Markup.escaped(name) + " ".repeat(width - name.length());
    }

    /** Such as {@code 800 small worlds, 12 trials}. */
    private static String tries(Grade grade, int part) {
        List<String> units = grade.tried().stream()
                .filter(tried -> tried.part() == part)
                .map(Grade.Tried::unit)
                .distinct()
                .toList();
        List<String> counts = new ArrayList<>();
        for (String unit : units) {
            counts.add(Format.count(count(grade, part, unit), unit));
        }
        return String.join(", ", counts) + shown(grade, part);
    }

    /** In how many worlds of mutants it broke what was to be broken. */
    private static String shown(Grade grade, int part) {
        List<Grade.Tried> tried = grade.tried().stream()
                .filter(one -> one.part() == part && one.shown() > 0)
                .toList();
        return tried.isEmpty()
                ? ""
                : String.format(
                        Locale.ROOT,
                        ", broken in %,d of the mutant's %,d",
                        tried.stream().mapToInt(Grade.Tried::shown).sum(),
                        tried.stream().mapToInt(Grade.Tried::tries).sum());
    }

    private static long count(Grade grade, int part, String unit) {
        return grade.tried().stream()
                .filter(tried -> tried.part() == part && tried.unit().equals(unit))
                .mapToLong(Grade.Tried::tries)
                .sum();
    }

    /** Such as {@code small world 31 of 800}, behind two blanks. */
    private String place(Finding finding) {
        if (finding.number() == 0) {
            return "";
        }
        if (finding.part() >= exercise.parts().size()) {
            return String.format(Locale.ROOT, "  drawn world %,d of %,d", finding.number(), finding.of());
        }
        Part part = exercise.parts().get(finding.part());
        boolean isTrial = part.trials().contains(finding.check());
        return String.format(
                        Locale.ROOT,
                        "  %s %,d of %,d",
                        isTrial ? "trial" : "small world",
                        finding.number(),
                        finding.of())
                + (part.families().size() + part.trials().size() > 1
                        ? " (" + Markup.escaped(finding.check()) + ")"
                        : "");
    }

    private void tell(Finding finding) {
        console.line("");
        console.text("  " + sentence(finding));
        finding.lines().forEach(line -> console.text(cut(line)));
        if (!finding.output().isEmpty()) {
            console.line("  @|faint printed in that world:|@");
            finding.output().forEach(line -> console.text(INDENT + line));
        }
        tellFiles(finding);
    }

    /** Steps of a world are read below each other: each is one line, however much it says. */
    private String cut(String line) {
        String indented = INDENT + (line.startsWith(STEP_INDENT) ? line.substring(STEP_INDENT.length()) : line);
        return Format.shortened(indented, Math.min(console.columns(), COLUMNS_MAX));
    }

    /** What is wrong, in one sentence. */
    static String sentence(Finding finding) {
        String said = finding.sentence();
        return switch (finding.kind()) {
            case NOT_WRITTEN -> "not written yet: " + said;
            case BROKEN -> finding.rule().isEmpty() ? said : finding.rule() + ": " + said;
            case FAILED -> "an actor failed: " + said;
            case THREADS -> "another thread did something: " + said;
            case NOT_JUDGED, TOO_LONG -> "not judged: " + said;
            case REFUSED, NOT_SHOWN, UNTESTED, ENDLESS, WAITS, FLOODS, NOT_REPEATABLE, OUT_OF_MEMORY, ENDED -> said;
        };
    }

    private void tellFiles(Finding finding) {
        String drawn = finding.files().get("drawn");
        String world = finding.files().get("world");
        if (drawn != null) {
            console.line("  drawn    " + shown(Path.of(drawn)) + "   @|faint "
                    + finding.files().getOrDefault("size", "") + "|@");
        }
        if (world != null) {
            boolean isEdited = exercise.kind() != Exercise.Kind.EXPOSE;
            console.line("  step     ./dsc simulate " + exercise.scenario() + " --world " + shown(Path.of(world))
                    + " --trace" + (isEdited ? " --with " + shown(directory) : ""));
        }
    }

    private static String shown(Path path) {
        return Markup.escaped(Shell.quoted(Shell.shown(path)));
    }

    private void tellPassed(Grade grade) {
        List<String> met = exercise.parts().stream()
                .flatMap(part -> part.needs().stream())
                .distinct()
                .toList();
        List<String> counts = new ArrayList<>();
        for (String unit :
                grade.tried().stream().map(Grade.Tried::unit).distinct().toList()) {
            long all = grade.tried().stream()
                    .filter(tried -> tried.unit().equals(unit))
                    .mapToLong(Grade.Tried::tries)
                    .sum();
            counts.add(Format.count(all, unit));
        }
        console.line("");
        console.text(console.colours().string("  @|bold,green passed|@  in ")
                + String.join(", ", counts)
                + (met.isEmpty() ? "" : "; in them " + String.join(", ", met)));
    }
}

package dsc.cli.exercise;

import dsc.workbench.exercises.Submission;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Markup;
import dsc.workbench.workbook.UnifiedDiff;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dsc exercise diff}: what the learner changed, or where it differs from the reference. */
@Command(
        name = "diff",
        description = "Show what you changed since the files were laid.",
        mixinStandardHelpOptions = true)
public final class DiffCommand implements Callable<Integer> {

    private final Console console;
    private final ExercisePlace place;

    @Mixin
    private ChosenExercise chosen;

    @Mixin
    private SolutionQuestion question;

    @Option(names = "--solution", description = "Compare with the solution instead.")
    private boolean solution;

    public DiffCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    DiffCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws IOException {
        ChosenExercise.Begun begun = chosen.begun(place);
        if (!solution) {
            show(console, begun);
            return 0;
        }
        if (question.isAnsweredYes(console, begun)) {
            Submission reference = place.submissions(begun.exercise()).reference(begun.exercise());
            show(console, "yours", begun.laid().submission(), "solution", reference);
        }
        return 0;
    }

    /** What the learner changed. */
    static void show(Console console, ChosenExercise.Begun begun) throws IOException {
        show(console, "as laid", begun.laid().base(), "yours", begun.laid().submission());
    }

    private static void show(Console console, String oldName, Submission before, String newName, Submission after) {
        List<String> lines = new ArrayList<>();
        for (Map.Entry<String, String> file : before.files().entrySet()) {
            String next = after.files().getOrDefault(file.getKey(), "").replace("\r\n", "\n");
            lines.addAll(UnifiedDiff.of(
                    file.getKey() + "  (" + oldName + ")",
                    file.getValue().replace("\r\n", "\n"),
                    file.getKey() + "  (" + newName + ")",
                    next));
        }
        if (lines.isEmpty()) {
            console.line("no difference");
        }
        lines.forEach(line -> console.plain(console.colours().string(coloured(line))));
    }

    private static String coloured(String line) {
        String escaped = Markup.escaped(line);
        return switch (line.isEmpty() ? ' ' : line.charAt(0)) {
            case '+' -> "@|green " + escaped + "|@";
            case '-' -> "@|red " + escaped + "|@";
            case '@' -> "@|cyan " + escaped + "|@";
            default -> escaped;
        };
    }
}

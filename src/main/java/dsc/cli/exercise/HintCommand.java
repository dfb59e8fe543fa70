package dsc.cli.exercise;

import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Markup;
import dsc.workbench.workbook.Hint;
import dsc.workbench.workbook.Progress;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code dsc exercise hint}: help, a piece at a time. */
@Command(
        name = "hint",
        description = "Show the next hint: from a nudge to nearly the solution.",
        mixinStandardHelpOptions = true)
public final class HintCommand implements Callable<Integer> {

    private final Console console;
    private final ExercisePlace place;

    @Mixin
    private ChosenExercise chosen;

    @Option(names = "--seen", description = "Show those that you have seen, and no other.")
    private boolean seen;

    public HintCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    HintCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws IOException {
        ChosenExercise.Begun begun = chosen.begun(place);
        if (seen) {
            int before = begun.workbook().progress().hintsSeen(begun.exercise().id());
            List<Hint> hints = Hint.of(begun.exercise());
            for (int number = 1; number <= Math.min(before, hints.size()); number++) {
                show(console, hints, number);
            }
            if (before == 0) {
                console.line("none yet; the first: ./dsc exercise hint");
            }
            return 0;
        }
        next(console, begun);
        return 0;
    }

    /** Shows the next one, or the last once more; those of a part that is not shown yet are held back. */
    static void next(Console console, ChosenExercise.Begun begun) throws IOException {
        List<Hint> hints = Hint.of(begun.exercise());
        if (hints.isEmpty()) {
            console.line(begun.exercise().id() + " has no hints");
            return;
        }
        Progress progress = begun.workbook().progress();
        int part = progress.partsReached(begun.exercise().id());
        int shown = Hint.upTo(part, begun.exercise()).size();
        int seen = progress.hintsSeen(begun.exercise().id());
        int number = Math.min(seen + 1, shown);
        show(console, hints, number);
        if (seen >= shown && shown < hints.size()) {
            console.line("the next is about part " + (part + 1) + ", and comes once part " + part + " passes");
        }
        progress.hintsSeen(begun.exercise().id(), number);
        progress.write();
    }

    private static void show(Console console, List<Hint> hints, int number) {
        Hint hint = hints.get(number - 1);
        console.line("@|bold hint " + number + " of " + hints.size() + "|@  " + Markup.escaped(hint.title()));
        MarkdownLines.of(hint.text(), console.columns()).forEach(console::plain);
    }
}

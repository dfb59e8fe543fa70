package dsc.cli.exercise;

import dsc.cli.prompt.TerminalKeys;
import dsc.workbench.exercises.Submission;
import dsc.workbench.grading.Effort;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/** {@code dsc exercise watch}: judges at every save. */
@Command(
        name = "watch",
        description = "Judge what you wrote, and again whenever you save it. Keys: h hint, d diff, p page, o open the"
                + " drawing, q quit.",
        mixinStandardHelpOptions = true)
public final class WatchExerciseCommand implements Callable<Integer> {

    /** The JDK's WatchService takes seconds on macOS. */
    private static final Duration LOOKS_EVERY = Duration.ofMillis(200);

    private static final String KEYS = "@|faint h hint   d diff   p page   o open the drawing   q quit|@";

    private final Console console;
    private final ExercisePlace place;

    @Mixin
    private ChosenExercise chosen;

    private ChosenExercise.Begun begun;
    private CheckRun run;
    private volatile boolean over;

    public WatchExerciseCommand(Console console) {
        this(console, ExercisePlace.standard());
    }

    WatchExerciseCommand(Console console, ExercisePlace place) {
        this.console = console;
        this.place = place;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        begun = chosen.begun(place);
        try (Judge judge =
                        place.judges().judge(place.scenario(begun.exercise()), place.concept(begun.exercise()), true);
                Keys keys = keys()) {
            run = new CheckRun(console, begun, judge);
            Interruption interruption = Interruption.awaited(this::end);
            int status = 0;
            try {
                watch(keys);
            } finally {
                interruption.finished(status);
            }
            return status;
        }
    }

    /** Called by another thread. */
    private void end() {
        over = true;
        run.interrupt();
    }

    private Keys keys() throws IOException {
        if (!console.interactive() || !Boolean.getBoolean("dsc.keyboard")) {
            return Keys.NONE;
        }
        TerminalKeys terminal = new TerminalKeys(this::end);
        return new Keys() {
            @Override
            public Optional<Character> next(Duration timeout) throws IOException {
                return terminal.next(timeout);
            }

            @Override
            public void close() throws IOException {
                terminal.close();
            }
        };
    }

    /** Judges and waits, until it is told to end. */
    void watch(Keys keys) throws IOException, InterruptedException {
        List<String> judged = List.of();
        while (!over) {
            List<String> now = state();
            if (!now.equals(judged)) {
                judged = now;
                judge();
                if (!over) {
                    console.line("");
                    console.line(KEYS);
                }
            }
            Optional<Character> key = keys.next(LOOKS_EVERY);
            if (key.isPresent() && !over) {
                on(Character.toLowerCase(key.get()));
            }
        }
    }

    /** Changes with every save. */
    private List<String> state() throws IOException {
        List<String> state = new ArrayList<>();
        for (String name : begun.exercise().handedIn()) {
            Path file = begun.laid().source(name);
            state.add(
                    Files.isRegularFile(file)
                            ? file + " " + Files.getLastModifiedTime(file) + " " + Files.size(file)
                            : file + " gone");
        }
        return state;
    }

    private void judge() throws IOException, InterruptedException {
        console.line("");
        try {
            // An editor may be at the second half of replacing the file.
            Thread.sleep(LOOKS_EVERY.dividedBy(4));
            Submission submission = begun.laid().submission();
            run.run(submission, Effort.USUAL);
        } catch (LauncherException unreadable) {
            console.failure(unreadable.getMessage());
        }
    }

    private void on(char key) throws IOException {
        try {
            switch (key) {
                case 'h' -> HintCommand.next(console, begun);
                case 'd' -> DiffCommand.show(console, begun);
                case 'p' ->
                    MarkdownLines.of(Files.readString(begun.laid().page()), console.columns())
                            .forEach(console::plain);
                case 'o' -> open();
                case 'q', 4 -> over = true;
                default -> console.line(KEYS);
            }
        } catch (LauncherException failure) {
            console.failure(failure.getMessage());
        } catch (IOException failure) {
            console.failure(Format.failure(failure));
        }
    }

    private void open() {
        Optional<Path> drawing = run.drawing();
        if (drawing.isEmpty()) {
            console.line("no world was drawn");
            return;
        }
        String opener = System.getProperty("os.name").startsWith("Mac") ? "open" : "xdg-open";
        try {
            new ProcessBuilder(opener, drawing.get().toString())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
        } catch (IOException none) {
            console.line("no program opens it from here");
        }
        console.line("  drawn    " + Markup.escaped(Shell.shown(drawing.get())));
    }
}

package dsc.cli.prompt;

import dsc.cli.prompt.PromptCompletion.Known;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.Request;
import dsc.workbench.playground.Response;
import dsc.workbench.playground.SupervisorClient;
import dsc.workbench.playground.SupervisorClient.WrongUsageException;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** A prompt on a terminal: with history, completion, and Ctrl-C. Lines are read by JLine. */
public final class TerminalPrompt {

    /** A supervisor answers at once, or completion goes without it. */
    private static final Duration KNOWN_TIMEOUT = Duration.ofMillis(500);

    /** A command that was interrupted mostly ends at once; one that does not is left to itself. */
    private static final Duration END_TIMEOUT = Duration.ofSeconds(1);

    private static final int HISTORY_LINES = 1_000;

    private final Prompt prompt;
    private final Console console;
    private final ClusterEntry entry;
    private final PromptCompletion completion;

    /** Cancels the command that runs, if one does. */
    private final AtomicReference<Runnable> running = new AtomicReference<>();

    public TerminalPrompt(Prompt prompt, Console console, ClusterEntry entry) {
        this.prompt = prompt;
        this.console = console;
        this.entry = entry;
        this.completion = prompt.completion();
    }

    /** Reads and carries out lines until there are no more. */
    public void run() throws IOException, InterruptedException {
        try (Terminal terminal =
                TerminalBuilder.builder().system(true).dumb(true).build()) {
            terminal.handle(Terminal.Signal.INT, signal -> interrupt());
            LineReader reader = reader(terminal);
            console.line("@|faint help shows what there is, Ctrl-D leaves|@");
            while (!prompt.isOver()) {
                try {
                    execute(reader.readLine(prompt.text() + "> "));
                } catch (UserInterruptException cancelled) {
                    // A new line, and nothing else.
                } catch (EndOfFileException left) {
                    break;
                }
            }
            reader.getHistory().save();
        }
    }

    private LineReader reader(Terminal terminal) {
        LineReaderBuilder builder = LineReaderBuilder.builder()
                .terminal(terminal)
                .appName("dsc")
                .completer((reader, line, candidates) -> complete(line, candidates))
                // A value may have an exclamation mark.
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .option(LineReader.Option.HISTORY_IGNORE_DUPS, true)
                .variable(LineReader.HISTORY_SIZE, HISTORY_LINES)
                .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_LINES);
        PromptHistory.file(entry.scenario(), System.getenv())
                .ifPresent(file -> builder.variable(LineReader.HISTORY_FILE, file));
        return builder.build();
    }

    private void complete(ParsedLine line, List<Candidate> candidates) {
        List<String> before = line.words().subList(0, line.wordIndex());
        String typed = line.word().substring(0, line.wordCursor());
        completion.candidates(before, typed, known()).forEach(word -> candidates.add(new Candidate(word)));
    }

    private Known known() {
        AtomicReference<Known> known = new AtomicReference<>(Known.NOTHING);
        Thread asking = Thread.ofVirtual().start(() -> {
            try {
                Response words = new SupervisorClient(entry, line -> {}).ask(new Request.CompletionCandidates());
                known.set(new Known(
                        texts(words.data().get("nodes")), texts(words.data().get("keys"))));
            } catch (WrongUsageException | LauncherException silent) {
                // Without it.
            }
        });
        try {
            asking.join(KNOWN_TIMEOUT);
        } catch (InterruptedException cancelled) {
            Thread.currentThread().interrupt();
        }
        return known.get();
    }

    private static List<String> texts(Object list) {
        return ((List<?>) list).stream().map(String::valueOf).toList();
    }

    private void interrupt() {
        Runnable cancel = running.get();
        if (cancel != null) {
            cancel.run();
        }
    }

    /** On a thread that Ctrl-C can interrupt: a virtual one, which wakes also while it waits for an answer. */
    private void execute(String line) throws InterruptedException {
        Curtain out = new Curtain(console.out());
        Curtain err = new Curtain(console.err());
        Console own = new Console(
                new PrintWriter(out, true),
                new PrintWriter(err, true),
                console.interactive(),
                console.colours(),
                console.caller());
        CountDownLatch over = new CountDownLatch(1);
        AtomicBoolean cancelled = new AtomicBoolean();
        Thread thread = Thread.ofVirtual().name("command").unstarted(() -> {
            try {
                prompt.execute(own, line);
            } finally {
                over.countDown();
            }
        });
        running.set(() -> {
            cancelled.set(true);
            out.fall();
            err.fall();
            thread.interrupt();
            over.countDown();
        });
        thread.start();
        over.await();
        thread.join(END_TIMEOUT);
        running.set(null);
        if (cancelled.get()) {
            console.plain("");
        }
    }
}

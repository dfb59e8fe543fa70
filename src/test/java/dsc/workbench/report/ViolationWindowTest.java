package dsc.workbench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dsc.workbench.checkers.AcknowledgedEffects;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Recorder;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.RunRecord.Figures;
import dsc.workbench.report.WorldRecord.Kind;
import dsc.workbench.report.WorldRecord.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A history in which an add is lost in the middle, by a crash just after it, and retries at the end, in a browser. */
@Tag("thorough")
class ViolationWindowTest {

    private static final long MILLI = 1_000_000;
    private static final int OPERATIONS = 2_000;
    private static final int LOST = 700;
    private static final int RETRIES = 1_500;

    @TempDir
    private Path directory;

    private long now;
    private long lostAt;
    private long crashAt;
    private final List<Step> steps = new ArrayList<>();
    private final Recorder recorder = new Recorder(() -> now);

    private History recorded() {
        List<String> kept = new ArrayList<>();
        for (int at = 0; at < OPERATIONS; at++) {
            now += 3 * MILLI;
            lostAt = at == LOST ? now : lostAt;
            Event add = recorder.invoke(at % 5, "add", "cart", "e" + at);
            step(Kind.INVOKE, "c" + (at % 5 + 1));
            now += 2 * MILLI;
            boolean ok = at < RETRIES;
            recorder.complete(add, ok ? Event.Type.OK : Event.Type.FAIL, add.value(), null);
            step(Kind.COMPLETE, "c" + (at % 5 + 1));
            if (ok && at != LOST) {
                kept.add("e" + at);
            }
            if (at == LOST + 4) {
                crashAt = now;
                step(Kind.CRASH, "n1");
            }
        }
        Event read = recorder.invoke(1L << 40, "final-read", "cart", "n1");
        now += MILLI;
        recorder.complete(read, Event.Type.OK, Map.of("elements", kept, "count", 0L), null);
        step(Kind.VIOLATION, null);
        return recorder.history();
    }

    private void step(Kind kind, String place) {
        steps.add(new Step(now, kind, place, null, "add", "add", -1, null));
    }

    private List<FaultBand> faults() {
        return List.of(
                new FaultBand("kill", "n1", List.of("n1"), MILLI, 2 * MILLI, true, "exit status 137"),
                new FaultBand("kill", "n1", List.of("n1"), crashAt, crashAt + 100 * MILLI, true, "exit status 137"));
    }

    @Test
    void theLostOperationAndTheCrashAreInView() throws Exception {
        History history = recorded();
        Verdict verdict = AcknowledgedEffects.lossless().check(history, Duration.ofSeconds(1));
        Path run = directory.resolve("run.html");
        HtmlReport.write(
                new RunRecord(
                        "crdt",
                        "Conflict resolution",
                        "nothing is lost",
                        List.of("n1"),
                        Map.of("clients", "5"),
                        "./dsc run crdt",
                        verdict,
                        new Figures(1, 1, 0, 1, 1, 1, 1, 1),
                        Map.of(),
                        history,
                        faults(),
                        List.of(),
                        List.of()),
                run);
        Path world = directory.resolve("world.html");
        WorldReport.write(
                new WorldRecord(
                        "crdt",
                        "Conflict resolution",
                        "nothing is lost",
                        List.of("n1"),
                        List.of("c1", "c2", "c3", "c4", "c5"),
                        Map.of(),
                        "./dsc simulate crdt",
                        "hash",
                        verdict,
                        steps,
                        steps.size() - 1,
                        faults(),
                        Map.of(),
                        List.of()),
                world);

        // Such as "3.45 – 3.63 (180 ms)".
        Matcher window =
                Pattern.compile("id=\"window-text\"[^>]*>([0-9.]+) – ([0-9.]+)").matcher(shown(run));
        assertThat(window.find()).isTrue();
        assertThat(Double.parseDouble(window.group(1))).isBetween(0.9 * lostAt / 1e9, lostAt / 1e9);
        assertThat(Double.parseDouble(window.group(2))).isBetween(crashAt / 1e9, 1.1 * crashAt / 1e9);
        assertThat(shown(world)).containsPattern("(?s)class=\"step[^>]*>.{0,400}crash");
    }

    /** The page as a browser has it when its scripts have run. */
    private String shown(Path page) throws IOException, InterruptedException {
        Path output = directory.resolve("dom.txt");
        Process browser;
        try {
            browser = new ProcessBuilder(
                            "chromium",
                            "--headless",
                            "--no-sandbox",
                            "--disable-gpu",
                            "--user-data-dir=" + directory.resolve("profile"),
                            "--window-size=1300,900",
                            "--dump-dom",
                            page.toUri().toString())
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .redirectOutput(output.toFile())
                    .start();
        } catch (IOException none) {
            assumeTrue(false, "there is no chromium here");
            throw none;
        }
        assertThat(browser.waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Files.readString(output);
    }
}

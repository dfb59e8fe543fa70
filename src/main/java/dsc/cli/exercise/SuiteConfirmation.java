package dsc.cli.exercise;

import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.Interruption;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Markup;
import dsc.workbench.terminal.Shell;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** The exercise's multi-JVM suite with the learner's files, which Maven compiles and runs in the checkout. */
final class SuiteConfirmation implements Confirmation {

    private static final int UNKNOWN = 2;
    private static final long TIMEOUT_MINUTES = 15;
    private static final long GRACE_SECONDS = 10;
    private static final String REPORTS = "target/surefire-reports";
    private static final String ERROR = "[ERROR] ";

    private final String suite;
    private volatile boolean interrupted;
    private volatile Optional<Process> maven = Optional.empty();

    SuiteConfirmation(String suite) {
        this.suite = suite;
    }

    @Override
    public String name() {
        return "suite";
    }

    @Override
    public Result carryOut(ChosenExercise.Begun begun, Console console, Console errors)
            throws IOException, InterruptedException {
        List<String> command = command(begun.place(), begun.laid().directory());
        Path log = begun.laid().directory().resolve(".dsc").resolve("suite.log");
        console.line("Running " + suite + " with your files; the first time, Maven compiles all tests…");
        Interruption interruption = Interruption.awaited(this::interrupt);
        Result result = unknown(suite + " was interrupted", log);
        try {
            Optional<Integer> exit = run(command, begun.place().home(), log);
            if (!interrupted) {
                result = found(exit, begun.place().home(), log, console);
            }
            if (result.status() == UNKNOWN) {
                errors.failure(result.body().get("reason") + "; what Maven said: " + Shell.shown(log));
            }
        } finally {
            interruption.finished(result.status());
        }
        return result;
    }

    private Result found(Optional<Integer> exit, Path home, Path log, Console console) throws IOException {
        if (exit.isEmpty()) {
            return unknown(suite + " took more than " + TIMEOUT_MINUTES + " minutes", log);
        }
        SuiteReport report = SuiteReport.read(home.resolve(REPORTS), suite);
        if (report.failures().isEmpty() && exit.get() != 0) {
            return unknown(
                    "Maven could not run " + suite
                            + firstError(log).map(error -> ": " + error).orElse(""),
                    log);
        }
        if (report.tests() == 0) {
            return unknown("Maven ran no test of " + suite, log);
        }
        tell(report, console, log);
        Map<String, Object> body = body(log);
        body.put("tests", report.tests());
        body.put(
                "failures",
                report.failures().stream().map(SuiteReport.Failure::test).toList());
        return new Result(report.failures().isEmpty() ? 0 : 1, body);
    }

    private List<String> command(ExercisePlace place, Path directory) {
        if (!Files.isRegularFile(place.home().resolve("pom.xml"))) {
            throw new LauncherException(
                    "--suite needs a checkout with its tests, and " + place.home() + " has no pom.xml; take --live");
        }
        return List.of(
                maven(place),
                "--batch-mode",
                "--no-transfer-progress",
                "-Pthorough",
                "-Dtest=" + suite,
                "-Ddsc.with=" + directory,
                "test");
    }

    private static String maven(ExercisePlace place) {
        return Stream.of(place.environment().getOrDefault("PATH", "").split(File.pathSeparator))
                .filter(directory -> !directory.isEmpty())
                .map(directory -> Path.of(directory, "mvn"))
                .filter(Files::isExecutable)
                .findFirst()
                .orElseThrow(() -> new LauncherException(
                        "Maven is needed to run a suite, and there is no mvn on the PATH; install Maven 3.8 or newer"))
                .toString();
    }

    /** Returns the exit status, unless it took too long. */
    private Optional<Integer> run(List<String> command, Path home, Path log) throws IOException, InterruptedException {
        Files.deleteIfExists(log);
        deleteReports(home);
        ProcessBuilder builder = new ProcessBuilder(command)
                .directory(home.toFile())
                .redirectInput(new File("/dev/null"))
                .redirectErrorStream(true)
                .redirectOutput(PrivateFiles.createFile(log).toFile());
        builder.environment().put("JAVA_HOME", System.getProperty("java.home"));
        Process started = builder.start();
        maven = Optional.of(started);
        try {
            return started.waitFor(TIMEOUT_MINUTES, TimeUnit.MINUTES)
                    ? Optional.of(started.exitValue())
                    : Optional.empty();
        } finally {
            end(started);
        }
    }

    /** Those of an earlier run are not taken for this one's. */
    private void deleteReports(Path home) throws IOException {
        for (Path file : SuiteReport.files(home.resolve(REPORTS), suite)) {
            Files.delete(file);
        }
    }

    /** Called by another thread. */
    private void interrupt() {
        interrupted = true;
        maven.ifPresent(SuiteConfirmation::end);
    }

    /** Maven, the JVM of its tests, and the nodes of these. */
    private static void end(Process maven) {
        List<ProcessHandle> all =
                Stream.concat(Stream.of(maven.toHandle()), maven.descendants()).toList();
        all.forEach(ProcessHandle::destroy);
        long deadlineNanos = System.nanoTime() + TimeUnit.SECONDS.toNanos(GRACE_SECONDS);
        try {
            while (all.stream().anyMatch(ProcessHandle::isAlive) && System.nanoTime() < deadlineNanos) {
                Thread.sleep(10);
            }
        } catch (InterruptedException hurried) {
            Thread.currentThread().interrupt();
        }
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private static Optional<String> firstError(Path log) throws IOException {
        try (Stream<String> lines = Files.lines(log)) {
            return lines.filter(line -> line.startsWith(ERROR) && line.length() > ERROR.length())
                    .findFirst()
                    .map(line -> line.substring(ERROR.length()));
        }
    }

    private void tell(SuiteReport report, Console console, Path log) {
        List<String> lines = new ArrayList<>();
        for (SuiteReport.Failure failure : report.failures()) {
            lines.add("  @|red ✗|@ " + Markup.escaped(failure.test()));
            failure.reason().lines().limit(6).forEach(line -> lines.add("      " + Markup.escaped(line)));
        }
        if (report.failures().isEmpty()) {
            lines.add(String.format(
                    Locale.ROOT,
                    "  @|bold,green passed|@  %s  %s",
                    suite,
                    Format.count(report.tests(), "test") + ", each node's counted"));
        }
        lines.add("  log      " + Markup.escaped(Shell.quoted(Shell.shown(log))));
        lines.forEach(console::line);
    }

    private static Result unknown(String why, Path log) {
        Map<String, Object> body = body(log);
        body.put("reason", why);
        return new Result(UNKNOWN, body);
    }

    private static Map<String, Object> body(Path log) {
        Map<String, Object> body = new LinkedHashMap<>();
        body.put("log", log.toString());
        return body;
    }
}

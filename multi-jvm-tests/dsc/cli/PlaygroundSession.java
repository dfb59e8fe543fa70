package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.cli.arguments.Vocabulary;
import dsc.cli.prompt.Prompt;
import dsc.workbench.nodes.NodeClassPath;
import dsc.workbench.nodes.Processes;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.ClusterRegistry;
import dsc.workbench.playground.Clusters;
import dsc.workbench.terminal.Console;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringReader;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.ResourceLock;
import org.junit.jupiter.api.parallel.Resources;
import picocli.CommandLine.Help.Ansi;

/** Commands as people type them, in a home of their own, which is set for the whole JVM; and what they say. */
@ResourceLock(Resources.SYSTEM_PROPERTIES)
abstract class PlaygroundSession {

    private static final int TIMEOUT_SECONDS = 120;

    /**
     * A home of its own, so that clusters that are up in this directory stay up; but for the nodes' class archive,
     * which all tests share.
     */
    @TempDir
    static Path home;

    @BeforeAll
    static void bringConfiguration() throws IOException {
        System.setProperty("dsc.home", home.toString());
        Path archive = Files.createDirectories(Path.of("target", "archive").toAbsolutePath());
        Files.createSymbolicLink(Files.createDirectory(home.resolve("target")).resolve("archive"), archive);
        Files.createDirectory(home.resolve("conf"));
        try (Stream<Path> files = Files.list(Path.of("conf"))) {
            for (Path file : files.toList()) {
                Files.copy(file, home.resolve("conf").resolve(file.getFileName()));
            }
        }
    }

    @AfterAll
    static void goHome() {
        System.clearProperty("dsc.home");
    }

    /** Whatever a test came to. */
    @AfterEach
    void leaveNothing() throws Exception {
        dsc("down", "--all");
        await("no process", () -> Processes.naming(home.toString()).isEmpty());
    }

    /** In this JVM, but for the command that starts others with its own class path. */
    Said dsc(String... arguments) throws IOException, InterruptedException {
        return arguments[0].equals("up") ? inAJvmOfItsOwn(arguments) : here(arguments);
    }

    static Said here(String... arguments) {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        int status = Main.execute(new Console(out, out, false, Ansi.OFF), arguments);
        return new Said(status, text.toString());
    }

    private Said inAJvmOfItsOwn(String... arguments) throws IOException, InterruptedException {
        return start(arguments).said();
    }

    static Started start(String... arguments) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dstdout.encoding=UTF-8",
                "-Dlogback.configurationFile="
                        + Path.of("conf/logback-launcher.xml").toAbsolutePath(),
                "-Ddsc.home=" + home,
                "-cp",
                NodeClassPath.ofThisJvm(),
                EntryPoint.class.getName()));
        command.addAll(List.of(arguments));
        Path output = Files.createTempFile("dsc", ".out");
        Process process = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        return new Started(process, output);
    }

    /** Both at once. */
    void twice(String... arguments) throws Exception {
        Aside other = aside(arguments);
        here(arguments).ended(0);
        other.said().ended(0);
    }

    /** Returns when it has begun. */
    static Aside aside(String... arguments) throws InterruptedException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        CountDownLatch begun = new CountDownLatch(1);
        CompletableFuture<Integer> status = CompletableFuture.supplyAsync(
                () -> {
                    begun.countDown();
                    return Main.execute(new Console(out, out, true, Ansi.OFF), arguments);
                },
                command -> Thread.ofPlatform().start(command));
        begun.await();
        return new Aside(text, status);
    }

    /** What a prompt said to these lines. */
    static Said shell(String... lines) throws IOException {
        StringWriter text = new StringWriter();
        PrintWriter out = new PrintWriter(text, true);
        Console console = new Console(out, out, false, Ansi.OFF);
        Clusters clusters = Clusters.of(home, console.caller(), Vocabulary.EXAMPLE);
        ClusterEntry entry = clusters.running(null);
        int status = ShellCommand.lines(
                new Prompt(entry, clusters, Main.COMMAND_LINES),
                console.calledBy(console.caller().atPromptOf(entry.name())),
                new BufferedReader(new StringReader(String.join("\n", lines))));
        return new Said(status, text.toString());
    }

    /** The node that leads; after a hand-over, nobody does for a moment. */
    String leader() throws Exception {
        List<String> leaders = new ArrayList<>();
        await("a leader", () -> {
            leaders.clear();
            leaders.addAll(leaders());
            return !leaders.isEmpty();
        });
        return leaders.getFirst();
    }

    private List<String> leaders() {
        List<String> leaders = new ArrayList<>();
        try {
            for (JsonNode node : dsc("status", "--json").ended(0).json().path("nodes")) {
                if (node.path("state").path("role").asText().equals("leader")) {
                    leaders.add(node.path("node").asText());
                }
            }
        } catch (Exception failed) {
            throw new AssertionError("no status", failed);
        }
        return leaders;
    }

    static ClusterEntry entry(String name) {
        return new ClusterRegistry(home).find(name).orElseThrow();
    }

    static List<String> processesOf(String node) {
        return Processes.naming(home.toString()).stream()
                .filter(line -> line.contains("/" + node + "/node.conf"))
                .toList();
    }

    static void await(String what, BooleanSupplier condition) throws InterruptedException {
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(TIMEOUT_SECONDS);
        while (!condition.getAsBoolean()) {
            assertThat(System.nanoTime()).as("waiting for " + what).isLessThan(deadline);
            Thread.sleep(100);
        }
    }

    /** What a command said, and its exit status. */
    record Said(int status, String text) {
        Said ended(int expected) {
            assertThat(status).as(text).isEqualTo(expected);
            assertThat(text).doesNotContain("\tat ");
            return this;
        }

        Said saying(String... words) {
            assertThat(text).contains(words);
            return this;
        }

        Said not(String words) {
            assertThat(text).doesNotContain(words);
            return this;
        }

        JsonNode json() throws IOException {
            return new ObjectMapper().readTree(text);
        }
    }

    /** A command that is under way. */
    record Started(Process process, Path output) {
        Said said() throws IOException, InterruptedException {
            assertThat(process.waitFor(TIMEOUT_SECONDS, TimeUnit.SECONDS)).isTrue();
            String text = Files.readString(output, StandardCharsets.UTF_8);
            Files.delete(output);
            return new Said(process.exitValue(), text);
        }
    }

    /** A command on a terminal of its own. */
    record Aside(StringWriter text, CompletableFuture<Integer> status) {
        void await(String word) throws InterruptedException {
            PlaygroundSession.await(word, () -> text.toString().contains(word));
        }

        Said said() throws Exception {
            return new Said(status.get(TIMEOUT_SECONDS, TimeUnit.SECONDS), text.toString());
        }
    }
}

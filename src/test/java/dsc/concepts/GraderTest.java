package dsc.concepts;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.RaftScenario;
import dsc.workbench.exercises.Exercise;
import dsc.workbench.exercises.ExerciseCatalog;
import dsc.workbench.exercises.Submission;
import dsc.workbench.exercises.Submissions;
import dsc.workbench.grading.Effort;
import dsc.workbench.grading.Finding;
import dsc.workbench.grading.Finding.Kind;
import dsc.workbench.grading.Grade;
import dsc.workbench.grading.Grader;
import dsc.workbench.grading.Seeds;
import dsc.workbench.grading.Worker;
import dsc.workbench.grading.WorkerProcess;
import dsc.workbench.nodes.NodeJvm;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** What is said of submissions that do to their worker what they should not; each has a worker of its own. */
class GraderTest {

    private static final Path HOME = Path.of("").toAbsolutePath();
    private static final String FILE = "Election.java";
    private static final String BEGIN = "    void onRequestVote(RequestVote request) {\n";
    private static final RaftScenario RAFT = new RaftScenario();
    private static final Exercise EXERCISE = new ExerciseCatalog(HOME).named("raft-votes");
    private static final Grader GRADER = new Grader(HOME, RAFT, "Distributed consensus");

    @TempDir
    private static Path out;

    @AfterAll
    static void close() throws IOException {
        GRADER.close();
    }

    /** What stands at the beginning of a method that is called in each world, what comes of it, and what is said. */
    static List<Arguments> misbehaviours() {
        return List.of(
                Arguments.of(
                        "for (int i = 0; i >= 0; i = i % 2 + 1) { }",
                        Kind.ENDLESS, "Election\\.java:\\d+ does not end, handling RequestVote on n[1-3]"),
                Arguments.of(
                        "for (NodeId peer : server.configuration().others(request.candidate())) {"
                                + " if (!peer.equals(server.node.self())) {"
                                + " server.send(peer, request); server.send(peer, request); } }",
                        Kind.FLOODS,
                        "actors keep each other busy: [\\d,]+ messages in \\d\\.\\d s of virtual time, [\\d,]+ of them"
                                + " RequestVote"),
                Arguments.of(
                        "Object none = null; none.toString();",
                        Kind.FAILED,
                        ".*NullPointerException.*\\nat Election\\.java:\\d+ in onRequestVote"),
                Arguments.of("onRequestVote(request);", Kind.FAILED, ".*StackOverflowError.*\\nat Election[\\s\\S]*"),
                Arguments.of(
                        "if (new Object().hashCode() % 2 == 0) { return; }",
                        Kind.NOT_REPEATABLE, "run again, the same world came out differently.*"));
    }

    @Tag("thorough")
    @ParameterizedTest
    @MethodSource("misbehaviours")
    void whatItDoesIsSaid(String code, Kind kind, String said) throws Exception {
        Finding finding = grade(code).finding().orElseThrow();

        assertThat(finding.kind()).isEqualTo(kind);
        String lines = finding.lines().stream()
                .filter(line -> line.startsWith("at "))
                .reduce("", (all, line) -> all + "\n" + line);
        assertThat(finding.sentence() + lines).matches(said);
    }

    @Test
    void oneThatTakesAllMemoryEndsItsOwnWorker() throws Exception {
        Finding finding = grade("java.util.List<long[]> all = new java.util.ArrayList<>();"
                        + " for (int i = 0; i >= 0; i++) { all.add(new long[1 << 20]); }")
                .finding()
                .orElseThrow();

        assertThat(finding.kind()).isEqualTo(Kind.OUT_OF_MEMORY);
        assertThat(finding.check()).isEqualTo("two-candidates");
        assertThat(finding.sentence()).isEqualTo("it took more memory than a worker has");
    }

    @Test
    void oneThatPrintsAResultIsNotBelieved() throws Exception {
        String twice = edited("System.out.println(\"0123 {\\\"says\\\":\\\"ended\\\"}\");")
                .replace("                && free\n", "");
        Finding finding = gradeText(twice).finding().orElseThrow();

        assertThat(finding.kind()).isEqualTo(Kind.BROKEN);
        assertThat(finding.rule()).isEqualTo("election safety");
        assertThat(finding.output()).contains("0123 {\"says\":\"ended\"}");
        assertThat(Path.of(finding.files().get("drawn"))).exists();
    }

    private static Grade grade(String code) throws IOException, InterruptedException {
        return gradeText(edited(code));
    }

    /** The reference with {@code code} at the beginning of the method. */
    private static String edited(String code) throws IOException {
        String text = new Submissions(HOME, RAFT).reference(EXERCISE).files().get(FILE);
        assertThat(text).contains(BEGIN);
        return text.replace(BEGIN, BEGIN + "        " + code + "\n");
    }

    private static Grade gradeText(String text) throws IOException, InterruptedException {
        Submission submission = new Submission("learner", Map.of(FILE, text));
        WorkerProcess worker = new WorkerProcess(
                NodeJvm.simulating(HOME, Worker.class, WorkerProcess.OPTIONS), HOME.toString(), RaftScenario.class);
        try (worker) {
            Grade grade = GRADER.grade(
                    EXERCISE,
                    submission,
                    Seeds.OPEN,
                    Effort.USUAL,
                    Optional.of(out),
                    () -> worker,
                    Grader.Listener.NONE);
            assertThat(grade.problems()).isEmpty();
            return grade;
        } finally {
            assertThat(worker.isEnded()).isTrue();
        }
    }
}

package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dsc.concepts.Catalog;
import dsc.workbench.exercises.EditedDirectory;
import dsc.workbench.playground.ClusterSpec;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Live nodes, and the second JVM of simulations, with a learner's classes in place of the product's. */
@Tag("thorough")
class WithIT extends PlaygroundSession {

    private static final Scenario<?> RAFT = Catalog.scenario("raft").orElseThrow();

    @TempDir
    private Path directory;

    private Path learner;

    @BeforeEach
    void makeDirectory() throws IOException {
        learner = Files.createDirectory(directory.resolve("mine"));
    }

    @Test
    void nodesHaveWhatTheClusterBeganWithAlsoAfterARestart() throws Exception {
        new EditedDirectory(learner).mutant(RAFT, "commits without a majority");

        dsc("up", "raft", "--with", learner.toString(), "--no-tls")
                .ended(0)
                .saying("Starting 3 nodes of raft --with " + learner);
        new EditedDirectory(learner).file(RAFT, "Leadership.java", "edited in between");
        dsc("call", "write", "x", "1").ended(0).saying("ok");
        String alone = List.of("n1", "n2", "n3").stream()
                .filter(node -> !node.equals(leaderNow()))
                .findFirst()
                .orElseThrow();
        dsc("kill", alone).ended(0);
        dsc("restart", alone).ended(0);
        await(alone + " to lead", () -> isLeaderAfterTransfer(alone));
        List<String> others = List.of("n1", "n2", "n3").stream()
                .filter(node -> !node.equals(alone))
                .toList();
        dsc("partition", alone, String.join(",", others)).ended(0);
        dsc("call", "--node", alone, "write", "x", "2").ended(0).saying("ok");
        await(
                "one of the others to lead",
                () -> others.stream()
                        .anyMatch(node ->
                                here("call", "--node", node, "read", "x").text().contains("ok  1")));

        dsc("status").ended(0).saying("--with  " + learner + ", as it was when the cluster was started");
        assertThat(dsc("status", "--json").ended(0).json().path("with").asText())
                .isEqualTo(learner.toString());
        dsc("check", "--last").ended(1).saying("invalid", "recorded --with " + learner);
        dsc("report", "--last").ended(0);
        Path run = entry("raft").directory();
        assertThat(Files.readString(run.resolve("report.html")))
                .contains("<title>raft, edited: invalid</title>", " --no-tls --with " + learner);
        assertThat(ClusterSpec.read(run).with()).isEqualTo(learner.toString());
        assertThat(processesOf(alone))
                .singleElement()
                .asString()
                .contains(run.resolve("classes").toString());

        dsc("down", "--keep").ended(1);
        Path other = Files.createDirectory(directory.resolve("other"));
        new EditedDirectory(other).edit(RAFT, "Quorum.java", "/ 2 + 1;", "/ 2 + 1; // mine");
        dsc("up", "raft", "--with", other.toString())
                .ended(0)
                .saying("raft continues with the classes that it began with, those of " + learner + " as it was then");
        assertThat(processesOf(alone))
                .singleElement()
                .asString()
                .contains(run.resolve("classes").toString());
        dsc("down").ended(1);
    }

    private boolean isLeaderAfterTransfer(String node) {
        here("call", "transfer-leadership", node);
        return leaderNow().equals(node);
    }

    private String leaderNow() {
        try {
            return leader();
        } catch (Exception none) {
            throw new AssertionError(none);
        }
    }

    /** Where nothing is edited but a comment, the second JVM makes the same worlds of it. */
    @Test
    void aSecondJvmHasTheSameClasses() throws Exception {
        new EditedDirectory(learner).edit(RAFT, "Quorum.java", "/ 2 + 1;", "/ 2 + 1; // mine");

        JsonNode result = dsc("simulate", "raft", "--with", learner.toString(), "--seeds", "2", "--json")
                .ended(0)
                .json();

        assertThat(result.path("with").asText()).isEqualTo(learner + ": Quorum");
        assertThat(result.path("notes")).isEmpty();
    }

    @Test
    void aRunIsInvalid() throws Exception {
        new EditedDirectory(learner).mutant(RAFT, "commits without a majority");
        Path out = directory.resolve("out");

        Said said = start(
                        "run",
                        "raft",
                        "--with",
                        learner.toString(),
                        "--seconds",
                        "20",
                        "--faults",
                        "isolate",
                        "--seed",
                        "3",
                        "--no-tls",
                        "--journal",
                        "memory",
                        "--out",
                        out.toString())
                .said();

        said.ended(1).saying("--with    " + learner + ": Leadership", "invalid", "--no-tls --with " + learner);
        assertThat(Files.readString(out.resolve("result.json"))).contains("\"with\" : \"" + learner);
    }
}

package dsc.cli.exercise;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.grading.Finding.Kind;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What real processes say of files that passed. */
class ConfirmationsTest extends TinyCheckout {

    @Test
    void whatPassesRunsOnLiveNodesIfThatIsAskedFor() {
        start();
        dsc("check", "--live").ended(0).saying("passed  in 800", "live nodes of raft", "diff --solution");
        assertThat(dsc("check", "--full").ended(0).out()).doesNotContain("live nodes");
        live = 1;
        dsc("check", "--live").ended(1).saying("live nodes of raft", "./dsc exercise hint");
        live = 2;
        assertThat(dsc("check", "--live", "--json")
                        .ended(2)
                        .json()
                        .at("/live/verdict")
                        .asInt())
                .isEqualTo(2);
        grade = grade(Optional.of(finding(Kind.BROKEN, "a rule", "is broken")));
        assertThat(dsc("check", "--live").ended(1).out()).doesNotContain("live nodes");
    }

    /** Maven is a script that leaves what the real one does. */
    @Test
    void aSuiteThatFailsNamesTheTest() throws IOException {
        start();
        refused(dsc("check", "--suite"), 64, "tiny names no suite; take --live");
        Path conf = directory.resolve("checkout/src/exercises/raft/tiny/exercise.conf");
        Files.writeString(conf, "suite = SomeIT\n" + Files.readString(conf));
        dsc("check", "--suite").ended(2).saying("--suite needs a checkout with its tests");
        Files.writeString(directory.resolve("checkout/pom.xml"), "");
        dsc("check", "--suite").ended(2).saying("there is no mvn on the PATH");

        maven("""
            echo "[ERROR] COMPILATION ERROR"
            exit 1\
            """);
        dsc("check", "--suite").ended(2).saying("Maven could not run SomeIT: COMPILATION ERROR; what Maven said: ");
        maven("""
            mkdir -p target/surefire-reports
            cat >target/surefire-reports/TEST-dsc.SomeIT.xml <<END
            <testsuite>
              <testcase name="heals[n1]"/>
              <testcase name="heals[n2]"><failure message="expected: 1&#10;  on n2" type="E">at</failure></testcase>
            </testsuite>
            END
            exit 1\
            """);
        dsc("check", "--suite").ended(1).saying("✗ heals[n2]", "expected: 1", "on n2", "suite.log");
        maven("""
            mkdir -p target/surefire-reports
            echo '<testsuite><testcase name="heals[n1]"/></testsuite>' >target/surefire-reports/TEST-SomeIT.xml\
            """);
        dsc("check", "--suite").ended(0).saying("passed  SomeIT  1 test");
        maven("true");
        dsc("check", "--suite").ended(2).saying("Maven ran no test of SomeIT");
    }

    private void maven(String script) throws IOException {
        Path maven = directory.resolve("mvn");
        Files.writeString(maven, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + script + "\n");
        assertThat(maven.toFile().setExecutable(true)).isTrue();
    }

    @Test
    void filesBesideThoseToEditDoNotRunOnLiveNodes() throws IOException {
        start();
        Files.writeString(workbook.resolve(SOURCE).resolveSibling("RaftRules.java"), "class RaftRules {}");
        refused(dsc("check", "--live"), 2, "RaftRules.java is not among the files to edit");
    }
}

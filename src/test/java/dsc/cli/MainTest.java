package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.terminal.Console;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.Writer;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Help.Ansi;

class MainTest {

    @Test
    void withoutArgumentsItHelps() {
        Told told = Told.by()
                .ended(0)
                .saying("Usage:", "list", "run", "simulate", "check", "Exit status:", "64", "./dsc run raft");

        assertThat(told.err()).isEmpty();
        assertThat(Told.by("--help").out()).isEqualTo(told.out());
        assertThat(Told.by("-h").out()).isEqualTo(told.out());
    }

    @ParameterizedTest
    @ValueSource(strings = {"list", "run", "simulate", "check", "bench"})
    void everyCommandHelps(String command) {
        Told told = Told.by(command, "--help").ended(0).saying("Usage: dsc " + command);

        assertThat(told.err()).isEmpty();
    }

    @Test
    void helpForRunNamesEveryFaultAndOption() {
        Told.by("run", "--help")
                .saying("--nodes", "--journal", "--seconds", "--clients", "--keys", "--rate", "--faults", "--seed")
                .saying(
                        "kill",
                        "pause",
                        "partition",
                        "isolate",
                        "one-way",
                        "delay",
                        "loss",
                        "duplicate",
                        "transfer",
                        "membership");
    }

    @Test
    void whatTheLauncherStartsItselfIsHidden() {
        assertThat(Told.by().out()).doesNotContainPattern("(?m)^ +supervise ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"--version", "-V"})
    void saysItsVersion(String option) {
        assertThat(Told.by(option).ended(0).out()).startsWith("dsc ").hasLineCount(1);
    }

    @Test
    void suggestsTheCommandThatMayHaveBeenMeant() {
        Told.by("lst").refused().saying("lst", "list");
        Told.by("chek", "x.edn").refused().saying("chek", "check");
        Told.by("rnu", "raft").refused().saying("rnu", "run");
    }

    @Test
    void refusesWhatItDoesNotKnow() {
        Told.by("xyzzy").refused().saying("xyzzy");
        Told.by("--xyzzy").refused().saying("--xyzzy");
        Told.by("list", "--xyzzy").refused().saying("--xyzzy");
        Told.by("list", "raft").refused().saying("raft");
        Told.by("simulat", "raft").refused().saying("simulat", "simulate");
        Told.by("simulate").refused().saying("SCENARIO", "./dsc simulate --help");
        Told.by("run").refused().saying("SCENARIO", "./dsc run --help");
        Told.by("run", "raft", "raft").refused();
    }

    @Test
    void saysWhatIsNoNumberWithoutNamesOfTypes() {
        Told.by("simulate", "raft", "--seeds", "many").refused().saying("--seeds", "'many' is not a whole number");
        Told.by("simulate", "raft", "--nodes", "3.5").refused().saying("--nodes", "'3.5' is not a whole number");
        Told.by("simulate", "raft", "--rate", "fast").refused().saying("--rate", "'fast' is not a number");
    }

    @Test
    void aDefectOfItsOwnIsUnknownAndSaysWhereItIs() {
        for (Throwable defect : List.of(new IllegalStateException("broken"), new StackOverflowError("deep"))) {
            StringWriter err = new StringWriter();
            Console broken = new Console(failing(defect), new PrintWriter(err, true), false, Ansi.OFF);

            assertThat(Main.execute(broken, "list")).isEqualTo(2);
            assertThat(err.toString())
                    .startsWith("dsc: internal error (please report it): " + defect + ", in dsc.cli.MainTest")
                    .hasLineCount(1);
        }
    }

    private static PrintWriter failing(Throwable defect) {
        return new PrintWriter(Writer.nullWriter()) {
            @Override
            public void println(String text) {
                if (defect instanceof Error error) {
                    throw error;
                }
                throw (RuntimeException) defect;
            }
        };
    }
}

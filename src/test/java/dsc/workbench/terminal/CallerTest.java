package dsc.workbench.terminal;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CallerTest {

    @ParameterizedTest
    @ValueSource(strings = {"./dsc", "../dsc", "dsc", "/opt/dsc/dsc", "'/home/a b/dsc'"})
    void aHintIsWhatWasTyped(String command) {
        Caller caller = new Caller(command, Optional.empty(), false);

        assertThat(caller.hints("n1 is killed; ./dsc restart n1 brings it back"))
                .isEqualTo("n1 is killed; " + command + " restart n1 brings it back");
        assertThat(caller.hints("source <(./dsc completion)")).isEqualTo("source <(" + command + " completion)");
        assertThat(caller.hints("@|bold ./dsc run raft|@")).isEqualTo("@|bold " + command + " run raft|@");
        assertThat(caller.hints("see ./dscx, x./dsc and ./dsc/y")).isEqualTo("see ./dscx, x./dsc and ./dsc/y");
    }

    @Test
    void aValueThatLooksLikeAHintStaysAsItIs() {
        Caller caller = new Caller("dsc", Optional.empty(), false);

        assertThat(caller.hints("ok  " + Caller.verbatim("./dsc heal") + "; ./dsc heal"))
                .isEqualTo("ok  ./dsc heal; dsc heal");
        assertThat(Caller.naming(Caller.verbatim("./dsc heal"), " --name two")).doesNotContain("--name");
    }

    @Test
    void atThePromptCommandsStandAlone() {
        Caller caller = new Caller("../dsc", Optional.empty(), false).atPromptOf("two");

        assertThat(caller.hints("./dsc heal ends it")).isEqualTo("heal ends it");
        assertThat(caller.hints("./dsc up raft starts one"))
                .as("what the prompt does not take")
                .isEqualTo("../dsc up raft starts one");
        assertThat(caller.clusterName()).contains("two");
    }

    @Test
    void aHintCarriesTheNameOnceWhereItIsNeeded() {
        assertThat(Caller.naming("./dsc heal ends it; ./dsc check --last, ./dsc logs -f", " --name two"))
                .isEqualTo("./dsc heal --name two ends it; ./dsc check --name two --last, ./dsc logs --name two -f");
        assertThat(Caller.naming("./dsc heal --name two ends it", " --name two"))
                .isEqualTo("./dsc heal --name two ends it");
        assertThat(Caller.naming("./dsc heal ends it", "")).isEqualTo("./dsc heal ends it");
    }

    /** The place that prints hints is one; the rest of the program writes {@code ./dsc}. */
    @ParameterizedTest
    @CsvSource({"src/main/java/dsc"})
    void nothingElseDecidesHowTheLauncherIsCalled(Path sources) throws IOException {
        List<Path> others = new ArrayList<>();
        try (Stream<Path> files = Files.walk(sources)) {
            for (Path file : files.filter(path -> path.toString().endsWith(".java") && !path.endsWith("Caller.java"))
                    .toList()) {
                if (Files.readString(file).contains("dsc.command")) {
                    others.add(file);
                }
            }
        }
        assertThat(others).isEmpty();
    }
}

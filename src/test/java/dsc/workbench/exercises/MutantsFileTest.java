package dsc.workbench.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.worlds.Hazard;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class MutantsFileTest {

    private static final String WHOLE = """
        mutants = [
          {
            name = "votes \\"twice\\""
            edits = [{ file = ../A.java, before = "a\\nb", after = "" }]
            breaks = rule "election safety"
            saying = "both lead"
            settings { dsc.x.strategy = none, dsc.x.size = 3 }
            nodes = 3
            faults = [kill, one-way]
            hazards = [codec, late-messages]
            only-with = [late-messages, kill, small-limits]
            seed = 12
          }
          {
            name = plain
            edits = [{ file = A.java, before = a, after = b }]
            breaks = figure "lost updates" above 2
            seed = 5
          }
        ]
        """;

    @TempDir
    private Path home;

    private Path file;

    @BeforeEach
    void makeDirectory() throws IOException {
        file = Files.createDirectories(home.resolve("src/exercises/x")).resolve("mutants.conf");
    }

    private MutantsFile with(String text) throws IOException {
        Files.writeString(file, text);
        return new MutantsFile(home, "x");
    }

    @Test
    void everyKeyIsRead() throws IOException {
        Mutant mutant = with(WHOLE).read("votes \"twice\"");

        assertThat(mutant.edits()).containsExactly(new Edit("../A.java", "a\nb", ""));
        assertThat(mutant.breaks()).isEqualTo(new Breach.OfRule("election safety", "both lead"));
        assertThat(mutant.settings()).isEqualTo(Map.of("dsc.x.strategy", "none", "dsc.x.size", "3"));
        assertThat(mutant.nodes()).isEqualTo(3);
        assertThat(mutant.faults().orElseThrow()).containsExactlyInAnyOrder(FaultKind.KILL, FaultKind.ONE_WAY);
        assertThat(mutant.hazards()).containsExactlyInAnyOrder(Hazard.CODEC, Hazard.LATE_MESSAGES);
        assertThat(mutant.onlyWith())
                .isEqualTo(new Omission(Set.of(Hazard.LATE_MESSAGES), Set.of(FaultKind.KILL), true))
                .hasToString("late-messages, kill, small-limits");
        assertThat(mutant.seed()).hasValue(12);
    }

    @Test
    void whatIsLeftOutIsAsInEveryWorld() throws IOException {
        Mutant mutant = with(WHOLE).read("plain");

        assertThat(mutant.breaks()).isEqualTo(new Breach.OfFigure("lost updates", 2));
        assertThat(mutant.settings()).isEmpty();
        assertThat(mutant.nodes()).isEqualTo(5);
        assertThat(mutant.faults()).isEmpty();
        assertThat(mutant.hazards()).isEmpty();
        assertThat(mutant.onlyWith()).isEqualTo(Omission.NONE);
    }

    @Test
    void oneEditAndItsFileCanBeSaidInShort() throws IOException {
        MutantsFile mutants = with("""
            file = A.java
            mutants = [
              { name = short, before = a, after = b, breaks = rule "r", seed = 1 }
              { name = other, file = ../B.java, before = a, after = b, breaks = guarantee }
              { name = two, edits = [{ before = a, after = b }, { file = B.java, before = c, after = d }], breaks = guarantee }
            ]
            """);

        assertThat(mutants.read("short").edits()).containsExactly(new Edit("A.java", "a", "b"));
        assertThat(mutants.read("other").edits()).containsExactly(new Edit("../B.java", "a", "b"));
        assertThat(mutants.read("two").edits())
                .containsExactly(new Edit("A.java", "a", "b"), new Edit("B.java", "c", "d"));
    }

    @Test
    void aScenarioWithoutTheFileHasNone() {
        assertThat(new MutantsFile(home, "other").read()).isEmpty();
    }

    @Test
    void aSeedIsWrittenWhereItsMutantIs() throws IOException {
        MutantsFile mutants = with(WHOLE);
        mutants.writeSeed(mutants.read("votes \"twice\""), 77);

        assertThat(Files.readString(file)).isEqualTo(WHOLE.replace("seed = 12", "seed = 77"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "seed = 12 | sead = 12 | unknown key \"sead\"; did you mean seed?",
                "name = plain | nome = plain | unknown key \"nome\"; did you mean name",
                "name = plain | name = \"votes \\\"twice\\\"\" | there are two mutants of that name",
                "before = a, | befor = a, | unknown key \"befor\"; did you mean before?",
                "seed = 5 | seed = five | NUMBER",
                "nodes = 3 | nodes = 65 | nodes is 1 to 64, not 65",
                "[kill, | [kil, | unknown fault \"kil\"; did you mean kill?",
                "codec, | codek, | unknown hazard \"codek\"; did you mean codec?",
                "small-limits | small-limit | unknown hazard or fault \"small-limit\"; did you mean small-limits?",
                "rule \"election safety\" | unfairness | breaks is rule",
                "above 2 | | breaks is rule",
                "edits = [{ file = A.java, before = a, after = b }] | edits = [] | a mutant needs an edit",
                "name = plain | name = plain, after = c | a mutant has edits, or file, before and after, not both",
                "edits = [{ file = A.java, before = a, after = b }] | before = a, after = b | 'file'",
                "edits = [{ file = A.java, before = a, after = b }] | file = A.java | 'before'",
                "mutants = [ | mutants = { | mutants.conf: 2: expecting",
            })
    void aFileThatMakesNoSenseIsRefusedWithItsName(String before, String after, String words) throws IOException {
        MutantsFile mutants = with(WHOLE.replace(before, after == null ? "" : after));

        assertThatThrownBy(mutants::read)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(file.toString(), words);
    }

    @Test
    void theNearestNameIsNamed() throws IOException {
        MutantsFile mutants = with(WHOLE);

        assertThatThrownBy(() -> mutants.read("plane")).hasMessage("unknown mutant \"plane\"; did you mean plain?");
    }

    @Test
    void whatBreaksIsWrittenAsInTheFile() {
        for (String text : List.of("rule \"a b\"", "rule \"liveness\"", "test A#b", "figure \"a\" above 3")) {
            assertThat(Breach.parse(text.replace("\"", ""), "")).hasToString(text);
        }
    }
}

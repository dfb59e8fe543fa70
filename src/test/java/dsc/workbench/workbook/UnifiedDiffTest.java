package dsc.workbench.workbook;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class UnifiedDiffTest {

    @Test
    void equalTextsHaveNone() {
        assertThat(UnifiedDiff.of("a", "x\n", "b", "x\n")).isEmpty();
    }

    @Test
    void aChangeHasThreeLinesAround() {
        assertThat(UnifiedDiff.of("a", "1\n2\n3\n4\n5\n6\n7\n8\n9\n", "b", "1\n2\n3\n4\nfive\n6\n7\n8\n9\n"))
                .containsExactly(
                        "--- a", "+++ b", "@@ -2,7 +2,7 @@", " 2", " 3", " 4", "-5", "+five", " 6", " 7", " 8");
    }

    @Test
    void changesFarApartAreTwoHunks() {
        String before = "a\n1\n2\n3\n4\n5\n6\n7\nb\n";

        assertThat(UnifiedDiff.of("a", before, "b", before.replace("a\n", "").replace("b\n", "b\nc\n")))
                .containsExactly(
                        "--- a",
                        "+++ b",
                        "@@ -1,4 +1,3 @@",
                        "-a",
                        " 1",
                        " 2",
                        " 3",
                        "@@ -7,3 +6,4 @@",
                        " 6",
                        " 7",
                        " b",
                        "+c");
    }

    @Test
    void whatIsNewStandsAlone() {
        assertThat(UnifiedDiff.of("a", "", "b", "1\n")).containsExactly("--- a", "+++ b", "@@ -0,0 +1,1 @@", "+1");
    }
}

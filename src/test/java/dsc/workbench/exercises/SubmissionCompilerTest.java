package dsc.workbench.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.concepts.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SubmissionCompilerTest {

    private static final Path HOME = Path.of("");
    private static final Class<?> CLOCKS =
            Catalog.scenario("logicalclocks").orElseThrow().getClass();
    private static final String PACKAGE = "dsc.concepts.foundations.conflictresolution.logicalclocks";
    private static final SubmissionCompiler COMPILER = new SubmissionCompiler(HOME);

    private static final Path CONCEPT = HOME.resolve("src/main/java/dsc/concepts/foundations/conflictresolution");

    /** The product's, as any learner may write it. */
    private static String clock;

    @BeforeAll
    static void read() throws IOException {
        clock = Files.readString(HOME.resolve("src/main/java/" + PACKAGE.replace('.', '/') + "/LamportClock.java"));
    }

    @AfterAll
    static void close() throws IOException {
        COMPILER.close();
    }

    private static SubmissionCompiler.Compiled compile(String... filesAndTexts) throws IOException {
        Map<String, String> files = new LinkedHashMap<>();
        for (int i = 0; i < filesAndTexts.length; i += 2) {
            files.put(filesAndTexts[i], filesAndTexts[i + 1]);
        }
        return COMPILER.compile(CLOCKS, new Submission("it", files));
    }

    private static String problems(String... filesAndTexts) throws IOException {
        SubmissionCompiler.Compiled compiled = compile(filesAndTexts);
        assertThat(compiled.classes().keySet()).isEmpty();
        assertThat(compiled.isUsable()).isFalse();
        return compiled.problems().stream().map(Problem::toString).collect(Collectors.joining("\n"));
    }

    private static String inClass(String body) {
        return "package " + PACKAGE + ";\nfinal class LamportClock {\n" + body + "\n}\n";
    }

    @Test
    void theReferenceCompilesAndIsAllowed() throws IOException {
        SubmissionCompiler.Compiled compiled = compile("LamportClock.java", clock);

        assertThat(compiled.problems()).isEmpty();
        assertThat(compiled.isUsable()).isTrue();
        assertThat(compiled.classes()).containsOnlyKeys(PACKAGE + ".LamportClock");
        assertThat(compiled.packages()).containsExactly(PACKAGE);
    }

    @Test
    void aFileOfTheConceptMakesTheConceptLoadAnew() throws IOException {
        String version = Files.readString(CONCEPT.resolve("Version.java"));

        assertThat(compile("../Version.java", version).packages())
                .containsExactlyInAnyOrder(PACKAGE, "dsc.concepts.foundations.conflictresolution");
    }

    @Test
    void lineEndsTabsAndByteOrderMarksOfWindowsCompile() throws IOException {
        String windows = "\uFEFF" + clock.replace("    ", "\t").replace("\n", "\r\n");

        assertThat(compile("LamportClock.java", windows).problems()).isEmpty();
        assertThat(problems("LamportClock.java", windows.replace("greatest + 1", "greatest +")))
                .isEqualTo("""
                    LamportClock.java:20: illegal start of expression
                        \t\treturn VersionVector.of(self, greatest +);
                        \t\t                                        ^\
                    """);
    }

    @Test
    void theCompilersWordsStandAboveLineAndCaret() throws IOException {
        assertThat(problems("LamportClock.java", inClass("    int a = b;\n\tString c = 1;")))
                .isEqualTo("""
                    LamportClock.java:3: cannot find symbol
                          symbol:   variable b
                          location: class LamportClock
                            int a = b;
                                    ^
                    LamportClock.java:4: incompatible types: int cannot be converted to String
                        \tString c = 1;
                        \t           ^\
                    """);
    }

    @Test
    void aSyntaxErrorInTheFirstLineIsToldThere() throws IOException {
        assertThat(problems("LamportClock.java", "pakage " + PACKAGE + ";\n" + clock.substring(clock.indexOf('\n'))))
                .isEqualTo(
                        "LamportClock.java:1: class, interface, annotation type, enum, record, method or field expected"
                                + "\n    pakage " + PACKAGE + ";\n    ^");
        assertThat(problems("LamportClock.java", "")).isEqualTo("""
            LamportClock.java:1: its first line must be: package %s;
               \s
                ^\
            """.replace("%s", PACKAGE));
    }

    @Test
    void anotherPackageIsRefused() throws IOException {
        String sentence = "its first line must be: package " + PACKAGE + ";";

        assertThat(problems("LamportClock.java", clock.replace(PACKAGE + ";", "mine;")))
                .isEqualTo("""
                    LamportClock.java:1: %s
                        package mine;
                                ^\
                    """.replace("%s", sentence));
        assertThat(problems("LamportClock.java", clock.substring(clock.indexOf('\n') + 1)))
                .startsWith("LamportClock.java:1: " + sentence);
    }

    @Test
    void aClassThatNoFileIsNamedForIsRefused() throws IOException {
        assertThat(problems("LamportClock.java", clock + "\nclass ClockCondition {}\ninterface Other {}\n"))
                .contains(
                        "no class ClockCondition may stand here; nest it in LamportClock\n    class ClockCondition {}")
                .contains("no class Other may stand here");
        assertThat(problems("LamportClock.java", clock.replace("class LamportClock", "class Lamport")))
                .contains("no class Lamport may stand here")
                .contains("LamportClock.java: has no class LamportClock");
        assertThat(compile("LamportClock.java", clock.replaceFirst("}\\s*$", "record Nested() {}}"))
                        .classes())
                .containsOnlyKeys(PACKAGE + ".LamportClock", PACKAGE + ".LamportClock$Nested");
    }

    @Test
    void fiveProblemsAreListedInTheOrderOfFilesAndLines() throws IOException {
        List<Problem> problems = compile(
                        "LamportClock.java",
                        inClass("A a;\n\nB b;"),
                        "ClockCondition.java",
                        "package " + PACKAGE + ";\nclass ClockCondition {\nC c;\nD d;\nE e;\nF f;\n}\n")
                .problems();

        assertThat(problems)
                .extracting(problem -> problem.file() + ":" + problem.line())
                .containsExactly(
                        "LamportClock.java:3",
                        "LamportClock.java:5",
                        "ClockCondition.java:3",
                        "ClockCondition.java:4",
                        "ClockCondition.java:5");
    }

    @Test
    void whatOtherClassesNeedMustStay() throws IOException {
        String version = Files.readString(CONCEPT.resolve("Version.java"));

        assertThat(problems("LamportClock.java", clock.replaceFirst("}\\s*$", "LamportClock(int[] any) {}}")))
                .isEqualTo("LamportClock.java: has no constructor LamportClock() that other classes can use; needed by"
                        + " LogicalClocksScenario");
        assertThat(problems("../Version.java", version.replace("public static final", "private static final")))
                .isEqualTo("../Version.java: has no field Version.BY_CONTENT that other classes can use; needed by"
                        + " Timestamps");
    }

    @Test
    void whatOtherClassesNeedMayBeInherited() throws IOException {
        String timestamps = Files.readString(CONCEPT.resolve("Timestamps.java"));

        assertThat(compile(
                                "../Timestamps.java",
                                "package dsc.concepts.foundations.conflictresolution;\n"
                                        + "public final class Timestamps extends Stamps {}",
                                "../Stamps.java",
                                timestamps
                                        .replace("final class Timestamps", "class Stamps")
                                        .replace("private Timestamps()", "protected Stamps()"))
                        .problems())
                .isEmpty();
    }

    @Test
    void aHiddenInputIsAProblem() throws IOException {
        assertThat(problems("LamportClock.java", clock.replace("greatest + 1", "greatest + System.nanoTime()")))
                .startsWith("LamportClock.java:20: System.nanoTime() is a hidden input; ask node.clock()\n");
    }

    @Test
    void whatControlsATerminalIsNotShownNorTheWholeOfALongLine() throws IOException {
        String shown = problems("LamportClock.java", inClass("/* \u001B[2J */ int a = b;" + " ".repeat(5000) + "//"));

        assertThat(shown).contains("    /* ?[2J */ int a = b;").doesNotContain("\u001B");
        assertThat(shown.length()).isLessThan(400);
        assertThat(problems("LamportClock.java", inClass("/*" + "x".repeat(5000) + "*/ int a = b; //"))
                        .lines()
                        .skip(3))
                .containsExactly("    " + "x".repeat(49) + "*/ int a = b; //", "    " + " ".repeat(60) + "^");
    }

    @Test
    void whatDefeatsTheCompilerIsAProblem() throws IOException {
        assertThat(problems(
                        "LamportClock.java", inClass("int a = " + "(".repeat(20_000) + "1" + ")".repeat(20_000) + ";")))
                .isEqualTo(
                        "LamportClock.java: the compiler gave up; nest less, and write expressions in several pieces");
        assertThat(problems("LamportClock.java", inClass("int[] a = {" + "0,".repeat(12_000) + "};")))
                .contains(": code too large\n");
        assertThat(problems("LamportClock.java", "\u0000\u0001\u0002 not a source"))
                .contains("illegal character");
    }

    @Test
    void aFileElsewhereIsRefused() {
        for (String file : List.of(
                "../crdt/Crdt.java",
                "/etc/passwd",
                "../../../../workbench/protocol/Wire.java",
                "../README.md",
                "package-info.java")) {
            assertThatThrownBy(() -> compile(file, ""))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageStartingWith(file + " is not a file of the scenario, of its concept");
        }
    }

    @Test
    void withoutFilesItIsTheProduct() throws IOException {
        assertThat(compile().classes()).isEmpty();
        assertThat(compile().isUsable()).isTrue();
    }
}

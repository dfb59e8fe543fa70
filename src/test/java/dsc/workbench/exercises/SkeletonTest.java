package dsc.workbench.exercises;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import dsc.concepts.Catalog;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SkeletonTest {

    /** A scenario of the product, in whose place the planted sources lie. */
    private static final Class<?> RAFT = Catalog.scenario("raft").orElseThrow().getClass();

    private static final Path HOME = Path.of("");
    private static final SubmissionCompiler COMPILER = new SubmissionCompiler(HOME);

    private static final String PLANTED = """
        package dsc.concepts.foundations.consensus.raft;

        import static java.util.Comparator.comparing;

        import dsc.workbench.protocol.NodeId;
        import java.util.ArrayList;
        import java.util.List;
        import java.util.Optional;
        import java.util.Set;

        /** A tally; see {@link Optional}. */
        final class Tally {

            private int votes;

            // Above the comment.
            /**
             * Counts.
             *
             * @param nodes who voted
             */
            @Deprecated
            int count(List<? extends NodeId> nodes) {
                List<NodeId> sorted = new ArrayList<>(nodes);
                sorted.sort(comparing(NodeId::toString));
                return sorted.size() + votes;
            }

            /** Helps. */
            private void help() {
                votes++;
            }

            void help(int times) {}

            interface Rule {
                boolean apply(Set<NodeId> voters);
            }

            static final class Majority implements Rule {
                @Override
                public boolean apply(Set<NodeId> voters) {
                    return voters.stream().anyMatch(voter -> {
                        return voter != null;
                    });
                }
            }
        }
        """;

    @TempDir
    private Path home;

    @AfterAll
    static void close() throws IOException {
        COMPILER.close();
    }

    private String cut(List<Stub> stubs, List<Removal> removed, List<Edit> edits) throws IOException {
        return cut(PLANTED, stubs, removed, edits);
    }

    private String cut(String planted, List<Stub> stubs, List<Removal> removed, List<Edit> edits) throws IOException {
        Path file = home.resolve("src/main/java/dsc/concepts/foundations/consensus/raft/Tally.java");
        Files.createDirectories(file.getParent());
        Files.writeString(file, planted);
        return new Skeleton(home)
                .cut(RAFT, List.of("Tally.java"), stubs, removed, edits)
                .get("Tally.java");
    }

    private static Stub stub(String method) {
        return new Stub("Tally.java", method, "write it");
    }

    private static Removal removal(String method) {
        return new Removal("Tally.java", method);
    }

    private static void assertFormatted(String text) throws FormatterException {
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(true)
                .build());
        assertThat(text).isEqualTo(formatter.formatSourceAndFixImports(text));
    }

    @Test
    void theLastMethodsOfAClassAreRemovedWithTheirBlankLines() throws Exception {
        String planted = """
            package dsc.concepts.foundations.consensus.raft;

            final class Tally {

                void keep() {}

                /** One. */
                void one() {}

                void two() {}

                // Three.
                void three() {}
            }
            """;

        String cut = cut(planted, List.of(), List.of(removal("one"), removal("two"), removal("three")), List.of());

        assertThat(cut).endsWith("{\n\n    void keep() {}\n}\n");
        assertFormatted(cut);
    }

    @Test
    void aStubKeepsSignatureAnnotationsAndDocumentation() throws Exception {
        String cut = cut(List.of(stub("count")), List.of(), List.of());

        assertThat(cut).contains("""
                 * @param nodes who voted
                 */
                @Deprecated
                int count(List<? extends NodeId> nodes) {
                    throw Todo.write("write it");
                }

                /** Helps. */
            """);
        assertThat(cut).startsWith("""
            package dsc.concepts.foundations.consensus.raft;

            import dsc.workbench.protocol.NodeId;
            import dsc.workbench.protocol.Todo;
            import java.util.List;
            import java.util.Optional;
            import java.util.Set;

            /** A tally
            """.strip());
        assertThat(cut).doesNotContain("sorted");
        assertFormatted(cut);
    }

    @Test
    void aRemovedMethodGoesWithItsComments() throws Exception {
        String cut = cut(List.of(), List.of(removal("count"), removal("help(int)"), removal("help()")), List.of());

        assertThat(cut).contains("""
                private int votes;

                interface Rule {
            """);
        assertThat(cut).doesNotContain("Above", "Counts", "Helps", "Todo", "import java.util.List;", "static java");
        assertFormatted(cut);
    }

    @Test
    void theOnlyMethodOfAClassCanGo() throws Exception {
        String cut = cut(List.of(), List.of(removal("Rule.apply"), removal("Majority.apply")), List.of());

        assertThat(cut).contains("interface Rule {\n    }", "implements Rule {\n    }");
        assertThat(cut).doesNotContain("import java.util.Set;");
    }

    @Test
    void aMethodIsNamedByItsClassOrParametersWhereItsNameIsAmbiguous() throws Exception {
        String cut = cut(List.of(stub("Majority.apply"), stub("help( int )")), List.of(), List.of());

        assertThat(cut).contains("""
                    @Override
                    public boolean apply(Set<NodeId> voters) {
                        throw Todo.write("write it");
                    }
            """);
        assertThat(cut).contains("""
                void help(int times) {
                    throw Todo.write("write it");
                }
            """);
        assertFormatted(cut);
    }

    @Test
    void editsApplyToWhatIsLeft() throws Exception {
        Edit edit = new Edit("Tally.java", "private int votes;", "private Optional<NodeId> votes;");

        assertThat(cut(List.of(stub("count")), List.of(removal("help()")), List.of(edit)))
                .contains("private Optional<NodeId> votes;");
        assertThatThrownBy(() -> cut(List.of(), List.of(removal("help()")), List.of(new Edit("Tally.java", "++", ""))))
                .hasMessageStartingWith("this does not stand in Tally.java");
        assertThatThrownBy(() -> cut(List.of(), List.of(), List.of(new Edit("Tally.java", "votes++;", "votes++ }"))))
                .hasMessageStartingWith("what is left of Tally.java does not parse: Tally.java:31: ");
    }

    @Test
    void quotesAndLengthOfWhatIsToWriteDoNotMatter() throws Exception {
        String todo = "say \"granted\" or \\not, and do so in as many words as it takes to fill one line of the file";

        String cut = cut(List.of(new Stub("Tally.java", "Majority.apply", todo)), List.of(), List.of());

        assertThat(cut).contains("throw Todo.write(\n                    \"say \\\"granted\\\" or \\\\not, and");
        assertFormatted(cut);
    }

    @Test
    void aStubThatNamesNoMethodOrSeveralIsRefused() {
        Map<String, String> messages = Map.of(
                "coun", "Tally.java has no method coun; did you mean count?",
                "elect", "Tally.java has no method elect; it has count, help, apply",
                "Tallies.count", "Tally.java has no method Tallies.count; did you mean Tally.count(List)?",
                "help", "Tally.java has 2 methods help; write Tally.help() or Tally.help(int)",
                "apply", "Tally.java has 2 methods apply; write Tally.Rule.apply(Set) or Tally.Majority.apply(Set)",
                "Rule.apply", "Tally.java: Rule.apply has no body");
        messages.forEach((method, message) -> assertThatThrownBy(() -> cut(List.of(stub(method)), List.of(), List.of()))
                .as(method)
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage(message));
    }

    @Test
    void aFileElsewhereIsRefused() {
        assertThatThrownBy(() -> cut(List.of(new Stub("Raft.java", "a", "b")), List.of(), List.of()))
                .hasMessage("Raft.java is not among the files to edit: Tally.java");
        assertThatThrownBy(() -> cut(List.of(stub("count")), List.of(removal("count")), List.of()))
                .hasMessage("Tally.java: a method is written or removed twice");
        for (String file : List.of("Missing.java", "../../../../workbench/protocol/Wire.java", "../README.md")) {
            assertThatThrownBy(() -> new Skeleton(HOME).cut(RAFT, List.of(file), List.of(), List.of(), List.of()))
                    .as(file)
                    .hasMessageStartingWith(file + " is not a file of the scenario, of its concept");
        }
    }

    @Test
    void ofRaftItCompilesAndHoldsNothingOfTheBody() throws Exception {
        Map<String, String> skeleton = new Skeleton(HOME)
                .cut(
                        RAFT,
                        List.of("Election.java", "Quorum.java"),
                        List.of(new Stub("Election.java", "onRequestVote", "grant or refuse the vote, and say so")),
                        List.of(),
                        List.of());
        String election = skeleton.get("Election.java");

        assertThat(election)
                .contains("    void onRequestVote(RequestVote request) {\n"
                        + "        throw Todo.write(\"grant or refuse the vote, and say so\");\n    }\n")
                .contains("/**\n     * At most one vote a term")
                .doesNotContain("server.state()", "boolean free");
        assertThat(skeleton.get("Quorum.java"))
                .isEqualTo(
                        Files.readString(Path.of("src/main/java/dsc/concepts/foundations/consensus/raft/Quorum.java")));
        assertFormatted(election);
        assertThat(COMPILER.compile(RAFT, new Submission("skeleton", skeleton)).problems())
                .isEmpty();
    }
}

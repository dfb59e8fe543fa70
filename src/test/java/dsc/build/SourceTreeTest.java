package dsc.build;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Catalog;
import dsc.workbench.protocol.Scenario;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What a reader may rely on before opening a file: its size, that of its package, and what it is not about. */
class SourceTreeTest {

    private static final int LINES_MAX = 400;
    private static final int CLASSES_MAX = 40;
    private static final Path WORKBENCH = Path.of("src/main/java/dsc/workbench");

    /** Ids of scenarios that mean something else in these files, such as a checker that is named after its model. */
    private static final Map<String, Set<String>> OTHER_MEANINGS = Map.of(
            "checkers/positions/Positions.java", Set.of("linearizable"),
            "checkers/registers/SequentialConsistency.java", Set.of("sequential"),
            "checkers/registers/CausalConvergence.java", Set.of("causal"),
            "checkers/registers/SessionGuarantees.java", Set.of("causal", "sessions"));

    /** A comment, a text block, a string, or a character: whichever begins first. */
    private static final Pattern TOKEN = Pattern.compile(
            "//[^\\n"
                    + "]*|/\\*.*?\\*/|\"\"\"(?<block>.*?)\"\"\"|\"(?<string>(?:\\\\.|[^\"\\\\\\n"
                    + "])*)\"|'(?:\\\\.|[^'\\\\])+'",
            Pattern.DOTALL);

    @Test
    void noFileIsLong() throws IOException {
        Map<Path, Long> tooLong = new TreeMap<>();
        for (Path file : ProjectFiles.below(".java", "src", "multi-jvm-tests")) {
            try (Stream<String> lines = Files.lines(file)) {
                long count = lines.count();
                if (count > LINES_MAX) {
                    tooLong.put(file, count);
                }
            }
        }

        assertThat(tooLong).as("files of more than %d lines", LINES_MAX).isEmpty();
    }

    @Test
    void noPackageIsCrowded() throws IOException {
        Map<Path, Long> classes = ProjectFiles.below(".java", "src/main/java").stream()
                .filter(file -> !file.endsWith("package-info.java"))
                .collect(Collectors.groupingBy(Path::getParent, TreeMap::new, Collectors.counting()));

        classes.values().removeIf(count -> count <= CLASSES_MAX);
        assertThat(classes).as("packages of more than %d classes", CLASSES_MAX).isEmpty();
    }

    /** A new protocol changes nothing in the workbench, which knows none, also not as a string. */
    @Test
    void theWorkbenchNamesNoScenario() throws IOException {
        List<String> ids = Catalog.scenarios().stream().map(Scenario::id).toList();
        List<String> named = new ArrayList<>();
        for (Path file : ProjectFiles.below(".java", WORKBENCH.toString())) {
            String name = WORKBENCH.relativize(file).toString();
            Set<String> found = named(Files.readString(file), ids);
            found.removeAll(OTHER_MEANINGS.getOrDefault(name, Set.of()));
            found.forEach(id -> named.add(name + " names " + id));
        }

        assertThat(named).isEmpty();
    }

    @Test
    void aScenarioIsFoundInEveryKindOfString() {
        String source = """
            // "raft" in a comment, and a quote: "
            /* "raft" in another */
            char quote = '"';
            String plain = "dsc.crdt.rounds", escaped = "\\"horizontal\\"";
            String block = \"""
                run splitbrain
                \""";
            int raft = 0;
            String none = "draft, eventsourcedness";
            """;

        assertThat(named(source, List.of("raft", "crdt", "horizontal", "splitbrain", "eventsourced")))
                .containsExactly("crdt", "horizontal", "splitbrain");
    }

    /** Which of {@code words} stand in the string literals of {@code source}. */
    private static Set<String> named(String source, List<String> words) {
        StringBuilder literals = new StringBuilder();
        Matcher tokens = TOKEN.matcher(source);
        while (tokens.find()) {
            String literal = tokens.group("block") == null ? tokens.group("string") : tokens.group("block");
            literals.append(literal == null ? "" : literal).append('\n');
        }
        return words.stream()
                .filter(word -> Pattern.compile("(?<![\\p{L}\\d])" + Pattern.quote(word) + "(?![\\p{L}\\d])")
                        .matcher(literals)
                        .find())
                .collect(Collectors.toCollection(TreeSet::new));
    }
}

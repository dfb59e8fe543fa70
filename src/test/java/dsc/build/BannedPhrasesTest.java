package dsc.build;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Words that made readers stop stay out of what is printed and of the pages. In their place stand the field's terms.
 */
class BannedPhrasesTest {

    private static final List<String> PHRASES = List.of(
            "(?i)\\b(and|the|a|of|is|to) \\1\\b", // and and takes the time
            "\\bon no side\\b", // which group is a node in
            "\\bthere are \" \\+", // there are raft; known: raft
            "\\bnobody keeps\\b", // orphaned
            "\\b(node|server|replica)s? more\\b", // another node
            "\\b(what )?ails\\b", // affects; link faults
            "\\b(stop|stopped|ended|leaves|leave) (\\w+ )?in order\\b(?! (of|to))", // shut down cleanly
            "\\bof the counts\\b", // increments
            "\\btwo of each\\b",
            "\\bby strategy\\b", // under each strategy
            "\\bsuch as a cas that\\b",
            "\\bthe other way, ", // in the other direction
            "\\bthen so no more\\b",
            "\\bwhom\\b", // people alone
            "\\bmade with\\?",
            "\\bwhoever\\b",
            "\\bunforeseen\\b", // internal error
            "\\bexpects? trouble\\b",
            "(?<!there )\\b(is|are|as) no (file|map|list|tuple|member|directory|scenario|whole number)\\b", // is not a
            "[ -]patience\\b|\\bpatience ", // timeout
            "\\bcame to beside\\b");

    private static final Pattern BANNED = Pattern.compile(String.join("|", PHRASES));

    /** What a java file prints: its literals, put together where they are one sentence. */
    private static final Pattern LITERAL = Pattern.compile("\"((?:[^\"\\\\\\n]|\\\\.)*)\"");

    private static final Pattern COMMENT = Pattern.compile("(?s)/\\*.*?\\*/|(?m)^\\s*//.*$");

    private static final Pattern LEANING = Pattern.compile("(?m)^\\s*(?:/\\*\\*|//) (?:Of|So|Also|Who|Whom|But)\\b.*$"
            + "|(?m)^\\s*(?:/\\*\\*|\\*|//) .*\\b[Ww]ho(?:ever|m)\\b.*$");

    @Test
    void noMessageHasOne() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : ProjectFiles.below(".java", "src/main/java")) {
            String code = COMMENT.matcher(Files.readString(file)).replaceAll("").replaceAll("\"\\s*\\+\\s*\"", "");
            LITERAL.matcher(code).results().map(literal -> literal.group(1)).forEach(text -> find(file, text, found));
            if (code.contains("\"there are \" +") || code.contains("; there are \"")) {
                found.add(file + ": there are");
            }
        }
        assertThat(found).isEmpty();
    }

    /** A comment starts with its subject or with a verb, and nodes are not people. */
    @Test
    void noCommentLeansOnAnotherOrTakesNodesForPeople() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : ProjectFiles.below(".java", "src/main/java", "src/test/java", "multi-jvm-tests")) {
            LEANING.matcher(Files.readString(file))
                    .results()
                    .forEach(comment -> found.add(file + ":" + comment.group()));
        }
        assertThat(found).isEmpty();
    }

    @Test
    void noPageHasOne() throws IOException {
        List<String> found = new ArrayList<>();
        List<Path> pages = new ArrayList<>(List.of(Path.of("README.md"), Path.of("conf/README.md"), Path.of("dsc")));
        pages.addAll(ProjectFiles.below(".html", "src/main/resources"));
        for (Path page : pages) {
            Files.readString(page).lines().forEach(line -> find(page, line, found));
        }
        for (Path page : ProjectFiles.below(".md", "src/main/java")) {
            // What is printed there.
            for (String part : blocks(Files.readString(page))) {
                part.lines().forEach(line -> find(page, line, found));
            }
        }
        assertThat(found).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "'and and takes the time'",
        "'n3 and n4 is on no side'",
        "'nodes none that nobody keeps'",
        "'Start a node more'",
        "'what ails links'",
        "'stopped in order'",
        "'lost: 1 added elements, 0 of the counts'",
        "'There are two of each'",
        "'by strategy'",
        "'refused, such as a cas that found another value'",
        "'the other way, 76 of 76'",
        "'was read 0.7 s ahead, then so no more'",
        "'keeping out whom one does not know'",
        "'what was it made with?'",
        "'whoever recorded it died, and with it what the nodes said'",
        "'unforeseen'",
    })
    void wouldFindIt(String phrase) {
        assertThat(BANNED.matcher(phrase).find()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "    // Also where nobody ended the one before",
                "/** Of each call, the value that it saw. */",
                "     * Asks whoever leads.",
                " * @param nodes whom it hits"
            })
    void wouldFindTheComment(String comment) {
        assertThat(LEANING.matcher(comment).find()).isTrue();
    }

    private static void find(Path file, String text, List<String> found) {
        BANNED.matcher(text).results().forEach(match -> found.add(file + ": " + match.group() + " in: " + text));
    }

    private static List<String> blocks(String page) {
        String[] parts = page.split("(?m)^ *```.*$", -1);
        List<String> blocks = new ArrayList<>();
        for (int index = 1; index < parts.length; index += 2) {
            blocks.add(parts[index]);
        }
        return blocks;
    }
}

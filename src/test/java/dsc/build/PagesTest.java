package dsc.build;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Catalog;
import dsc.concepts.Concept;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Every page leads where it says, names what exists, and has the sections that readers look for. */
class PagesTest {

    private static final List<String> SECTIONS =
            List.of("Core", "Characteristics", "Comparison", "Trade-offs", "See it", "Break it", "Extend it");

    private static final Pattern FENCE = Pattern.compile("(?ms)^ *```.*?^ *```[^\\n]*$");
    private static final Pattern LINK = Pattern.compile("\\[[^\\]]*\\]\\(([^)\\s]+)\\)");
    private static final Pattern CODE = Pattern.compile("`([^`\\n]+)`");
    private static final Pattern ANCHOR = Pattern.compile("<a id=\"([^\"]+)\">");
    private static final Pattern HREF = Pattern.compile("href=\"([^\"]*)\"");
    private static final Pattern HEADING = Pattern.compile("(?m)^#+ +(.*)$");

    /** Two humps or more: {@code MailboxHandle}, not {@code Raft}, which is a word as well. */
    private static final Pattern CLASS_NAME = Pattern.compile("@?((?:[A-Z][a-z0-9]+){2,})(?:[.(#].*)?");

    @Test
    void everyLinkLeadsSomewhere() throws IOException {
        List<String> broken = new ArrayList<>();
        Map<Path, Set<String>> anchors = new HashMap<>();
        for (Path page : ProjectFiles.pages()) {
            Matcher link = LINK.matcher(withoutBlocks(Files.readString(page)));
            while (link.find()) {
                String target = link.group(1);
                if (!target.matches("[a-z]+:.*") && !leadsSomewhere(page, target, anchors)) {
                    broken.add(page + ": " + target);
                }
            }
        }
        assertThat(broken).isEmpty();
    }

    /** Reports that lie in the repository lead to nothing that lay beside them only where they were made. */
    @Test
    void sampleReportsLeadNowhereElse() throws IOException {
        List<Path> samples = ProjectFiles.below(".html", "src/docs");
        assertThat(samples).isNotEmpty();
        for (Path sample : samples) {
            assertThat(HREF.matcher(Files.readString(sample)).results().map(href -> href.group(1)))
                    .as(sample.toString())
                    .allMatch(href -> href.startsWith("#") || href.startsWith("data:"));
        }
    }

    private static boolean leadsSomewhere(Path page, String target, Map<Path, Set<String>> anchors) throws IOException {
        int hash = target.indexOf('#');
        String file = hash < 0 ? target : target.substring(0, hash);
        Path to = file.isEmpty() ? page : page.resolveSibling(file).normalize();
        if (!Files.exists(to)) {
            return false;
        }
        if (hash < 0) {
            return true;
        }
        if (!anchors.containsKey(to)) {
            anchors.put(to, anchors(Files.readString(to)));
        }
        return anchors.get(to).contains(target.substring(hash + 1));
    }

    @Test
    void everyClassThatIsNamedExists() throws IOException {
        Set<String> known = classNames();
        known.add("FoundTest"); // What a reader has --emit-test write.
        Set<String> unknown = new TreeSet<>();
        for (Path page : ProjectFiles.pages()) {
            for (Matcher code = CODE.matcher(withoutBlocks(Files.readString(page))); code.find(); ) {
                Matcher name = CLASS_NAME.matcher(code.group(1));
                if (name.matches() && !known.contains(name.group(1))) {
                    unknown.add(page + ": " + name.group(1));
                }
            }
        }
        assertThat(unknown).isEmpty();
    }

    @Test
    void theGlossaryIsSortedAndSaysEachWordOnce() throws IOException {
        List<String> words = headings(Files.readString(Path.of("GLOSSARY.md")), "## ").stream()
                .map(word -> word.toLowerCase(Locale.ROOT))
                .toList();
        assertThat(words).hasSizeGreaterThan(100).doesNotHaveDuplicates().isSorted();
    }

    @Test
    void everyConceptsPageHasItsSectionsAndNamesItsProtocols() throws IOException {
        for (Concept concept : Catalog.concepts()) {
            if (concept.scenarios().isEmpty()) {
                continue;
            }
            String page = Files.readString(Path.of(concept.page()));
            assertThat(headings(page, "## ")).as(concept.page()).containsSubsequence(SECTIONS);
            assertThat(concept.scenarios())
                    .allSatisfy(scenario -> assertThat(page).as(concept.page()).contains("`" + scenario.id() + "`"));
            assertThat(Files.readString(Path.of("README.md"))).contains(concept.page());
        }
    }

    /** As GitHub makes them. */
    @ParameterizedTest
    @CsvSource({
        "What a machine needs, what-a-machine-needs",
        "'Core: `raft`, and more', core-raft-and-more",
        "[Pekko](https://pekko.apache.org) here, pekko-here",
    })
    void headingsHaveAnchors(String heading, String anchor) {
        assertThat(anchors("# " + heading)).containsExactly(anchor);
    }

    private static Set<String> anchors(String page) {
        Set<String> anchors = new HashSet<>();
        ANCHOR.matcher(page).results().forEach(anchor -> anchors.add(anchor.group(1)));
        HEADING.matcher(withoutBlocks(page)).results().forEach(heading -> {
            String anchor = LINK.matcher(heading.group(1))
                    .replaceAll(link -> link.group().substring(1, link.group().indexOf(']')))
                    .toLowerCase(Locale.ROOT)
                    .replaceAll("[^\\p{L}\\p{N} _-]", "")
                    .replace(' ', '-');
            String numbered = anchor;
            for (int number = 1; !anchors.add(numbered); number++) {
                numbered = anchor + "-" + number;
            }
        });
        return anchors;
    }

    private static List<String> headings(String page, String level) {
        return withoutBlocks(page)
                .lines()
                .filter(line -> line.startsWith(level))
                .map(line -> line.substring(level.length()).strip())
                .toList();
    }

    private static String withoutBlocks(String page) {
        return FENCE.matcher(page).replaceAll("");
    }

    /** The simple names of all classes on the class path and in the JDK. */
    private static Set<String> classNames() throws IOException {
        Set<String> names = new HashSet<>();
        for (String element : System.getProperty("java.class.path").split(File.pathSeparator)) {
            Path path = Path.of(element);
            if (Files.isDirectory(path)) {
                try (Stream<Path> files = Files.walk(path)) {
                    files.forEach(file -> addName(file.toString(), names));
                }
            } else if (element.endsWith(".jar") && Files.exists(path)) {
                try (ZipFile jar = new ZipFile(path.toFile())) {
                    jar.stream().forEach(entry -> addName(entry.getName(), names));
                }
            }
        }
        Path modules = FileSystems.getFileSystem(URI.create("jrt:/")).getPath("modules/java.base");
        try (Stream<Path> files = Files.walk(modules)) {
            files.forEach(file -> addName(file.toString(), names));
        }
        return names;
    }

    private static void addName(String file, Set<String> names) {
        if (file.endsWith(".class")) {
            String name = file.substring(0, file.length() - ".class".length());
            names.add(name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1));
        }
    }
}

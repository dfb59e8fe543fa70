package dsc.build;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * Prints at the end of {@code mvn verify} which test classes took longest, from the reports of all that ran. Not a
 * test, and named so that only that step runs it.
 */
class SlowestClasses {

    private static final int ROWS = 20;
    private static final Pattern SUITE = Pattern.compile("<testsuite [^>]*>");

    private record Timed(double seconds, int tests, String name) {}

    @Test
    void print() throws IOException {
        List<Timed> classes = Stream.of("surefire-reports", "failsafe-reports")
                .map(directory -> Path.of("target", directory))
                .filter(Files::isDirectory)
                .flatMap(SlowestClasses::reports)
                .map(SlowestClasses::read)
                .sorted(Comparator.comparingDouble(Timed::seconds).reversed())
                .toList();
        String rows = classes.stream()
                .limit(ROWS)
                .map(one -> String.format(Locale.ROOT, "%8.1f s  %5d  %s", one.seconds(), one.tests(), one.name()))
                .collect(Collectors.joining("\n"));
        System.out.printf(
                Locale.ROOT,
                "%nThe %d slowest of %d test classes%n%10s  %5s  %s%n%s%n%10s  %5s  by test classes, some side by"
                        + " side%n",
                Math.min(ROWS, classes.size()),
                classes.size(),
                "took",
                "tests",
                "class",
                rows,
                String.format(
                        Locale.ROOT,
                        "%.1f s",
                        classes.stream().mapToDouble(Timed::seconds).sum()),
                classes.stream().mapToInt(Timed::tests).sum());
    }

    private static Stream<Path> reports(Path directory) {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.getFileName().toString().matches("TEST-.*\\.xml")).toList().stream();
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    /** The element begins the file; the rest, with all that the tests printed, may be long. */
    private static Timed read(Path report) {
        try (Stream<String> lines = Files.lines(report)) {
            String beginning = lines.limit(20).collect(Collectors.joining(" "));
            Matcher suite = SUITE.matcher(beginning);
            if (!suite.find()) {
                throw new AssertionError("no test suite in " + report);
            }
            return new Timed(
                    Double.parseDouble(attribute(suite.group(), "time").replace(",", "")),
                    Integer.parseInt(attribute(suite.group(), "tests")),
                    attribute(suite.group(), "name"));
        } catch (IOException unreadable) {
            throw new AssertionError(unreadable);
        }
    }

    private static String attribute(String element, String name) {
        Matcher attribute = Pattern.compile(" " + name + "=\"([^\"]*)\"").matcher(element);
        if (!attribute.find()) {
            throw new AssertionError("no " + name + " in " + element);
        }
        return attribute.group(1);
    }
}

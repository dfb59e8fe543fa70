package dsc.cli.exercise;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import javax.xml.XMLConstants;
import javax.xml.parsers.DocumentBuilderFactory;
import javax.xml.parsers.ParserConfigurationException;
import org.w3c.dom.Element;
import org.w3c.dom.Node;
import org.w3c.dom.NodeList;
import org.xml.sax.SAXException;

/**
 * What Surefire wrote of a suite.
 *
 * @param tests how many ran, each once a node
 * @param failures in the order of the report
 */
record SuiteReport(int tests, List<Failure> failures) {

    private static final Set<String> FAILED = Set.of("failure", "error");

    /**
     * A test that failed.
     *
     * @param test such as {@code aPartitionHeals[n2]}
     * @param reason one line or more
     */
    record Failure(String test, String reason) {}

    /**
     * Reads the report of the suite of that simple name; without one, no test ran.
     *
     * @throws IOException when it cannot be read
     */
    static SuiteReport read(Path directory, String suite) throws IOException {
        int tests = 0;
        List<Failure> failures = new ArrayList<>();
        for (Path file : files(directory, suite)) {
            NodeList cases = parsed(file).getElementsByTagName("testcase");
            for (int number = 0; number < cases.getLength(); number++) {
                Element test = (Element) cases.item(number);
                tests++;
                for (Node child = test.getFirstChild(); child != null; child = child.getNextSibling()) {
                    if (child instanceof Element found && FAILED.contains(found.getTagName())) {
                        failures.add(new Failure(test.getAttribute("name"), reason(found)));
                    }
                }
            }
        }
        return new SuiteReport(tests, failures);
    }

    /** The reports of that suite. */
    static List<Path> files(Path directory, String suite) throws IOException {
        if (!Files.isDirectory(directory)) {
            return List.of();
        }
        try (Stream<Path> all = Files.list(directory)) {
            return all.filter(file -> file.getFileName().toString().matches("TEST-(.*\\.)?" + suite + "\\.xml"))
                    .sorted()
                    .toList();
        }
    }

    private static String reason(Element found) {
        String message = found.getAttribute("message");
        return message.isBlank() ? found.getAttribute("type") : message.strip();
    }

    private static Element parsed(Path file) throws IOException {
        try {
            DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
            factory.setFeature(XMLConstants.FEATURE_SECURE_PROCESSING, true);
            factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
            return factory.newDocumentBuilder().parse(file.toFile()).getDocumentElement();
        } catch (ParserConfigurationException | SAXException malformed) {
            throw new IOException(file + " cannot be read: " + malformed.getMessage(), malformed);
        }
    }
}

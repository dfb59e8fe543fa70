package dsc.workbench.multijvm;

import java.net.URL;
import java.util.List;

/**
 * Logback as nodes, and the conductor beside JUnit, need it where the project says nothing: without configuration it
 * writes all there is, from DEBUG on.
 */
final class NodeLogging {

    private static final String PROPERTY = "logback.configurationFile";

    /** Where Logback looks, in this order. */
    private static final List<String> PROJECTS = List.of("logback-test.xml", "logback.xml");

    private NodeLogging() {}

    /** Before anything logs. Without effect on other providers of SLF4J. */
    static void configure() {
        ClassLoader loader = NodeLogging.class.getClassLoader();
        boolean configured = System.getProperty(PROPERTY) != null
                || PROJECTS.stream().anyMatch(file -> loader.getResource(file) != null);
        URL ours = NodeLogging.class.getResource("logback-nodes.xml");
        if (!configured && ours != null) {
            System.setProperty(PROPERTY, ours.toString());
        }
    }
}

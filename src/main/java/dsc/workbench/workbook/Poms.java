package dsc.workbench.workbook;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Maven's files of a workbook. An IDE opens it as a project, in which it completes what the product has; sources of the
 * product are not among it.
 */
final class Poms {

    static final String FILE = "pom.xml";

    private static final Pattern HOME = Pattern.compile("(<dsc\\.home>)[^<]*(</dsc\\.home>)");
    private static final String MODULES_END = "  </modules>";

    /** The libraries that protocols are written with. */
    private static final List<String> LIBRARIES =
            List.of("pekko-", "scala-library", "config-", "jackson-annotations", "slf4j-api");

    private static final String PARENT = """
        <?xml version="1.0" encoding="UTF-8"?>
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <groupId>workbook</groupId>
          <artifactId>workbook</artifactId>
          <version>1</version>
          <packaging>pom</packaging>
          <properties>
            <maven.compiler.release>21</maven.compiler.release>
            <project.build.sourceEncoding>UTF-8</project.build.sourceEncoding>
            <dsc.home>%s</dsc.home>
          </properties>
          <modules>
          </modules>
          <dependencies>
        %s  </dependencies>
        </project>
        """;

    private static final String DEPENDENCY = """
            <dependency>
              <groupId>dsc.jars</groupId>
              <artifactId>%s</artifactId>
              <version>1</version>
              <scope>system</scope>
              <systemPath>${dsc.home}/target/%s</systemPath>
            </dependency>
        """;

    private static final String MODULE = """
        <?xml version="1.0" encoding="UTF-8"?>
        <project xmlns="http://maven.apache.org/POM/4.0.0">
          <modelVersion>4.0.0</modelVersion>
          <parent>
            <groupId>workbook</groupId>
            <artifactId>workbook</artifactId>
            <version>1</version>
          </parent>
          <artifactId>%s</artifactId>
        </project>
        """;

    private Poms() {}

    /** @param home the checkout */
    static String parent(Path home) throws IOException {
        StringBuilder jars = new StringBuilder(dependency("dsc", "dsc.jar"));
        for (String library : libraries(home.resolve("target").resolve("lib"))) {
            jars.append(dependency(library.replace(".jar", ""), "lib/" + library));
        }
        return String.format(Locale.ROOT, PARENT, escaped(home), jars);
    }

    private static String dependency(String name, String jar) {
        return String.format(Locale.ROOT, DEPENDENCY, name, jar);
    }

    private static List<String> libraries(Path directory) throws IOException {
        List<String> names = new ArrayList<>();
        if (Files.isDirectory(directory)) {
            try (DirectoryStream<Path> jars = Files.newDirectoryStream(directory, "*.jar")) {
                for (Path jar : jars) {
                    String name = jar.getFileName().toString();
                    if (LIBRARIES.stream().anyMatch(name::startsWith)) {
                        names.add(name);
                    }
                }
            }
        }
        return names.stream().sorted().toList();
    }

    static String module(String id) {
        return String.format(Locale.ROOT, MODULE, id);
    }

    /** {@code parent} with a module, unless it has it; one that the learner rewrote is left as it is. */
    static String withModule(String parent, String id) {
        String module = "    <module>" + id + "</module>\n";
        int end = parent.indexOf(MODULES_END);
        return end < 0 || parent.contains("<module>" + id + "</module>")
                ? parent
                : parent.substring(0, end) + module + parent.substring(end);
    }

    /** {@code parent} for a checkout that lies elsewhere now. */
    static String withHome(String parent, Path home) {
        return HOME.matcher(parent).replaceFirst("$1" + Matcher.quoteReplacement(escaped(home)) + "$2");
    }

    private static String escaped(Path path) {
        return path.toString().replace("&", "&amp;").replace("<", "&lt;");
    }
}

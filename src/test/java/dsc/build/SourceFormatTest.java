package dsc.build;

import static org.assertj.core.api.Assertions.assertThat;

import com.palantir.javaformat.java.Formatter;
import com.palantir.javaformat.java.FormatterException;
import com.palantir.javaformat.java.JavaFormatterOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The formatter check. It is a test because the formatter needs a JDK that can parse the sources, and the tests' JDK is
 * one while Maven's own may be older. {@code mvn test -Dtest=SourceFormatTest -Dformat=apply} formats.
 */
class SourceFormatTest {

    private static final List<String> ROOTS = List.of("src", "multi-jvm-tests");

    @Test
    void sourcesAreFormatted() throws IOException, FormatterException {
        boolean apply = System.getProperty("format", "check").equals("apply");
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(true)
                .build());
        List<Path> unformatted = new ArrayList<>();
        for (Path file : javaFiles()) {
            String before = Files.readString(file);
            String after = formatter.formatSourceAndFixImports(before);
            if (!after.equals(before)) {
                if (apply) {
                    Files.writeString(file, after);
                } else {
                    unformatted.add(file);
                }
            }
        }
        assertThat(unformatted)
                .as("files that the formatter would change; run: mvn test -Dtest=SourceFormatTest -Dformat=apply")
                .isEmpty();
    }

    private static List<Path> javaFiles() throws IOException {
        List<Path> files = new ArrayList<>();
        for (String root : ROOTS) {
            if (Files.isDirectory(Path.of(root))) {
                try (Stream<Path> walk = Files.walk(Path.of(root))) {
                    walk.filter(path -> path.toString().endsWith(".java")).forEach(files::add);
                }
            }
        }
        return files;
    }
}

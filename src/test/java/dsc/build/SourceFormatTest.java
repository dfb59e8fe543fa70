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
import org.junit.jupiter.api.Test;

/**
 * The formatter check. It is a test because the formatter needs a JDK that can parse the sources, and the tests' JDK is
 * one while Maven's own may be older. {@code mvn test -Dtest=SourceFormatTest -Dformat=apply} formats.
 */
class SourceFormatTest {

    private static final String[] ROOTS = {"src", "multi-jvm-tests"};

    @Test
    void sourcesAreFormatted() throws IOException, FormatterException {
        boolean apply = System.getProperty("format", "check").equals("apply");
        Formatter formatter = Formatter.createFormatter(JavaFormatterOptions.builder()
                .style(JavaFormatterOptions.Style.PALANTIR)
                .formatJavadoc(true)
                .build());
        List<Path> unformatted = new ArrayList<>();
        for (Path file : ProjectFiles.below(".java", ROOTS)) {
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
}

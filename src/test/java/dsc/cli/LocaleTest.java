package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Isolated;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is printed and written is the same on machines of all languages. */
@Isolated("sets the default locale")
class LocaleTest {

    private final Locale usual = Locale.getDefault();

    @AfterEach
    void restore() {
        Locale.setDefault(usual);
    }

    /** Arabic digits and minus; dotted and dotless i; Buddhist years and Thai digits; Hindi digits. */
    @ParameterizedTest
    @ValueSource(strings = {"ar-EG-u-nu-arab", "tr-TR", "th-TH-u-ca-buddhist-nu-thai", "hi-IN-u-nu-deva"})
    void isTheSameInEveryLanguage(String language, @TempDir Path directory) throws Exception {
        Locale.setDefault(Locale.forLanguageTag(language));

        for (List<String> command : List.of(
                List.of("simulate", "raft", "--seeds", "1", "--seconds", "10", "--nodes", "3"),
                List.of("list"),
                List.of("--help"),
                List.of("LIST", "--json"),
                List.of(
                        "simulate",
                        "raft",
                        "--seed",
                        "-7",
                        "--trace",
                        "--seconds",
                        "10",
                        "--nodes",
                        "3",
                        "--out",
                        directory.resolve("out").toString()))) {
            Told told = Told.by(command.toArray(String[]::new));
            assertThat(told.status()).as(told.err()).isZero();
            assertThat(told.out()).doesNotContainPattern("[\\p{Nd}&&[^0-9]]").doesNotContain("\u0131");
        }
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContainPattern("[\\p{Nd}&&[^0-9]]");
            }
        }
    }
}

package dsc.workbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.typesafe.config.ConfigFactory;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {

    private enum Strategy {
        KEEP_MAJORITY,
        DOWN_ALL
    }

    private static Settings of(String values) {
        return Settings.of("toy", ConfigFactory.parseString("dsc.toy { " + values + " }"));
    }

    private static void assertRefused(String values, Function<Settings, ?> reading, String message) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> reading.apply(of(values)))
                .withMessage(message);
    }

    @Test
    void readsWhatIsThere() {
        Settings settings =
                of("lease = 3s, beat = 1s, partitions = 6, size = 2KiB, share = 5%, half = 50, fencing = on,"
                        + " strategy = down-all, name = x, names = [a, b]");
        assertThat(settings.positive("lease")).hasSeconds(3);
        assertThat(settings.duration("lease").atLeast("beat", 3)).hasSeconds(3);
        assertThat(settings.duration("lease").between(Duration.ofSeconds(3), Duration.ofSeconds(3)))
                .hasSeconds(3);
        assertThat(settings.count("partitions")).isEqualTo(6);
        assertThat(settings.bytes("size", 1, 4_096)).isEqualTo(2_048);
        assertThat(settings.percent("share")).isEqualTo(0.05);
        assertThat(settings.percent("half")).isEqualTo(0.5);
        assertThat(settings.flag("fencing")).isTrue();
        assertThat(settings.choice("strategy", Strategy.class)).isEqualTo(Strategy.DOWN_ALL);
        assertThat(settings.text("name")).isEqualTo("x");
        assertThat(settings.texts("names")).containsExactly("a", "b");
    }

    @Test
    void whatIsOutOfRangeIsRefusedWithItsPathAndWhatWouldDo() {
        assertRefused("a = 0s", settings -> settings.positive("a"), "dsc.toy.a is longer than 0, not 0ms");
        assertRefused(
                "a = 5ms",
                settings -> settings.duration("a").atLeast(Duration.ofSeconds(10)),
                "dsc.toy.a is at least 10000ms, not 5ms");
        assertRefused(
                "a = 5ms, b = 2ms",
                settings -> settings.duration("a").atLeast("b", 3),
                "dsc.toy.a is at least 3 times dsc.toy.b, 6ms, not 5ms");
        assertRefused(
                "a = 1ms, b = 2ms",
                settings -> settings.duration("a").atLeast("b"),
                "dsc.toy.a is at least dsc.toy.b, 2ms, not 1ms");
        assertRefused(
                "a = 20ns",
                settings -> settings.duration("a").between(Duration.ofMillis(1), Duration.ofMillis(2)),
                "dsc.toy.a is 1ms to 2ms, not 20ns");
        assertRefused("a = 0", settings -> settings.count("a"), "dsc.toy.a is 1 or more, not 0");
        assertRefused("a = 99999999999", settings -> settings.count("a"), "dsc.toy.a is 1 or more, not 99999999999");
        assertRefused("a = 7", settings -> settings.count("a", 0, 6), "dsc.toy.a is 0 to 6, not 7");
        assertRefused("a = 3KiB", settings -> settings.bytes("a", 1, 9), "dsc.toy.a is 1 to 9 bytes, not 3072");
        assertRefused("a = 101%", settings -> settings.percent("a"), "dsc.toy.a is 0% to 100%, not \"101%\"");
        assertRefused("a = \" \"", settings -> settings.text("a"), "dsc.toy.a is a text, not a blank one");
        assertRefused(
                "a = x",
                settings -> settings.choice("a", Strategy.class),
                "dsc.toy.a is keep-majority or down-all, not \"x\"");
        assertRefused(
                "a = keep-mayority",
                settings -> settings.choice("a", Strategy.class),
                "dsc.toy.a is keep-majority or down-all, not \"keep-mayority\"; did you mean keep-majority?");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        a = [down-all, keep-majority] | KEEP_MAJORITY, DOWN_ALL
        a = [] |
        a = "[]" |
        a = "[down-all]" | DOWN_ALL
        a = "down-all, keep-majority" | KEEP_MAJORITY, DOWN_ALL
        """)
    void someOfATypesConstantsAreAListOrItsText(String setting, String constants) {
        assertThat(of(setting).choices("a", Strategy.class))
                .extracting(Strategy::name)
                .containsExactly(constants == null ? new String[0] : constants.split(", "));
    }

    @Test
    void whatIsNoneOfThemIsRefused() {
        assertRefused(
                "a = [down-all, down]",
                settings -> settings.choices("a", Strategy.class),
                "dsc.toy.a is a list of keep-majority or down-all, not \"down\"; did you mean down-all?");
        assertRefused(
                "a = \"\"",
                settings -> settings.choices("a", Strategy.class),
                "dsc.toy.a is a list of keep-majority or down-all, not \"\"");
    }

    @Test
    void whatIsOfAnotherKindOrMissingIsRefusedLikewise() {
        assertRefused(
                "a = soon",
                settings -> settings.positive("a"),
                "dsc.toy.a is a time with its unit, such as 200ms, not \"soon\"");
        assertRefused(
                "a = many", settings -> settings.count("a"), "dsc.toy.a is a whole number, 1 or more, not \"many\"");
        assertRefused("a = maybe", settings -> settings.flag("a"), "dsc.toy.a is on or off, not \"maybe\"");
        assertRefused("a = x", settings -> settings.texts("a"), "dsc.toy.a is a list of texts, not \"x\"");
        assertRefused("", settings -> settings.count("a"), "dsc.toy.a is missing; it is a whole number, 1 or more");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Settings.of("toy", ConfigFactory.empty()).flag("a"))
                .withMessage("dsc.toy.a is missing; it is on or off");
    }

    @Test
    void filesAreReadOnceAndNotBeforeTheFirstValue() {
        AtomicInteger read = new AtomicInteger();
        Settings settings = Settings.of("toy", () -> {
            read.incrementAndGet();
            return ConfigFactory.parseString("dsc.toy.a = 1");
        });
        assertThat(read).hasValue(0);
        assertThat(settings.count("a") + settings.count("a")).isEqualTo(2);
        assertThat(read).hasValue(1);
    }
}

package dsc.build;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.EvaluationResult;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Named;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every rule of {@link ArchitectureTest} finds what breaks it among the classes that were planted for that. */
class PlantedTest {

    private static final JavaClasses PLANTED = new ClassFileImporter().importPackages("dsc.build.planted");

    static Stream<Named<ArchRule>> rules() {
        return Arrays.stream(ArchitectureTest.class.getDeclaredFields())
                .filter(field -> field.getType() == ArchRule.class)
                .map(field -> {
                    try {
                        return Named.of(field.getName(), (ArchRule) field.get(null));
                    } catch (IllegalAccessException closed) {
                        throw new AssertionError(closed);
                    }
                });
    }

    @ParameterizedTest
    @MethodSource("rules")
    void isBroken(ArchRule rule) {
        assertThatThrownBy(() -> rule.check(PLANTED))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("was violated")
                .hasMessageContaining("dsc.build.planted");
    }

    @Test
    void everySetOfFaultKindsThatNamesNoneIsFoundAndNothingElse() {
        EvaluationResult result = ArchitectureTest.SETS_OF_FAULT_KINDS_ARE_WRITTEN_OUT.evaluate(PLANTED);
        String report = String.join("\n", result.getFailureReport().getDetails());

        assertThat(report.lines()).hasSize(5);
        assertThat(report)
                .contains(
                        "EnumSet.complementOf(",
                        "EnumSet.allOf(",
                        "EnumSet.range(",
                        "FaultKind.values()",
                        "FaultKind.ofPeers()")
                .doesNotContain("written");
    }

    @Test
    void everyHiddenInputIsFoundAndNothingElse() {
        EvaluationResult result = ArchitectureTest.PROTOCOLS_HAVE_NO_HIDDEN_INPUTS.evaluate(PLANTED);
        String report = String.join("\n", result.getFailureReport().getDetails());

        assertThat(report.lines()).hasSize(12);
        assertThat(report)
                .contains(
                        "System.nanoTime()",
                        "System.currentTimeMillis()",
                        "Thread.sleep(long)",
                        "Instant.now()",
                        "LocalDateTime.now()",
                        "Math.random()",
                        "ThreadLocalRandom.current()",
                        "Random.<init>()",
                        "SplittableRandom.<init>()",
                        "UUID.randomUUID()",
                        "Clock.system()",
                        "Collections.shuffle(java.util.List)")
                .doesNotContain("seeded");
    }

    @Test
    void everyUseOfTheMachinesLocaleIsFoundAndNothingElse() {
        EvaluationResult result = ArchitectureTest.NOTHING_DEPENDS_ON_THE_MACHINES_LOCALE.evaluate(PLANTED);
        String report = String.join("\n", result.getFailureReport().getDetails());

        assertThat(report.lines().filter(line -> line.contains("WordsOfTheMachine")))
                .hasSize(11);
        assertThat(report)
                .contains(
                        "PrintStream.printf(java.lang.String",
                        "String.toLowerCase()",
                        "String.formatted(",
                        "String.format(java.lang.String",
                        "String.toUpperCase()",
                        "NumberFormat.getInstance()",
                        "DateTimeFormatter.ofPattern(java.lang.String)",
                        "String.<init>([B)",
                        "InputStreamReader.<init>(java.io.InputStream)",
                        "ZoneId.systemDefault()",
                        "LocalDate.now()")
                .doesNotContain("saidAlikeEverywhere");
    }
}

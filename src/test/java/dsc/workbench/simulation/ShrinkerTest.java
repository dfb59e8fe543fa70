package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Latency;
import dsc.workbench.simulation.worlds.WorldSpec;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** Shrinking, on worlds that are not run: what they come to is stated. */
class ShrinkerTest {

    private static final WorldSpec SPEC = new WorldSpec(
            1,
            Conditions.DEFAULT,
            new FaultPlan(
                    List.of(Fault.on(FaultKind.KILL, 1_000, 500, "n4"), Fault.on(FaultKind.PAUSE, 2_000, 500, "n5")),
                    List.of()));

    private static Outcome outcome(WorldSpec spec, boolean invalid, String broken, long messages) {
        return new Outcome(
                spec,
                invalid ? Verdict.invalid("as stated") : Verdict.valid("as stated"),
                broken,
                new Recorder(() -> 0).history(),
                List.of(),
                spec.hashCode(),
                0,
                messages,
                messages,
                0,
                spec.conditions().lengthMillis() * 1_000_000,
                Map.of(),
                List.of(),
                -1,
                Optional.empty());
    }

    /** Each world has some number of messages, which has nothing to do with how simple it is. */
    private static Outcome erratic(WorldSpec spec, Predicate<WorldSpec> invalid) {
        long messages = 100 + new SplittableRandom(spec.hashCode()).nextInt(100_000);
        return outcome(spec, invalid.test(spec), "rule", messages);
    }

    @Test
    void itEndsWithTheSmallestWorldThatItTold() {
        for (int seed = 1; seed <= 20; seed++) {
            List<Outcome> told = new ArrayList<>();
            Outcome begun = outcome(SPEC.withSeed(seed), true, "rule", 50_000);
            Outcome result =
                    new Shrinker(spec -> erratic(spec, any -> true), 3_000, () -> true, told::add).shrink(begun);

            assertThat(told).isNotEmpty().last().isSameAs(result);
            assertThat(result.messages())
                    .as("it is never more to read than at the beginning")
                    .isLessThan(51_000);
        }
    }

    /**
     * Most worlds in which clients see what is wrong are judged when they are over: what comes after is nothing to
     * read.
     */
    @Test
    void ofWorldsWithAsMuchToReadItEndsWithTheShortest() {
        Conditions bare = Conditions.DEFAULT
                .edit()
                .nodes(3)
                .clients(1)
                .keys(1)
                .clocks(0, 0)
                .network(Latency.parse("uniform:1-1"))
                .disk(Latency.parse("uniform:1-1"))
                .build();
        Outcome result = new Shrinker(
                        spec -> outcome(spec, spec.conditions().lengthMillis() >= 3_000, "rule", 100),
                        3_000,
                        () -> true,
                        s -> {})
                .shrink(outcome(new WorldSpec(1, bare, FaultPlan.NONE), true, "rule", 100));

        assertThat(result.spec().conditions().lengthMillis()).isBetween(3_000L, 3_200L);
    }

    @Test
    void aFaultThatHitANodeThatIsLeftOutHitsAnother() {
        Predicate<WorldSpec> needsBoth = spec -> spec.plan().all().size() == 2;
        Outcome result = new Shrinker(
                        spec -> outcome(spec, needsBoth.test(spec), "rule", 100), 3_000, () -> true, s -> {})
                .shrink(outcome(SPEC, true, "rule", 100));

        assertThat(result.spec().conditions().nodes()).isEqualTo(3);
        assertThat(result.spec().plan().all()).hasSize(2);
    }

    @Test
    void whatBreaksAnotherRuleIsNotTaken() {
        Outcome begun = outcome(SPEC, true, "rule", 100);
        Shrinker shrinker = new Shrinker(spec -> outcome(spec, true, "another", 1), 500, () -> true, s -> {});

        assertThat(shrinker.shrink(begun)).isSameAs(begun);
        assertThat(shrinker.runs()).isLessThanOrEqualTo(500);
    }
}

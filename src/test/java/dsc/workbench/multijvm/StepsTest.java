package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.multijvm.nodes.Step;
import dsc.workbench.multijvm.nodes.Step.Barrier;
import dsc.workbench.multijvm.nodes.Step.Kill;
import java.util.List;
import org.junit.jupiter.api.Test;

class StepsTest {

    private static final Step FIRST = new Barrier("first");
    private static final Step SECOND = new Barrier("second");

    private final Steps steps = new Steps(List.of("n1", "n2", "n3"));

    @Test
    void aStepIsDueWhenAllAreThere() {
        arrive(FIRST, "n1", "n2");
        assertThat(steps.due()).isEmpty();
        assertThat(steps.missing()).containsExactly("n3");
        arrive(FIRST, "n3");
        assertThat(steps.due()).contains(FIRST);
        assertThat(steps.take(null)).containsExactly("n1", "n2", "n3");
        assertThat(steps.due()).isEmpty();
        assertThat(steps.waiting()).isEmpty();
    }

    @Test
    void theSameStepCanBeTakenAgain() {
        take(FIRST, "n1", "n2", "n3");
        arrive(FIRST, "n1", "n2");
        assertThat(steps.due()).isEmpty();
        arrive(FIRST, "n3");
        assertThat(steps.due()).contains(FIRST);
    }

    @Test
    void differentStepsAreADeadlock() {
        arrive(FIRST, "n1", "n2");
        assertThat(steps.deadlock()).isEmpty();
        arrive(SECOND, "n3");
        assertThat(steps.due()).isEmpty();
        assertThat(steps.deadlock())
                .hasValueSatisfying(why ->
                        assertThat(why).contains("n1 at barrier \"first\"").contains("n3 at barrier \"second\""));
    }

    @Test
    void aNodeThatEndedIsMissedForGood() {
        arrive(FIRST, "n1");
        steps.ended("n3");
        assertThat(steps.deadlock())
                .hasValueSatisfying(why -> assertThat(why)
                        .contains("n3 ended the test without entering barrier \"first\", where n1 waits"));
        arrive(FIRST, "n2");
        assertThat(steps.due()).as("not without n3").isEmpty();
    }

    @Test
    void allMayEnd() {
        steps.ended("n1");
        steps.ended("n2");
        assertThat(steps.deadlock()).isEmpty();
        steps.ended("n3");
        assertThat(steps.deadlock()).isEmpty();
    }

    @Test
    void nobodyWaitsForWhoIsGone() {
        arrive(new Kill("n3"), "n1", "n2", "n3");
        steps.gone("n3");
        assertThat(steps.take(null)).containsExactly("n1", "n2");
        arrive(FIRST, "n1", "n2");
        assertThat(steps.due()).contains(FIRST);
    }

    @Test
    void whoIsRestartedGoesPastWhatTheOthersDid() {
        take(FIRST, "n1", "n2", "n3");
        arrive(new Kill("n3"), "n1", "n2", "n3");
        steps.gone("n3");
        steps.take(null);
        arrive(new Step.Decide("leader"), "n1", "n2");
        steps.take("n2");
        steps.restarted("n3");

        assertThat(steps.arrive("n3", FIRST)).isPresent();
        assertThat(steps.arrive("n3", new Kill("n3"))).isPresent();
        assertThat(steps.arrive("n3", new Step.Decide("leader")))
                .hasValueSatisfying(taken -> assertThat(taken.value()).isEqualTo("n2"));
        assertThat(steps.arrive("n3", SECOND)).isEmpty();
        assertThat(steps.due()).isEmpty();
        arrive(SECOND, "n1", "n2");
        assertThat(steps.due()).contains(SECOND);
    }

    /** Each time it is at a barrier of one name, that is the next one taken, not the first again. */
    @Test
    void whoIsBehindGoesPastAStepOnce() {
        take(FIRST, "n1", "n2", "n3");
        steps.restarted("n3");
        assertThat(steps.arrive("n3", FIRST)).isPresent();
        assertThat(steps.arrive("n3", FIRST)).isEmpty();
    }

    @Test
    void whoIsStoppedIsNotWaitedForAndCatchesUp() {
        arrive(new Step.Pause("n2"), "n1", "n2", "n3");
        assertThat(steps.take(null)).containsExactly("n1", "n2", "n3");
        steps.stopped("n2");
        take(FIRST, "n1", "n3");
        take(new Step.Resume("n2"), "n1", "n3");
        steps.resumed("n2");

        assertThat(steps.arrive("n2", FIRST)).isPresent();
        assertThat(steps.arrive("n2", new Step.Resume("n2"))).isPresent();
        assertThat(steps.arrive("n2", SECOND)).isEmpty();
        assertThat(steps.missing()).containsExactly("n1", "n3");
    }

    private void arrive(Step step, String... roles) {
        for (String role : roles) {
            assertThat(steps.arrive(role, step)).isEmpty();
        }
    }

    private void take(Step step, String... roles) {
        arrive(step, roles);
        assertThat(steps.due()).contains(step);
        steps.take(null);
    }
}

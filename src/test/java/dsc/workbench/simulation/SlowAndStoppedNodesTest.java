package dsc.workbench.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Fault;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.history.FaultWindow;
import dsc.workbench.history.Operation;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.simulation.Step.Kind;
import java.util.List;
import java.util.function.Predicate;
import org.junit.jupiter.api.Test;

/** What pauses and limping do to a simulated node, and what the history says of faults. */
class SlowAndStoppedNodesTest extends NotebookWorlds {

    @Test
    void aPausedNodeDoesNothingUntilItIsContinued() {
        Outcome outcome = world(10, THREE, plan(Fault.on(FaultKind.PAUSE, 1_000, 1_000, "n3")));
        Predicate<Step> paused = step -> "n3".equals(step.place()) && seconds(step) > 1 && seconds(step) < 2;

        assertThat(steps(outcome, Kind.HANDLE, paused)).isEmpty();
        assertThat(steps(outcome, Kind.RECEIVE, paused)).isEmpty();
        assertThat(steps(outcome, Kind.SEND, paused)).isEmpty();
        assertThat(steps(outcome, Kind.RECEIVE, step -> "n3".equals(step.place()) && seconds(step) == 2))
                .as("what came meanwhile is handled when it goes on")
                .hasSizeGreaterThan(10);
    }

    /** A notebook writes one for each note, and clients hear of none that it has not written. */
    @Test
    void theEventsThatAWorldWritesAreCounted() {
        Outcome outcome = world(1, THREE, FaultPlan.NONE);
        long ok = outcome.history().operations().stream()
                .filter(operation -> operation.outcome() == Operation.Outcome.OK)
                .count();
        assertThat(outcome.eventsWritten())
                .isBetween(ok, (long) outcome.history().operations().size());
        assertThat(ok).isGreaterThan(100);

        Exploration exploration = new Exploration();
        exploration.add(outcome);
        exploration.add(world(1, THREE, FaultPlan.NONE));
        assertThat(exploration.eventsWritten()).isEqualTo(2 * outcome.eventsWritten());
    }

    @Test
    void aNodeThatLimpsRunsAFifthOfTheTime() {
        Outcome outcome = world(10, THREE, plan(Fault.on(FaultKind.LIMP, 1_000, 1_000, "n3")));
        Predicate<Step> limping = step -> "n3".equals(step.place()) && seconds(step) >= 1 && seconds(step) < 2;

        assertThat(steps(outcome, Kind.PAUSE, limping)).hasSize(10);
        assertThat(steps(outcome, Kind.RESUME, limping)).hasSize(10);
        assertThat(steps(outcome, Kind.RECEIVE, limping))
                .as("it is slow, and not dead")
                .hasSizeGreaterThan(10)
                .allMatch(step -> step.atNanos() % 100_000_000 >= 80_000_000);
        assertThat(steps(outcome, Kind.PAUSE, step -> seconds(step) >= 2)).isEmpty();
        assertThat(steps(outcome, Kind.RECEIVE, step -> "n3".equals(step.place()) && seconds(step) > 2.05))
                .anyMatch(step -> step.atNanos() % 100_000_000 < 80_000_000);
    }

    /** Its rhythm does not end a pause. */
    @Test
    void aNodeThatLimpsAndIsPausedBesidesStaysPaused() {
        FaultPlan both = new FaultPlan(
                List.of(Fault.on(FaultKind.LIMP, 1_000, 2_000, "n3")),
                List.of(Fault.on(FaultKind.PAUSE, 1_500, 1_000, "n3")));
        Predicate<Step> paused = step -> "n3".equals(step.place()) && seconds(step) > 1.5 && seconds(step) < 2.5;

        assertThat(steps(world(10, THREE, both), Kind.RECEIVE, paused)).isEmpty();
    }

    @Test
    void theHistorySaysWhenWhichFaultWasInForce() {
        Fault cut = Fault.on(FaultKind.PARTITION, 1_000, 500, "n2");
        Fault kill = Fault.on(FaultKind.KILL, 2_000, 250, "n1", "n3").numbered(2);
        assertThat(world(1, THREE, plan(cut, kill)).history().faultWindows())
                .containsExactly(
                        new FaultWindow(
                                "partition",
                                List.of("n2"),
                                List.of("n1", "n3"),
                                FaultWindow.BOTH,
                                1_000_000_000L,
                                1_500_000_000L),
                        new FaultWindow(
                                "kill",
                                List.of("n1", "n3"),
                                List.of(),
                                FaultWindow.BOTH,
                                2_000_000_000L,
                                2_250_000_000L));
    }
}

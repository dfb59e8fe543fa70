package dsc.workbench.runs;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import dsc.workbench.report.RunRecord.Figures;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class MeasuresTest {

    private final List<Event> events = new ArrayList<>();

    private static long millis(long millis) {
        return TimeUnit.MILLISECONDS.toNanos(millis);
    }

    /** An operation of a process of its own. */
    private void operation(long fromMillis, long toMillis, Type outcome) {
        long process = events.size();
        events.add(new Event(process, Type.INVOKE, "read", "k1", null, millis(fromMillis), null));
        events.add(new Event(process, outcome, "read", "k1", "1", millis(toMillis), null));
    }

    private Figures figures(long lengthMillis) {
        return Measures.of(History.of(events), millis(lengthMillis), OptionalLong.empty());
    }

    private double recoveryMillis(long lastFaultEndMillis) {
        return Measures.of(History.of(events), millis(10_000), OptionalLong.of(millis(lastFaultEndMillis)))
                .recoveryMillis();
    }

    @Test
    void countsWhatCameOfOperations() {
        operation(0, 10, Type.OK);
        operation(10, 20, Type.OK);
        operation(20, 30, Type.FAIL);
        operation(30, 40, Type.INFO);
        events.add(new Event(99, Type.INVOKE, "write", "k1", "2", millis(50), null));
        events.add(new Event(Event.NEMESIS, Type.INFO, "kill", null, "n1", millis(60), null));

        Figures figures = figures(1_000);

        assertThat(figures.okCount()).isEqualTo(2);
        assertThat(figures.failedCount()).isEqualTo(1);
        assertThat(figures.unknownCount()).isEqualTo(2);
        assertThat(figures.throughputPerSecond()).isEqualTo(3.0);
    }

    @Test
    void latencyIsThatOfOperationsThatTookEffect() {
        for (int millis = 1; millis <= 100; millis++) {
            operation(0, millis, Type.OK);
        }
        operation(0, 5_000, Type.FAIL);
        operation(0, 5_000, Type.INFO);

        Figures figures = figures(5_000);

        assertThat(figures.latencyP50Millis()).isEqualTo(50.0);
        assertThat(figures.latencyP99Millis()).isEqualTo(99.0);
    }

    @Test
    void oneOperationIsItsOwnMedian() {
        operation(3, 10, Type.OK);

        assertThat(figures(10).latencyP50Millis()).isEqualTo(7.0);
        assertThat(figures(10).latencyP99Millis()).isEqualTo(7.0);
    }

    @Test
    void theLongestGapMayBeAtEitherEnd() {
        operation(300, 400, Type.OK);
        operation(400, 450, Type.OK);
        assertThat(figures(500).longestGapMillis()).isEqualTo(400.0);
        assertThat(figures(1_000).longestGapMillis()).isEqualTo(550.0);
        operation(800, 1_900, Type.OK);
        assertThat(figures(2_000).longestGapMillis()).isEqualTo(1_450.0);
    }

    @Test
    void recoveryIsTheTimeToTheNextOperationThatTakesEffect() {
        operation(0, 100, Type.OK);
        operation(150, 700, Type.OK);
        operation(600, 650, Type.OK);

        assertThat(recoveryMillis(500)).isEqualTo(150.0);
        assertThat(recoveryMillis(650)).isZero();
        assertThat(recoveryMillis(701)).isEqualTo(-1.0);
        assertThat(figures(1_000).recoveryMillis()).isEqualTo(-1.0);
    }

    /** A client that gives a read up after five seconds ends it "failed": nobody was served. */
    @Test
    void aClientThatGivesUpWasNotServed() {
        operation(0, 100, Type.OK);
        operation(1_000, 6_000, Type.FAIL);

        assertThat(recoveryMillis(1_000)).isEqualTo(-1.0);
        assertThat(figures(10_000).longestGapMillis()).isEqualTo(9_900.0);
    }

    @Test
    void withoutOperationsThereAreNoFigures() {
        Figures figures = figures(2_000);

        assertThat(figures.okCount()).isZero();
        assertThat(figures.throughputPerSecond()).isZero();
        assertThat(figures.latencyP50Millis()).isEqualTo(-1.0);
        assertThat(figures.latencyP99Millis()).isEqualTo(-1.0);
        assertThat(figures.longestGapMillis()).isCloseTo(2_000, within(1e-9));
        assertThat(figures(0).throughputPerSecond()).isZero();
    }
}

package dsc.concepts.foundations.consistency.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consistency.ClientPast.Demand;
import dsc.concepts.foundations.consistency.ClientPast.Reason;
import dsc.concepts.foundations.consistency.Dot;
import dsc.concepts.foundations.consistency.Registers;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.checkers.registers.SessionGuarantees.Guarantee;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.ShippedSettings;
import java.util.EnumSet;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SessionPastTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    /** Terry et al. 1994, table 1. */
    @Test
    void eachGuaranteeAsksForOneVectorBeforeOneKindOfOperation() {
        VersionVector read = VersionVector.of(N2, 4);
        SessionPast past = SessionPast.unseen(EnumSet.allOf(Guarantee.class))
                .afterWrite(new Dot(N1, 3))
                .afterRead(new Registers(read, new TreeMap<>()), List.of());
        VersionVector written = VersionVector.of(N1, 3);

        assertThat(past.demands(false))
                .containsExactly(
                        new Demand(Reason.READ_YOUR_WRITES, written), new Demand(Reason.MONOTONIC_READS, read));
        assertThat(past.demands(true))
                .containsExactly(
                        new Demand(Reason.MONOTONIC_WRITES, written), new Demand(Reason.WRITES_FOLLOW_READS, read));
        assertThat(past.dependencies()).isEqualTo(VersionVector.NONE);
    }

    @Test
    void whatWasNotPromisedIsNotAskedFor() {
        SessionPast past =
                SessionPast.unseen(EnumSet.of(Guarantee.MONOTONIC_WRITES)).afterWrite(new Dot(N1, 3));

        assertThat(past.demands(false)).isEmpty();
        assertThat(past.demands(true)).containsExactly(new Demand(Reason.MONOTONIC_WRITES, VersionVector.of(N1, 3)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        | sessions+registers-converge | monotonic-reads, monotonic-writes, read-your-writes, writes-follow-reads, and converging
        dsc.sessions.guarantees = "[read-your-writes]" | read-your-writes+registers-converge | read-your-writes, and converging
        dsc.sessions.guarantees = [monotonic-writes, read-your-writes] | monotonic-writes+read-your-writes+registers-converge | monotonic-writes, read-your-writes, and converging
        dsc.sessions.guarantees = [] | registers-converge | eventually consistent
        """)
    void whatIsPromisedIsWhatIsChecked(String setting, String checker, String summary) {
        dsc.workbench.protocol.Guarantee guarantee =
                new SessionsScenario().guarantee(ShippedSettings.with("sessions", setting == null ? "" : setting));

        assertThat(guarantee.checker().name()).isEqualTo(checker);
        assertThat(guarantee.summary()).isEqualTo(summary);
    }
}

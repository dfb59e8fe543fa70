package dsc.concepts.foundations.conflictresolution.vectorclocks;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.conflictresolution.ResolutionLaws;
import java.util.List;
import org.junit.jupiter.api.Test;

class VectorClockTest {

    @Test
    void versionsAreAJoinSemilattice() {
        ResolutionLaws.hold(new VectorClock());
    }

    @Test
    void anUpdateWinsOverWhatItSaw() {
        ResolutionLaws.updatesWinOverWhatTheySaw(new VectorClock());
    }

    @Test
    void ofTwoThatDidNotSeeEachOtherBothAreKept() {
        assertThat(winners(12, 11)).containsExactlyInAnyOrder("by n1", "by n2");
    }

    private static List<String> winners(long first, long second) {
        return ResolutionLaws.winners(new VectorClock(), first, second);
    }
}

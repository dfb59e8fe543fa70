package dsc.concepts.foundations.conflictresolution.logicalclocks;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.conflictresolution.ResolutionLaws;
import java.util.List;
import org.junit.jupiter.api.Test;

class LamportClockTest {

    @Test
    void versionsAreAJoinSemilattice() {
        ResolutionLaws.hold(new LamportClock());
    }

    @Test
    void anUpdateWinsOverWhatItSaw() {
        ResolutionLaws.updatesWinOverWhatTheySaw(new LamportClock());
    }

    @Test
    void ofTwoThatDidNotSeeEachOtherIdsDecideAndNotClocks() {
        assertThat(winners(12, 11)).containsExactly("by n2");
        assertThat(winners(3, 4)).containsExactly("by n2");
    }

    private static List<String> winners(long first, long second) {
        return ResolutionLaws.winners(new LamportClock(), first, second);
    }
}

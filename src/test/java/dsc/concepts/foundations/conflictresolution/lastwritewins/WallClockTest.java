package dsc.concepts.foundations.conflictresolution.lastwritewins;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.conflictresolution.ResolutionLaws;
import java.util.List;
import org.junit.jupiter.api.Test;

class WallClockTest {

    @Test
    void versionsAreAJoinSemilattice() {
        ResolutionLaws.hold(new WallClock());
    }

    @Test
    void theLaterReadingWinsWhoeverMadeIt() {
        assertThat(winners(12, 11)).containsExactly("by n1");
        assertThat(winners(11, 12)).containsExactly("by n2");
    }

    @Test
    void whoseClockIsBehindLosesToWhatItHasSeen() {
        assertThat(winners(3, 4)).as("both saw what n3 wrote at 10").containsExactly("by n3");
    }

    private static List<String> winners(long first, long second) {
        return ResolutionLaws.winners(new WallClock(), first, second);
    }
}

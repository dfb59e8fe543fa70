package dsc.concepts.foundations.conflictresolution.lastwritewins;

import dsc.concepts.foundations.conflictresolution.ResolutionLaws;
import org.junit.jupiter.api.Test;

class WallClockTest {

    @Test
    void versionsAreAJoinSemilattice() {
        ResolutionLaws.hold(new WallClock());
    }
}

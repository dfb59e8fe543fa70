package dsc.concepts.foundations.conflictresolution.logicalclocks;

import dsc.concepts.foundations.conflictresolution.ResolutionLaws;
import org.junit.jupiter.api.Test;

class LamportClockTest {

    @Test
    void versionsAreAJoinSemilattice() {
        ResolutionLaws.hold(new LamportClock());
    }
}

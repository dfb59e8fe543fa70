package dsc.concepts.foundations.conflictresolution.vectorclocks;

import dsc.concepts.foundations.conflictresolution.ResolutionLaws;
import org.junit.jupiter.api.Test;

class VectorClockTest {

    @Test
    void versionsAreAJoinSemilattice() {
        ResolutionLaws.hold(new VectorClock());
    }
}

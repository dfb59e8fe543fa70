package dsc.concepts.foundations.faulttolerance.splitbrain;

import java.util.List;

/** Under keep-oldest the side of the oldest goes on, unless that is alone among three or more. */
public final class SideOfTheOldestGoesOn extends SurvivingSides {

    public SideOfTheOldestGoesOn() {
        super(Strategy.KEEP_OLDEST);
    }

    @Override
    public String name() {
        return "no two sides survive, and that of the oldest does, unless it is alone";
    }

    @Override
    Due due(Strategy.Cut side, List<Strategy.Cut> sides, int quorum) {
        int all = side.members().size();
        boolean isAlone = all > 2
                && sides.stream().anyMatch(one -> one.hasOldest() && one.side().size() == 1);
        boolean mustSurvive = isAlone ? !side.hasOldest() && side.side().size() == all - 1 : side.hasOldest();
        return new Due(
                mustSurvive, !mustSurvive, isAlone ? "the oldest is alone" : "the oldest is not alone, or one of two");
    }

    @Override
    String besides(String oldest, int quorum) {
        return ", the oldest of them " + oldest;
    }
}

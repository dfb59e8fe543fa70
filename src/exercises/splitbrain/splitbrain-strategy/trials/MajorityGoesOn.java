package dsc.concepts.foundations.faulttolerance.splitbrain;

import java.util.List;
import java.util.Optional;

/** Under keep-majority the larger part of the members goes on, and of two halves one. */
public final class MajorityGoesOn extends SurvivingSides {

    public MajorityGoesOn() {
        super(Strategy.KEEP_MAJORITY);
    }

    @Override
    public String name() {
        return "no two sides survive, and the majority does";
    }

    @Override
    Due due(Strategy.Cut side, List<Strategy.Cut> sides, int quorum) {
        int twice = 2 * side.side().size();
        int all = side.members().size();
        return new Due(
                twice > all,
                twice < all,
                side.side().size() + " are " + (twice > all ? "more" : "fewer") + " than half");
    }

    @Override
    Optional<String> brokenByNone(List<Strategy.Cut> sides) {
        boolean isHalved = sides.size() == 2
                && 2 * sides.getFirst().side().size()
                        == sides.getFirst().members().size();
        return isHalved ? Optional.of("neither half survives") : Optional.empty();
    }
}

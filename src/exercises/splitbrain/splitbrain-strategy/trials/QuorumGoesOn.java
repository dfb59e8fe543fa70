package dsc.concepts.foundations.faulttolerance.splitbrain;

import java.util.List;

/** Under static-quorum a side with a quorum goes on, unless the cluster is large enough for two. */
public final class QuorumGoesOn extends SurvivingSides {

    public QuorumGoesOn() {
        super(Strategy.STATIC_QUORUM);
    }

    @Override
    public String name() {
        return "no two sides survive, and the only possible quorum does";
    }

    @Override
    Due due(Strategy.Cut side, List<Strategy.Cut> sides, int quorum) {
        int size = side.side().size();
        int all = side.members().size();
        boolean mustSurvive = size >= quorum && all < 2 * quorum;
        String why = size >= quorum
                ? all + " members are " + (mustSurvive ? "too few" : "enough") + " for two quorums"
                : size + " are not a quorum";
        return new Due(mustSurvive, !mustSurvive, why);
    }

    @Override
    String besides(String oldest, int quorum) {
        return ", of which " + quorum + " are a quorum";
    }
}

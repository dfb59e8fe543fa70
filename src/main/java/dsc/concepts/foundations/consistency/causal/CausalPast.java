package dsc.concepts.foundations.consistency.causal;

import dsc.concepts.foundations.consistency.ClientPast;
import dsc.concepts.foundations.consistency.Dot;
import dsc.concepts.foundations.consistency.Registers;
import dsc.concepts.foundations.consistency.StampedWrite;
import dsc.concepts.shared.VersionVector;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;

/**
 * What a client of a causal store has written and been shown, and what that depends on (Lloyd et al. 2011, §4.1, where
 * it is called the context). It is not what the nodes had that it asked: else everything would depend on everything.
 */
record CausalPast(VersionVector seen) implements ClientPast {

    static final CausalPast UNSEEN = new CausalPast(VersionVector.NONE);

    @Override
    public List<VersionVector> vectors() {
        return List.of(seen);
    }

    @Override
    public CausalPast of(List<VersionVector> vectors) {
        return new CausalPast(vectors.getFirst());
    }

    @Override
    public List<Demand> demands(boolean isWrite) {
        return List.of(new Demand(Reason.ITS_PAST, seen));
    }

    @Override
    public VersionVector dependencies() {
        return seen;
    }

    @Override
    public CausalPast afterWrite(Dot dot) {
        return new CausalPast(seen.with(dot.node(), dot.number()));
    }

    /** It depends from now on on what it was shown, and on all that this depends on. */
    @Override
    public CausalPast afterRead(Registers here, Collection<StampedWrite> returned) {
        List<VersionVector> pasts =
                new ArrayList<>(returned.stream().map(StampedWrite::past).toList());
        pasts.add(seen);
        return new CausalPast(VersionVector.join(pasts));
    }
}

package dsc.build.planted.concepts.foundations.first.alpha;

import dsc.workbench.protocol.FaultKind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/** Breaks a rule on purpose: it tolerates kinds of faults that it does not name. */
public final class Tolerant {

    private Tolerant() {}

    static List<Set<FaultKind>> tolerated() {
        return List.of(
                EnumSet.complementOf(EnumSet.of(FaultKind.KILL)),
                EnumSet.allOf(FaultKind.class),
                EnumSet.range(FaultKind.KILL, FaultKind.CLOCK),
                Set.of(FaultKind.values()),
                FaultKind.ofPeers());
    }

    /** What is allowed. */
    static Set<FaultKind> written() {
        return EnumSet.of(FaultKind.PAUSE, FaultKind.LOSS);
    }
}

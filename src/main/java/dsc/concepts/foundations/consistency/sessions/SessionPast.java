package dsc.concepts.foundations.consistency.sessions;

import dsc.concepts.foundations.consistency.ClientPast;
import dsc.concepts.foundations.consistency.Dot;
import dsc.concepts.foundations.consistency.Registers;
import dsc.concepts.foundations.consistency.StampedWrite;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.checkers.registers.SessionGuarantees.Guarantee;
import java.util.Collection;
import java.util.List;
import java.util.Set;

/**
 * The two vectors of a session, and what is asked of servers by them (Terry et al. 1994, §4 and table 1). One vector
 * for both would be right as well, and would wait for what no guarantee asks for.
 *
 * @param guarantees what the session was promised
 * @param read what the servers had at which it read
 * @param written its own writes
 */
record SessionPast(Set<Guarantee> guarantees, VersionVector read, VersionVector written) implements ClientPast {

    /** What a guarantee asks before an operation of one kind: that the server has what a vector says. */
    private record Check(Guarantee guarantee, Reason reason, boolean beforeWrites, boolean ofWritten) {}

    private static final List<Check> CHECKS = List.of(
            new Check(Guarantee.READ_YOUR_WRITES, Reason.READ_YOUR_WRITES, false, true),
            new Check(Guarantee.MONOTONIC_READS, Reason.MONOTONIC_READS, false, false),
            new Check(Guarantee.MONOTONIC_WRITES, Reason.MONOTONIC_WRITES, true, true),
            new Check(Guarantee.WRITES_FOLLOW_READS, Reason.WRITES_FOLLOW_READS, true, false));

    static SessionPast unseen(Set<Guarantee> guarantees) {
        return new SessionPast(guarantees, VersionVector.NONE, VersionVector.NONE);
    }

    @Override
    public List<VersionVector> vectors() {
        return List.of(read, written);
    }

    @Override
    public SessionPast of(List<VersionVector> vectors) {
        return new SessionPast(guarantees, vectors.getFirst(), vectors.getLast());
    }

    @Override
    public List<Demand> demands(boolean isWrite) {
        return CHECKS.stream()
                .filter(check -> guarantees.contains(check.guarantee()) && check.beforeWrites() == isWrite)
                .map(check -> new Demand(check.reason(), check.ofWritten() ? written : read))
                .toList();
    }

    /** None: that a server has what a write follows is what the order of the logs is for. */
    @Override
    public VersionVector dependencies() {
        return VersionVector.NONE;
    }

    @Override
    public SessionPast afterWrite(Dot dot) {
        return new SessionPast(guarantees, read, written.with(dot.node(), dot.number()));
    }

    @Override
    public SessionPast afterRead(Registers here, Collection<StampedWrite> returned) {
        return new SessionPast(guarantees, VersionVector.join(List.of(read, here.seen())), written);
    }
}

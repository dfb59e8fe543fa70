package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * What a server must remember over a crash (figure 2, "Persistent state on all servers"), and the events that change
 * it.
 *
 * @param term the latest term it has seen, 0 at first
 * @param votedFor the candidate that it voted for in that term
 * @param log the log, with the snapshot of its beginning
 * @param configurations those that the log's entries set
 */
public record DurableState(long term, Optional<NodeId> votedFor, Log log, Configurations configurations)
        implements Wire {

    static final DurableState INITIAL = new DurableState(0, Optional.empty(), Log.EMPTY);

    /** What a server of a group that begins as {@code group} remembers at first. */
    static DurableState beginning(Configuration group) {
        return new DurableState(0, Optional.empty(), new Log(new Snapshot(0, 0, group, new byte[0]), List.of()));
    }

    /** What happened to the durable state. */
    public sealed interface Event extends Wire {}

    record TermStarted(long term) implements Event {}

    record VoteCast(long term, NodeId candidate) implements Event {}

    /** The entries after {@code previousIndex}, if there were any, gave way to {@code entries}. */
    record EntriesAppended(long previousIndex, List<Entry> entries) implements Event {}

    /** A snapshot, taken here or received from the leader, took the place of the log's beginning. */
    record LogCompacted(Snapshot snapshot) implements Event {}

    public DurableState {
        if (term < 0) {
            throw new IllegalArgumentException("term must not be negative: " + term);
        }
        if (log.lastTerm() > term) {
            throw new IllegalArgumentException("the log's last term " + log.lastTerm() + " is beyond term " + term);
        }
    }

    DurableState(long term, Optional<NodeId> votedFor, Log log) {
        this(term, votedFor, log, Configurations.of(log));
    }

    /** The latest in the log, committed or not: the one that counts. */
    Configuration configuration() {
        return configurationAt(log.lastIndex());
    }

    /** Where it was set; where the snapshot ends, if that is in the snapshot. */
    long configurationIndex() {
        return configurationIndexAt(log.lastIndex());
    }

    /** Where {@link #configurationAt} was set. */
    long configurationIndexAt(long index) {
        return configurations
                .lastUpTo(index)
                .map(Configurations.Placed::index)
                .orElse(log.snapshot().lastIndex());
    }

    /** The latest up to {@code index}, which the log reaches. */
    Configuration configurationAt(long index) {
        return configurations
                .lastUpTo(index)
                .map(Configurations.Placed::configuration)
                .orElse(log.snapshot().configuration());
    }

    DurableState apply(Event event) {
        return switch (event) {
            case TermStarted started -> onTermStarted(started);
            case VoteCast vote -> onVoteCast(vote);
            case EntriesAppended appended ->
                new DurableState(
                        term,
                        votedFor,
                        log.append(appended.previousIndex(), appended.entries()),
                        configurations.append(appended.previousIndex(), appended.entries()));
            case LogCompacted compacted -> onLogCompacted(log.compact(compacted.snapshot()));
        };
    }

    private DurableState onTermStarted(TermStarted started) {
        if (started.term() <= term) {
            throw new IllegalArgumentException("terms only grow: " + started.term() + " after " + term);
        }
        return new DurableState(started.term(), Optional.empty(), log, configurations);
    }

    private DurableState onVoteCast(VoteCast vote) {
        if (vote.term() != term
                || votedFor.filter(other -> !other.equals(vote.candidate())).isPresent()) {
            throw new IllegalArgumentException("a second vote: " + vote + " in " + this);
        }
        return new DurableState(term, Optional.of(vote.candidate()), log, configurations);
    }

    private DurableState onLogCompacted(Log compacted) {
        return new DurableState(term, votedFor, compacted, configurations.compact(compacted));
    }
}

package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * "If two logs contain an entry with the same index and term, then the logs are identical in all entries up through the
 * given index" (figure 3; §5.3).
 *
 * <p>It holds if every entry of an index and a term has the same command and the same term before it, wherever and
 * whenever it is seen: the entries before it are then the same as well, one by one. So only new entries are looked at.
 */
final class LogMatching implements Invariant<ServerState> {

    private record Place(long index, long term) {}

    private record Known(NodeId node, Entry entry, long previousTerm) {}

    private final Map<Place, Known> entries = new HashMap<>();

    @Override
    public String name() {
        return "log matching";
    }

    @Override
    public Optional<String> brokenBy(NodeId node, ServerState before, ServerState after) {
        LogChange change = LogChange.between(before, after);
        Log log = change.after();
        // An entry that was there already has another before it once that one is in a snapshot.
        boolean otherBeginning =
                log.firstIndex() != change.before().firstIndex() && log.firstIndex() <= log.lastIndex();
        Optional<String> broken = otherBeginning ? check(node, log, log.firstIndex()) : Optional.empty();
        for (long index = change.firstNew(); index <= log.lastIndex() && broken.isEmpty(); index++) {
            broken = check(node, log, index);
        }
        return broken;
    }

    private Optional<String> check(NodeId node, Log log, long index) {
        Entry entry = log.entry(index);
        long previousTerm = log.term(index - 1);
        Known known = entries.putIfAbsent(new Place(index, entry.term()), new Known(node, entry, previousTerm));
        if (known == null) {
            return Optional.empty();
        }
        String where = "at index " + index + " and term " + entry.term() + ", ";
        if (!known.entry().equals(entry)) {
            return Optional.of(where + node + " has " + entry.command() + ", where " + known.node() + " had "
                    + known.entry().command());
        }
        if (known.previousTerm() != previousTerm) {
            return Optional.of(where + node + " has an entry after one of term " + previousTerm + ", which "
                    + known.node() + " had after one of term " + known.previousTerm());
        }
        return Optional.empty();
    }
}

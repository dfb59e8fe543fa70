package dsc.concepts.foundations.consensus.raft;

import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Where a log's entries, those behind its snapshot, set a configuration. The log says it all; this is kept beside it so
 * that nobody has to search it at every message.
 *
 * @param placed by index, the lowest first
 */
record Configurations(List<Placed> placed) implements Wire {

    static final Configurations NONE = new Configurations(List.of());

    /** The entry at {@code index} sets {@code configuration}. */
    record Placed(long index, Configuration configuration) implements Wire {}

    Configurations {
        placed = List.copyOf(placed);
    }

    static Configurations of(Log log) {
        return NONE.append(log.snapshot().lastIndex(), log.entries());
    }

    /** When the entries after {@code previousIndex}, if there were any, give way to {@code added}. */
    Configurations append(long previousIndex, List<Entry> added) {
        boolean stay = placed.isEmpty() || placed.getLast().index() <= previousIndex;
        if (stay && added.stream().noneMatch(entry -> entry.command() instanceof Command.Reconfigure)) {
            return this;
        }
        List<Placed> changed = new ArrayList<>(within(1, previousIndex));
        long index = previousIndex;
        for (Entry entry : added) {
            index++;
            if (entry.command() instanceof Command.Reconfigure reconfigure) {
                changed.add(new Placed(index, reconfigure.configuration()));
            }
        }
        return new Configurations(changed);
    }

    /** Those in the entries of {@code log}, which is the same but for its beginning. */
    Configurations compact(Log log) {
        return placed.isEmpty() ? this : new Configurations(within(log.firstIndex(), log.lastIndex()));
    }

    private List<Placed> within(long firstIndex, long lastIndex) {
        return placed.stream()
                .filter(entry -> entry.index() >= firstIndex && entry.index() <= lastIndex)
                .toList();
    }

    /** The latest one up to {@code index}. */
    Optional<Placed> lastUpTo(long index) {
        for (int position = placed.size() - 1; position >= 0; position--) {
            if (placed.get(position).index() <= index) {
                return Optional.of(placed.get(position));
            }
        }
        return Optional.empty();
    }
}

package dsc.concepts.foundations.consistency;

import dsc.concepts.shared.TopicLog;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.List;
import java.util.Optional;

/**
 * The writes that a node has, its own and those of others, in the order in which it took them, and what they come to; a
 * value that survives a crash.
 *
 * @param base what the writes that are not kept any more come to
 * @param writes those after them
 * @param now what all of them come to
 */
public record SpreadingLog(Registers base, TopicLog<StampedWrite> writes, Registers now) implements Wire {

    static final SpreadingLog EMPTY = new SpreadingLog(Registers.EMPTY, TopicLog.empty(), Registers.EMPTY);

    public SpreadingLog {
        if (writes.first() != base.count() || writes.end() != now.count()) {
            throw new IllegalArgumentException("writes from " + writes.first() + " up to " + writes.end()
                    + " do not lead from " + base.seen() + " to " + now.seen());
        }
    }

    /** How many writes the node has of each. */
    VersionVector seen() {
        return now.seen();
    }

    /** A write that {@code self} takes from a client, the next of that node and newer than all that it has. */
    StampedWrite next(NodeId self, VersionVector dependencies, Entry.Put put) {
        return new StampedWrite(new Dot(self, seen().of(self) + 1), now.greatest() + 1, dependencies, put);
    }

    /**
     * With further writes at the end, each the next of its node.
     *
     * @param kept so many of the last stay at least; once there are twice as many, the others become part of the base
     */
    SpreadingLog plus(List<StampedWrite> further, int kept) {
        TopicLog<StampedWrite> longer = writes;
        Registers after = now;
        for (StampedWrite write : further) {
            longer = longer.append(write);
            after = after.after(write);
        }
        SpreadingLog extended = new SpreadingLog(base, longer, after);
        return longer.end() - longer.first() < 2L * kept ? extended : extended.compacted(longer.end() - kept);
    }

    private SpreadingLog compacted(long first) {
        Registers compacted = base;
        for (StampedWrite write : writes.read(writes.first(), (int) (first - writes.first()))) {
            compacted = compacted.after(write);
        }
        return new SpreadingLog(compacted, writes.trim(first), now);
    }

    /** With all writes of an image. In which order they were taken is not known, so all becomes part of the base. */
    SpreadingLog merged(Registers image) {
        Registers both = now.with(image);
        return new SpreadingLog(both, new TopicLog<>(both.count(), List.of()), both);
    }

    /**
     * The writes that a node with {@code seen} lacks, in the order of this log; empty if some are not kept any more.
     */
    Optional<List<StampedWrite>> missing(VersionVector seen) {
        return seen.includes(base.seen())
                ? Optional.of(writes.entries().stream()
                        .filter(write -> write.dot().number() > seen.of(write.node()))
                        .toList())
                : Optional.empty();
    }
}

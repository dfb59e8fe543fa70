package dsc.concepts.foundations.consistency;

import dsc.concepts.shared.TopicLog;
import dsc.workbench.protocol.Wire;
import java.util.List;

/**
 * What a node of an ordered store has of the one log, and what that comes to; a value that survives a crash.
 *
 * @param incarnation how often the node began to submit operations
 * @param base what the entries that are not kept any more come to
 * @param entries those after them
 * @param now what all of them come to
 */
public record OrderedLog(long incarnation, Image base, TopicLog<Entry> entries, Image now) implements Wire {

    static final OrderedLog EMPTY = new OrderedLog(0, Image.EMPTY, TopicLog.empty(), Image.EMPTY);

    public OrderedLog {
        if (entries.first() != base.index() || entries.end() != now.index()) {
            throw new IllegalArgumentException("entries from " + entries.first() + " up to " + entries.end()
                    + " do not lead from " + base.index() + " to " + now.index());
        }
    }

    /** How many entries the log has, as far as this node has it. */
    public long end() {
        return now.index();
    }

    OrderedLog began(long newIncarnation) {
        return new OrderedLog(newIncarnation, base, entries, now);
    }

    /**
     * With further entries at the end.
     *
     * @param kept so many of the last stay at least; once there are twice as many, the others become part of the image
     */
    OrderedLog plus(List<Entry> further, int kept) {
        TopicLog<Entry> longer = entries;
        Image after = now;
        for (Entry entry : further) {
            longer = longer.append(entry);
            after = after.after(entry);
        }
        OrderedLog extended = new OrderedLog(incarnation, base, longer, after);
        return longer.end() - longer.first() < 2L * kept ? extended : extended.compacted(longer.end() - kept);
    }

    private OrderedLog compacted(long first) {
        Image image = base;
        for (Entry entry : entries.read(base.index(), (int) (first - base.index()))) {
            image = image.after(entry);
        }
        return new OrderedLog(incarnation, image, entries.trim(first), now);
    }

    /** With {@code image}, which is further, in place of all that is here. */
    OrderedLog replacedBy(Image image) {
        return new OrderedLog(incarnation, image, new TopicLog<>(image.index(), List.of()), image);
    }
}

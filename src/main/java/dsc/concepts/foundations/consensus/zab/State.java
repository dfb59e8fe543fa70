package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.Image;
import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Credentials;
import dsc.concepts.foundations.consensus.zab.PeerMessage.Part;
import dsc.concepts.shared.GrowingList;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What survives a crash. Two histories that have a change in common have all before it in common.
 *
 * @param acceptedEpoch the greatest that this server has promised itself to (f.p in the paper)
 * @param acceptedFrom the prospective leader of that epoch, the only one to which it may be promised again; null at
 *     first
 * @param takenEpoch the greatest whose leader's history, or a part of it, was taken
 * @param currentEpoch the greatest whose leader's whole history is here (f.a)
 * @param image the store after the first changes of the history, all of them committed
 * @param entries the changes after those, without a gap
 */
public record State(
        long acceptedEpoch, NodeId acceptedFrom, long takenEpoch, long currentEpoch, Image image, List<Entry> entries)
        implements Wire {

    public sealed interface Event extends Wire {}

    /** Rule 5: from now on, every smaller epoch is refused. */
    public record EpochAccepted(long epoch, NodeId leader) implements Event {}

    /** A part of the history of the leader of {@code epoch}: what was here after {@code after} is cut off. */
    public record HistoryTaken(long epoch, Zxid after, List<Entry> entries) implements Event {}

    /** The image of the leader of {@code epoch} takes the place of all that was here. */
    public record ImageTaken(long epoch, Image image) implements Event {}

    /** Rule 1: the whole history of that leader is durable here. */
    public record EpochEntered(long epoch) implements Event {}

    /** What the primary of the current epoch has proposed next. */
    public record Appended(List<Entry> entries) implements Event {}

    /** The image takes the place of the changes up to its end. */
    public record Compacted(Image image) implements Event {}

    static final State EMPTY = new State(0, null, 0, 0, Image.EMPTY, List.of());

    public State {
        if (currentEpoch > acceptedEpoch || currentEpoch > takenEpoch || takenEpoch > acceptedEpoch) {
            throw new IllegalArgumentException("epoch " + currentEpoch + " is entered, of " + takenEpoch
                    + " the history was taken, and " + acceptedEpoch + " is accepted");
        }
        if (!entries.isEmpty() && !entries.getFirst().zxid().follows(Zxid.of(image.lastIndex()))) {
            throw new IllegalArgumentException(entries.getFirst().zxid() + " does not follow " + image);
        }
    }

    State after(Event event) {
        return switch (event) {
            case EpochAccepted accepted ->
                new State(accepted.epoch(), accepted.leader(), takenEpoch, currentEpoch, image, entries);
            case HistoryTaken taken -> {
                List<Entry> kept = entries.subList(0, indexAfter(taken.after()));
                yield new State(
                        acceptedEpoch, acceptedFrom, taken.epoch(), currentEpoch, image, plus(kept, taken.entries()));
            }
            case ImageTaken taken ->
                new State(acceptedEpoch, acceptedFrom, taken.epoch(), currentEpoch, taken.image(), List.of());
            case EpochEntered entered ->
                new State(acceptedEpoch, acceptedFrom, entered.epoch(), entered.epoch(), image, entries);
            case Appended appended ->
                new State(
                        acceptedEpoch,
                        acceptedFrom,
                        takenEpoch,
                        currentEpoch,
                        image,
                        plus(entries, appended.entries()));
            case Compacted compacted -> {
                int first = indexAfter(Zxid.of(compacted.image().lastIndex()));
                List<Entry> rest = List.copyOf(entries.subList(first, entries.size()));
                yield new State(acceptedEpoch, acceptedFrom, takenEpoch, currentEpoch, compacted.image(), rest);
            }
        };
    }

    /** Local primary order: the changes of an epoch come as its primary made them, those of a later one after them. */
    private static List<Entry> plus(List<Entry> history, List<Entry> further) {
        List<Entry> longer = history;
        for (Entry entry : further) {
            if (!longer.isEmpty() && !entry.zxid().follows(longer.getLast().zxid())) {
                throw new IllegalArgumentException(
                        entry.zxid() + " does not follow " + longer.getLast().zxid());
            }
            longer = GrowingList.plus(longer, entry);
        }
        return longer;
    }

    /** The last change of the history. */
    Zxid last() {
        return entries.isEmpty() ? imageEnd() : entries.getLast().zxid();
    }

    Zxid imageEnd() {
        return Zxid.of(image.lastIndex());
    }

    /** The index in {@code entries} of the first that is after {@code zxid}. */
    private int indexAfter(Zxid zxid) {
        int low = 0;
        int high = entries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (entries.get(middle).zxid().isAfter(zxid)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }

    /** The changes after {@code zxid}, a part of this history and not a copy. */
    List<Entry> after(Zxid zxid) {
        return entries.subList(indexAfter(zxid), entries.size());
    }

    /** Whether the history has {@code zxid}, as a change that is kept, or as the end of the image. */
    boolean has(Zxid zxid) {
        int index = indexAfter(zxid);
        return zxid.equals(index == 0 ? imageEnd() : entries.get(index - 1).zxid());
    }

    /** The last change of each epoch, the end of the image included, in order. */
    List<Zxid> ends() {
        List<Zxid> ends = new ArrayList<>(List.of(imageEnd()));
        for (Entry entry : entries) {
            if (ends.getLast().epoch() == entry.zxid().epoch()) {
                ends.removeLast();
            }
            ends.add(entry.zxid());
        }
        return ends;
    }

    /**
     * The last change that this history and another one have in common; empty if that is in the image here. Of an
     * epoch, two histories have the same first changes.
     *
     * @param ends of the other one
     */
    Optional<Zxid> common(List<Zxid> ends) {
        for (Zxid mine : ends().reversed()) {
            for (Zxid other : ends) {
                if (other.epoch() == mine.epoch()) {
                    Zxid common = Zxid.lesser(mine, other);
                    return has(common) ? Optional.of(common) : Optional.empty();
                }
            }
        }
        return Optional.empty();
    }

    /** What a server lacks whose history has these {@code ends}, as much as fits into a message. */
    Part lackedBy(List<Zxid> ends, LogOptions options) {
        Optional<Zxid> common = common(ends);
        if (common.isEmpty()) {
            return new Part(imageEnd(), true, List.of(), last());
        }
        List<Entry> lacking = after(common.get());
        return new Part(
                common.get(),
                false,
                lacking.isEmpty() ? List.of() : List.copyOf(options.batch(lacking, Entry::sizeBytes)),
                last());
    }

    /** Whether it has promised itself to {@code leader} for {@code epoch}, and to no later one since. */
    boolean isAccepted(NodeId leader, long epoch) {
        return epoch == acceptedEpoch && leader.equals(acceptedFrom);
    }

    /** Whether it is synchronized with that leader. */
    boolean isEntered(NodeId leader, long epoch) {
        return isAccepted(leader, epoch) && epoch == currentEpoch;
    }

    Credentials credentials() {
        return new Credentials(currentEpoch, last());
    }
}

package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.SpreadingReplica.ImagePage;
import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.NodeId;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The registers of another node on their way here, in pages that fit into messages: from one node at a time, and from
 * another if that does not answer. Belongs to the actor that receives them.
 */
final class IncomingRegisters {

    private ImagePage lastPage;
    private final SortedMap<String, StampedWrite> newest = new TreeMap<>();
    private boolean progressed;

    /**
     * The part of {@code image} behind a key.
     *
     * @param after a key, or null for the first part
     * @param chars about how many characters go into a message
     */
    static ImagePage page(NodeId self, Registers image, String after, int chars) {
        NavigableMap<String, StampedWrite> all = new TreeMap<>(image.newest());
        NavigableMap<String, StampedWrite> left = after == null ? all : all.tailMap(after, false);
        Portion<StampedWrite> portion = Portion.of(left.values(), chars, StampedWrite::chars);
        return new ImagePage(self, image.seen(), after, portion.taken(), portion.isAll());
    }

    /** Takes {@code page} if it is the first, and none is on its way, or the next; returns whether it is. */
    boolean take(ImagePage page) {
        boolean fits = lastPage == null
                ? page.after() == null
                : page.from().equals(lastPage.from())
                        && page.seen().equals(lastPage.seen())
                        && newest.lastKey().equals(page.after());
        if (fits) {
            page.newest().forEach(write -> newest.put(write.key(), write));
            lastPage = page;
            progressed = true;
        }
        return fits;
    }

    /** The registers, if their last page is there. */
    Optional<Registers> whole() {
        return Optional.ofNullable(lastPage)
                .filter(ImagePage::isLast)
                .map(page -> new Registers(page.seen(), new TreeMap<>(newest)));
    }

    /** The last key that has come. */
    String last() {
        return newest.lastKey();
    }

    /** Gives up what is on its way if no page has come since this was asked last. */
    void giveUpIfSilent() {
        if (!progressed) {
            clear();
        }
        progressed = false;
    }

    void clear() {
        lastPage = null;
        newest.clear();
    }
}

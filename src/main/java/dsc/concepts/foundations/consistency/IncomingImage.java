package dsc.concepts.foundations.consistency;

import dsc.concepts.foundations.consistency.OrderedReplica.ImagePage;
import dsc.concepts.shared.Portion;
import dsc.workbench.protocol.NodeId;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** An image on its way to a node, in pages that fit into messages. Belongs to the actor that receives it. */
final class IncomingImage {

    private long index;
    private String last;
    private SortedMap<NodeId, Image.Origin> origins;
    private final SortedMap<String, String> values = new TreeMap<>();

    /**
     * The part of {@code image} behind a key.
     *
     * @param after a key, or null for the first part
     * @param chars about how many characters go into a message
     */
    static ImagePage page(Image image, String after, int chars) {
        SortedMap<String, String> left = new TreeMap<>(image.values());
        if (after != null) {
            left = new TreeMap<>(left.tailMap(after));
            left.remove(after);
        }
        Portion<Map.Entry<String, String>> portion =
                Portion.of(left.entrySet(), chars, entry -> new Entry.Put(entry.getKey(), entry.getValue()).chars());
        SortedMap<String, String> taken = new TreeMap<>();
        portion.taken().forEach(entry -> taken.put(entry.getKey(), entry.getValue()));
        return new ImagePage(image.index(), after, taken, portion.isAll() ? image.origins() : null);
    }

    /** Takes {@code page}, if it is the next of this image or the first of a later one; returns whether it is. */
    boolean take(ImagePage page) {
        boolean begins = page.after() == null && page.index() > index;
        if (!begins
                && (page.after() == null
                        || page.index() != index
                        || !page.after().equals(last))) {
            return false;
        }
        if (begins) {
            index = page.index();
            values.clear();
        }
        values.putAll(page.values());
        last = values.isEmpty() ? null : values.lastKey();
        origins = page.origins();
        return true;
    }

    /** The image, if its last page is there. */
    Optional<Image> whole() {
        return Optional.ofNullable(origins).map(remembered -> new Image(index, new TreeMap<>(values), remembered));
    }

    /** How many entries the image is of that is on its way. */
    long index() {
        return index;
    }

    /** The last key that has come, or null. */
    String last() {
        return last;
    }

    void clear() {
        index = 0;
        last = null;
        origins = null;
        values.clear();
    }
}

package dsc.concepts.foundations.consensus;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.io.ByteArrayOutputStream;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Images, as servers give them to those that lack too much: in pieces, each asked for by the one that needs it. Both
 * sides are in memory; after a crash an image is fetched anew.
 */
public final class StateTransfer {

    /** Asks for the piece at {@code offset} of the image up to {@code lastIndex}. */
    public record Fetch(NodeId from, long lastIndex, int offset) implements Wire {}

    public record Piece(NodeId from, long lastIndex, int offset, byte[] data, boolean isLast) implements Wire {}

    /**
     * The beginning of an image.
     *
     * @param from the node that has it
     */
    private record Incoming(NodeId from, long lastIndex, ByteArrayOutputStream data) {

        static Incoming begin(NodeId from, long lastIndex) {
            return new Incoming(from, lastIndex, new ByteArrayOutputStream());
        }

        boolean isContinuedBy(Piece piece) {
            return from.equals(piece.from()) && lastIndex == piece.lastIndex() && data.size() == piece.offset();
        }
    }

    /**
     * A node that was to be asked so many times in vain since the last piece came is asked in the place of the other.
     */
    private static final int IN_VAIN_MAX = 3;

    private final NodeId self;
    private final int pieceBytes;
    private Incoming incoming;

    /** How often each node was to be asked since the last piece came. */
    private final Map<NodeId, Integer> inVain = new HashMap<>();

    /**
     * The image that a node is being given, also when there is a newer one by now: else a node that is slower than
     * images are made would never have one.
     */
    private final Map<NodeId, Image> outgoing = new HashMap<>();

    /** @param pieceBytes how many bytes a piece has at most, 1 or more */
    public StateTransfer(NodeId self, int pieceBytes) {
        this.self = self;
        this.pieceBytes = pieceBytes;
    }

    /** A crash makes a server forget what it was fetching and giving. */
    public void forget() {
        stop();
        outgoing.clear();
    }

    /** Fetches no longer. */
    public void stop() {
        incoming = null;
        inVain.clear();
    }

    /**
     * What to ask {@code from}, which has an image up to {@code lastIndex}, for: the next piece. Empty while another
     * node answers: an image that was begun is fetched to its end, or two nodes could stop each other for ever.
     */
    public Optional<Fetch> ask(NodeId from, long lastIndex) {
        boolean isInVain = inVain.merge(from, 1, Integer::sum) > IN_VAIN_MAX;
        boolean isOther = incoming != null && !incoming.from().equals(from);
        if (incoming == null || isOther && isInVain) {
            begin(from, lastIndex);
        } else if (isOther) {
            return Optional.empty();
        }
        return Optional.of(new Fetch(self, incoming.lastIndex(), incoming.data().size()));
    }

    /** This server has executed all up to {@code index}, and so needs no image that ends there or before. */
    public void executed(long index) {
        if (incoming != null && incoming.lastIndex() <= index) {
            stop();
        }
    }

    private void begin(NodeId from, long lastIndex) {
        incoming = Incoming.begin(from, lastIndex);
        inVain.clear();
    }

    /**
     * The piece that was asked for; if that image is gone, the first piece of another.
     *
     * @param image the newest, in which there is something
     */
    public Piece answer(Fetch fetch, Image image) {
        Image given = outgoing.getOrDefault(fetch.from(), image);
        Image next = given.lastIndex() == fetch.lastIndex() ? given : image;
        outgoing.put(fetch.from(), next);
        boolean goesOn = next.lastIndex() == fetch.lastIndex() && fetch.offset() <= next.data().length;
        return piece(next, goesOn ? fetch.offset() : 0);
    }

    /**
     * The first piece of the image that {@code node} is being given, or of {@code image}; empty if what it lacks, from
     * {@code index} on, is in neither.
     */
    public Optional<Piece> first(NodeId node, long index, Image image) {
        outgoing.computeIfPresent(node, (same, given) -> given.lastIndex() < index ? null : given);
        Image next = outgoing.getOrDefault(node, image);
        return index <= next.lastIndex() ? Optional.of(piece(next, 0)) : Optional.empty();
    }

    private Piece piece(Image image, int offset) {
        int end = Math.min(image.data().length, offset + pieceBytes);
        byte[] data = Arrays.copyOfRange(image.data(), offset, end);
        return new Piece(self, image.lastIndex(), offset, data, end == image.data().length);
    }

    /** Takes a piece, unless something before it is missing; returns whether it did. */
    public boolean take(Piece piece) {
        boolean isNew =
                incoming == null || incoming.from().equals(piece.from()) && incoming.lastIndex() < piece.lastIndex();
        if (piece.offset() == 0 && isNew) {
            begin(piece.from(), piece.lastIndex());
        }
        if (incoming == null || !incoming.isContinuedBy(piece)) {
            return false;
        }
        incoming.data().writeBytes(piece.data());
        inVain.clear();
        return true;
    }

    /** The image of which {@code piece} was taken, if that is its last. */
    public Optional<Image> completedBy(Piece piece) {
        if (!piece.isLast()) {
            return Optional.empty();
        }
        Image image = new Image(incoming.lastIndex(), incoming.data().toByteArray());
        stop();
        return Optional.of(image);
    }
}

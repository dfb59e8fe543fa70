package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.AskChosen;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.FetchImage;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.ImagePiece;
import dsc.workbench.protocol.NodeId;
import java.util.Arrays;
import java.util.Optional;

/**
 * Images, as servers give them to those that are too far behind: in pieces, each asked for by the one that needs it.
 */
final class StateTransfer {

    /**
     * The beginning of an image. It is not durable: after a crash it is fetched anew.
     *
     * @param from the node that has it
     */
    private record Incoming(NodeId from, long lastIndex, byte[] data) {

        static Incoming begin(NodeId from, long lastIndex) {
            return new Incoming(from, lastIndex, new byte[0]);
        }

        boolean isContinuedBy(ImagePiece piece) {
            return from.equals(piece.from()) && lastIndex == piece.lastIndex() && data.length == piece.offset();
        }

        Incoming plus(byte[] more) {
            byte[] longer = Arrays.copyOf(data, data.length + more.length);
            System.arraycopy(more, 0, longer, data.length, more.length);
            return new Incoming(from, lastIndex, longer);
        }
    }

    /** After so many questions without an answer, another node is asked. */
    private static final int UNANSWERED_MAX = 3;

    private final NodeId self;
    private final int pieceBytes;
    private Incoming incoming;
    private int unanswered;

    /** @param pieceBytes how many bytes a piece has at most, 1 or more */
    StateTransfer(NodeId self, int pieceBytes) {
        this.self = self;
        this.pieceBytes = pieceBytes;
    }

    /** A crash makes a server forget what it has fetched. */
    void forget() {
        incoming = null;
    }

    /**
     * What to ask {@code from}, which has an image up to {@code lastIndex}, for: the next piece. Empty while another
     * node answers that has one as new, so that two do not stop each other.
     */
    Optional<FetchImage> ask(NodeId from, long lastIndex) {
        boolean isOther = incoming != null && !incoming.from().equals(from);
        if (incoming == null || incoming.lastIndex() < lastIndex || isOther && unanswered >= UNANSWERED_MAX) {
            incoming = Incoming.begin(from, lastIndex);
            unanswered = 0;
        } else if (isOther) {
            return Optional.empty();
        }
        unanswered++;
        return Optional.of(new FetchImage(self, incoming.lastIndex(), incoming.data().length));
    }

    /** The piece that was asked for; the first one of the image that there is now, if it is another. */
    ImagePiece answer(FetchImage fetch, Image image) {
        boolean goesOn = image.lastIndex() == fetch.lastIndex() && fetch.offset() <= image.data().length;
        return piece(image, goesOn ? fetch.offset() : 0);
    }

    /** The first piece, if what was asked for is in {@code image}. */
    Optional<PeerMessage> answer(AskChosen asked, Image image) {
        return asked.first() <= image.lastIndex() ? Optional.of(piece(image, 0)) : Optional.empty();
    }

    private ImagePiece piece(Image image, int offset) {
        int end = Math.min(image.data().length, offset + pieceBytes);
        byte[] data = Arrays.copyOfRange(image.data(), offset, end);
        return new ImagePiece(self, image.lastIndex(), offset, data, end == image.data().length);
    }

    /** Takes a piece, unless something before it is missing; returns whether it did. */
    boolean take(ImagePiece piece) {
        if (piece.offset() == 0 && (incoming == null || incoming.lastIndex() < piece.lastIndex())) {
            incoming = Incoming.begin(piece.from(), piece.lastIndex());
        }
        if (incoming == null || !incoming.isContinuedBy(piece)) {
            return false;
        }
        incoming = incoming.plus(piece.data());
        unanswered = 0;
        return true;
    }

    /** The image of which {@code piece} was taken, if that is its last. */
    Optional<Image> completedBy(ImagePiece piece) {
        if (!piece.isLast()) {
            return Optional.empty();
        }
        Image image = new Image(incoming.lastIndex(), incoming.data());
        incoming = null;
        return Optional.of(image);
    }
}

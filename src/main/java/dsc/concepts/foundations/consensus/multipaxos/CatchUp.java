package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Image;
import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.foundations.consensus.StateTransfer;
import dsc.concepts.foundations.consensus.multipaxos.MultiPaxosView.Happening;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.AskChosen;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Chosen;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.FetchImage;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.ImagePiece;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.BiConsumer;

/**
 * How a server gets what was chosen without it: as commands, batch after batch, or as an image, piece after piece. It
 * asks for each; and answers others.
 */
final class CatchUp {

    private final NodeId self;
    private final Replica replica;
    private final long intervalNanos;
    private final Tally<Happening> tally;
    private final BiConsumer<NodeId, PeerMessage> peers;
    private final StateTransfer transfer;

    /** The last index that a leader has said to be chosen. */
    private long known;

    private OptionalLong askedNanos = OptionalLong.empty();

    /** @param peers sends a message to a node, which may be this one */
    CatchUp(
            NodeId self,
            Replica replica,
            LogOptions options,
            Tally<Happening> tally,
            BiConsumer<NodeId, PeerMessage> peers) {
        this.self = self;
        this.replica = replica;
        this.intervalNanos = options.heartbeatInterval().toNanos();
        this.tally = tally;
        this.peers = peers;
        this.transfer = new StateTransfer(self, options.imagePieceBytes());
    }

    /** A crash makes a server forget all of it. */
    void forget() {
        transfer.forget();
        known = 0;
        askedNanos = OptionalLong.empty();
    }

    /** A leader fetches nothing: it proposes what it lacks. */
    void stop() {
        transfer.stop();
    }

    /**
     * A leader says that all up to {@code commitIndex} is chosen. It is asked for what this server lacks, once a
     * heartbeat interval as long as nothing comes.
     */
    void known(NodeId leader, long commitIndex, long nowNanos) {
        known = Math.max(known, commitIndex);
        if (askedNanos.isEmpty() || nowNanos - askedNanos.getAsLong() >= intervalNanos) {
            askForMore(leader, nowNanos);
        }
    }

    private void askForMore(NodeId from, long nowNanos) {
        if (replica.executed() < known) {
            askedNanos = OptionalLong.of(nowNanos);
            tally.add(Happening.A_FOLLOWER_ASKED_FOR_WHAT_WAS_CHOSEN);
            peers.accept(from, new AskChosen(self, replica.executed() + 1));
        }
    }

    /** Executes what a server says was chosen, and asks it for what comes next. */
    void onChosen(Chosen chosen, long nowNanos) {
        long before = replica.executed();
        replica.execute(chosen);
        if (replica.executed() > before) {
            askForMore(chosen.from(), nowNanos);
        }
    }

    void onAskChosen(AskChosen asked, Image image) {
        replica.answer(asked, self)
                .or(() -> transfer.first(asked.from(), asked.first(), image).map(ImagePiece::new))
                .ifPresent(answer -> peers.accept(asked.from(), answer));
    }

    /** Asks for the next piece of an image, unless another is being fetched. */
    void fetch(NodeId from, long lastIndex) {
        transfer.executed(replica.executed());
        transfer.ask(from, lastIndex).ifPresent(fetch -> peers.accept(from, new FetchImage(fetch)));
    }

    void onFetchImage(StateTransfer.Fetch fetch, Image image) {
        if (image.lastIndex() > 0) {
            peers.accept(fetch.from(), new ImagePiece(transfer.answer(fetch, image)));
        }
    }

    /**
     * Takes a piece, and asks for the next.
     *
     * @return the image, if that was its last piece
     */
    Optional<Image> onImagePiece(StateTransfer.Piece piece) {
        transfer.executed(replica.executed());
        if (piece.lastIndex() <= replica.executed()) {
            return Optional.empty();
        }
        boolean isTaken = transfer.take(piece);
        Optional<Image> image = isTaken ? transfer.completedBy(piece) : Optional.empty();
        // A first piece that comes again says that what was asked for after it was lost.
        if (image.isEmpty() && (isTaken || piece.offset() == 0)) {
            tally.add(Happening.AN_IMAGE_CAME_IN_PARTS);
            fetch(piece.from(), piece.lastIndex());
        }
        return image;
    }
}

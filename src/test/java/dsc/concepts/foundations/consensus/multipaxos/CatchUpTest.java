package dsc.concepts.foundations.consensus.multipaxos;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.Image;
import dsc.concepts.foundations.consensus.LogOptions;
import dsc.concepts.foundations.consensus.StateTransfer;
import dsc.concepts.foundations.consensus.multipaxos.MultiPaxosView.Happening;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.AskChosen;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.Chosen;
import dsc.concepts.foundations.consensus.multipaxos.PeerMessage.FetchImage;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeId;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CatchUpTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final Duration HEARTBEAT = Duration.ofMillis(100);
    private static final LogOptions OPTIONS =
            new LogOptions(Duration.ofMillis(600), Duration.ofMillis(1_200), HEARTBEAT, 2, 100_000, 100, 200, 2, 100);
    private static final Image IMAGE =
            new Image(20, new Replica(OPTIONS, tally()).store().image());

    private final List<PeerMessage> asked = new ArrayList<>();
    private final Replica replica = new Replica(OPTIONS, tally());
    private final CatchUp catchUp = new CatchUp(N1, replica, OPTIONS, tally(), (to, message) -> asked.add(message));
    private final StateTransfer source = new StateTransfer(N2, OPTIONS.imagePieceBytes());

    private static Tally<Happening> tally() {
        return new Tally<>(Happening.class);
    }

    private static Chosen noOps(long first) {
        return new Chosen(N2, first, List.of(new Command.NoOp(), new Command.NoOp()));
    }

    @Test
    void theNextBatchIsAskedForWhenOneIsThere() {
        catchUp.known(N2, 4, 0);
        catchUp.onChosen(noOps(1), 0);
        catchUp.onChosen(noOps(3), 0);

        assertThat(asked).containsExactly(new AskChosen(N1, 1), new AskChosen(N1, 3));
    }

    @Test
    void aLeaderIsAskedOnceAHeartbeatIntervalAsLongAsNothingComes() {
        catchUp.known(N2, 4, 0);
        catchUp.known(N2, 4, HEARTBEAT.toNanos() - 1);
        assertThat(asked).hasSize(1);

        catchUp.known(N2, 4, HEARTBEAT.toNanos());
        assertThat(asked).hasSize(2);
    }

    @Test
    void aBatchThatCameBeforeIsNotAnswered() {
        catchUp.known(N2, 4, 0);
        catchUp.onChosen(noOps(1), 0);
        catchUp.onChosen(noOps(1), 0);

        assertThat(asked).containsExactly(new AskChosen(N1, 1), new AskChosen(N1, 3));
    }

    @Test
    void aPieceThatWasLostIsAskedForWhenTheFirstComesAgain() {
        StateTransfer.Piece first = source.answer(new StateTransfer.Fetch(N1, IMAGE.lastIndex(), 0), IMAGE);
        catchUp.onImagePiece(first);
        catchUp.onImagePiece(first);

        FetchImage second = new FetchImage(new StateTransfer.Fetch(N1, IMAGE.lastIndex(), OPTIONS.imagePieceBytes()));
        assertThat(asked).containsExactly(second, second);
    }

    @Test
    void aPieceInTheMiddleThatComesAgainIsNotAnswered() {
        catchUp.onImagePiece(source.answer(new StateTransfer.Fetch(N1, IMAGE.lastIndex(), 0), IMAGE));
        StateTransfer.Piece second = source.answer(((FetchImage) asked.getLast()).what(), IMAGE);
        catchUp.onImagePiece(second);
        int before = asked.size();

        catchUp.onImagePiece(second);
        assertThat(asked).hasSize(before);
    }
}

package dsc.concepts.foundations.consensus.multipaxos;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.Image;
import dsc.concepts.foundations.consensus.StateTransfer;
import dsc.concepts.foundations.consensus.StateTransfer.Fetch;
import dsc.concepts.foundations.consensus.StateTransfer.Piece;
import dsc.workbench.protocol.NodeId;
import org.junit.jupiter.api.Test;

class StateTransferTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");
    private static final Image OLD = new Image(20, new byte[] {1, 2, 3, 4, 5});
    private static final Image NEW = new Image(40, new byte[] {6, 7, 8});

    private final StateTransfer fetching = new StateTransfer(N1, 2);
    private final StateTransfer source = new StateTransfer(N2, 2);
    private final StateTransfer other = new StateTransfer(N3, 2);

    private Fetch ask(NodeId from, Image image) {
        return fetching.ask(from, image.lastIndex()).orElseThrow();
    }

    @Test
    void anImageComesInPieces() {
        Piece piece = source.answer(ask(N2, OLD), OLD);
        while (!piece.isLast()) {
            assertThat(fetching.take(piece)).isTrue();
            assertThat(fetching.take(piece)).as("the same again").isFalse();
            assertThat(fetching.completedBy(piece)).isEmpty();
            piece = source.answer(ask(N2, OLD), OLD);
        }
        assertThat(fetching.take(piece)).isTrue();

        assertThat(fetching.completedBy(piece)).hasValue(OLD);
    }

    @Test
    void twoNodesDoNotStopEachOther() {
        fetching.take(source.answer(ask(N2, OLD), OLD));

        assertThat(fetching.ask(N3, OLD.lastIndex())).isEmpty();
        assertThat(ask(N2, OLD).offset()).isEqualTo(2);
        assertThat(fetching.take(other.answer(new Fetch(N1, OLD.lastIndex(), 2), OLD)))
                .as("a piece of another node, whose image may have other bytes")
                .isFalse();
    }

    @Test
    void aPieceOfAnotherImageIsNotTaken() {
        Piece late = piece(OLD, 2);
        fetching.take(piece(NEW, 0));

        assertThat(fetching.take(late)).isFalse();
        assertThat(fetching.take(piece(NEW, 2))).isTrue();
    }

    private static Piece piece(Image image, int offset) {
        return new StateTransfer(N2, 2).answer(new Fetch(N1, image.lastIndex(), offset), image);
    }

    @Test
    void aNodeThatDoesNotAnswerIsLeftForAnother() {
        fetching.take(source.answer(ask(N2, OLD), OLD));

        for (int question = 0; question < 3; question++) {
            assertThat(fetching.ask(N3, OLD.lastIndex()))
                    .as("the other is still hoped for, although it is not asked")
                    .isEmpty();
        }
        assertThat(ask(N3, OLD).offset()).isZero();
    }

    @Test
    void anImageThatWasBegunIsFetchedToItsEnd() {
        fetching.take(source.answer(ask(N2, OLD), OLD));

        assertThat(fetching.ask(N3, NEW.lastIndex())).isEmpty();
        Piece second = source.answer(ask(N2, NEW), NEW);
        assertThat(second.lastIndex()).as("there is a newer one by now").isEqualTo(OLD.lastIndex());
        assertThat(fetching.take(second)).isTrue();
    }

    @Test
    void aSourceThatHasOnlyANewerImageIsFollowed() {
        fetching.take(source.answer(ask(N2, OLD), OLD));
        source.forget();

        assertThat(fetching.take(source.answer(ask(N2, OLD), NEW))).isTrue();
        assertThat(ask(N2, NEW)).isEqualTo(new Fetch(N1, NEW.lastIndex(), 2));
    }

    @Test
    void whatIsExecutedOtherwiseIsNotFetched() {
        fetching.take(source.answer(ask(N2, OLD), OLD));
        fetching.executed(OLD.lastIndex());

        assertThat(ask(N3, NEW)).isEqualTo(new Fetch(N1, NEW.lastIndex(), 0));
    }
}

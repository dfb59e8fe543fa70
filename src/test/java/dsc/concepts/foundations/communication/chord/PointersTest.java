package dsc.concepts.foundations.communication.chord;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Places on the circle, on which the nodes lie in the order n2 n8 n6 n5 n1 n7 n3 n4. */
class PointersTest {

    private static final NodeId SELF = new NodeId("n6");
    private static final Pointer N5 = pointer("n5");
    private static final Pointer N1 = pointer("n1");
    private static final Pointer N2 = pointer("n2");
    private static final Pointer N8 = pointer("n8");

    private static Pointer pointer(String node) {
        return Pointer.to(new NodeId(node));
    }

    private static Successors list(Pointer... entries) {
        return Successors.of(Identifiers.of(SELF.value()), 2, List.of(entries));
    }

    @Test
    void theCircleGoesRound() {
        assertThat(Identifiers.isWithin(10, 20, 20)).isTrue();
        assertThat(Identifiers.isBetween(10, 20, 20)).isFalse();
        assertThat(Identifiers.isWithin(20, 5, 10)).isTrue();
        assertThat(Identifiers.isWithin(20, 15, 10)).isFalse();
        assertThat(Identifiers.isBetween(7, 8, 7)).isTrue();
        assertThat(Identifiers.isBetween(7, 7, 7)).isFalse();
        assertThat(Identifiers.distance(Identifiers.LAST, 1)).isEqualTo(2);
    }

    @Test
    void aListEndsBeforeTheNodeItselfAndHasNoneTwice() {
        assertThat(list(N5, N5, N1).entries()).containsExactly(N5);
        assertThat(list(N5, pointer("n6"), N1).entries()).containsExactly(N5);
        assertThat(list(N5, N1, N2).entries()).containsExactly(N5, N1);
    }

    @Test
    void aDeadEntryGoesAndTheListStaysAsLongAsItIs() {
        Successors left = list(N5, N1).withoutHead();

        assertThat(left.entries()).containsExactly(N1, Pointer.toNobody(N1.identifier() + 1));
        assertThat(left.isOrdered()).isTrue();
        assertThat(left.isAlone()).isFalse();
        assertThat(left.withoutHead().isAlone()).isTrue();
    }

    @Test
    void whoJoinsTakesTheWholeList() {
        assertThat(Successors.afterJoin(pointer("n6"), 2, N8, List.of(N5, N1)).entries())
                .containsExactly(N5, N1);
        assertThat(Successors.afterJoin(pointer("n6"), 2, N8, List.of()).entries())
                .containsExactly(N8);
        assertThat(Successors.afterJoin(pointer("n6"), 2, N8, List.of(pointer("n6"), N5))
                        .entries())
                .containsExactly(N5, Pointer.toNobody(N5.identifier() + 1));
    }

    @Test
    void aLookupEndsByTheSuccessorListAndGoesOnByFingers() {
        Pointers pointers =
                Pointers.alone(SELF, 2).with(list(N5, N1)).withPredecessor(N8).withFinger(31, N2);

        assertThat(pointers.answer(N1.identifier()).nodes()).containsExactly(N1);
        assertThat(pointers.answer(N1.identifier()).predecessor()).contains(N5);
        assertThat(pointers.answer(N8.identifier() + 1).nodes()).startsWith(pointer("n6"));
        assertThat(pointers.answer(N8.identifier()).isFound()).isFalse();
        assertThat(pointers.answer(N8.identifier()).nodes()).containsExactly(N2, N1, N5);
    }
}

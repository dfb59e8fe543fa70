package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

class RoundTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");
    private static final NodeId N3 = new NodeId("n3");

    private final Round<Integer> round = new Round<>(List.of(N1, N2, N3), 2);

    @Test
    void isCompletedOnceByTheAnswerThatIsNeeded() {
        assertThat(round.add(N3, 7)).isFalse();
        assertThat(round.add(N1, 7)).isTrue();
        assertThat(round.add(N2, 8)).isFalse();
        assertThat(round.nodes(answer -> answer == 7)).containsExactly(N3, N1);
    }

    @Test
    void aNodeCountsOnceWithItsFirstAnswer() {
        round.add(N1, 7);

        assertThat(round.add(N1, 8)).isFalse();
        assertThat(round.answers()).hasSize(1).containsEntry(N1, 7);
    }

    @Test
    void asksThoseAgainThatHaveNotAnswered() {
        assertThat(round.attempt()).containsExactly(N1, N2, N3);
        round.add(N2, 7);

        assertThat(round.attempt()).containsExactly(N1, N3);
        assertThat(round.attempts()).isEqualTo(2);
    }

    @Test
    void moreThanThereAreCannotAnswer() {
        assertThatThrownBy(() -> new Round<>(List.of(N1), 2)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Round<>(List.of(N1), 0)).isInstanceOf(IllegalArgumentException.class);
    }
}

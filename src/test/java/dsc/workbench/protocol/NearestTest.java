package dsc.workbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class NearestTest {

    private static final List<String> NAMES = List.of("raft", "paxos", "crdt", "vectorclocks");

    @Test
    void findsWhatIsWithinTwoEdits() {
        assertThat(Nearest.to("raft", NAMES)).containsExactly("raft");
        assertThat(Nearest.to("rafft", NAMES)).containsExactly("raft");
        assertThat(Nearest.to("aft", NAMES)).containsExactly("raft");
        assertThat(Nearest.to("rfat", NAMES)).containsExactly("raft");
        assertThat(Nearest.to("paksos", NAMES)).containsExactly("paxos");
        assertThat(Nearest.to("pa", NAMES)).containsExactly("paxos");
        assertThat(Nearest.to("xyzzy", NAMES)).isEmpty();
    }

    @Test
    void findsBeginnings() {
        assertThat(Nearest.to("vector", NAMES)).containsExactly("vectorclocks");
        assertThat(Nearest.to("raftconsensus", NAMES)).containsExactly("raft");
    }

    @Test
    void namesTheNearestFirstAndAtMostThree() {
        List<String> names = List.of("abcd", "abc", "ab", "abcde", "abx");

        assertThat(Nearest.to("abc", names)).containsExactly("abc", "abcd", "ab");
        assertThat(Nearest.to("", List.of("abc", "abcd"))).isEmpty();
        assertThat(Nearest.to("abc", List.of())).isEmpty();
    }
}

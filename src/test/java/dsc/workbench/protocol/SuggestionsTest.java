package dsc.workbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class SuggestionsTest {

    private static final List<String> NAMES = List.of("raft", "paxos", "crdt", "vectorclocks");

    @Test
    void findsWhatIsWithinTwoEdits() {
        assertThat(Suggestions.to("raft", NAMES)).containsExactly("raft");
        assertThat(Suggestions.to("rafft", NAMES)).containsExactly("raft");
        assertThat(Suggestions.to("aft", NAMES)).containsExactly("raft");
        assertThat(Suggestions.to("rfat", NAMES)).containsExactly("raft");
        assertThat(Suggestions.to("paksos", NAMES)).containsExactly("paxos");
        assertThat(Suggestions.to("pa", NAMES)).containsExactly("paxos");
        assertThat(Suggestions.to("xyzzy", NAMES)).isEmpty();
    }

    @Test
    void findsBeginnings() {
        assertThat(Suggestions.to("vector", NAMES)).containsExactly("vectorclocks");
        assertThat(Suggestions.to("raftconsensus", NAMES)).containsExactly("raft");
    }

    @Test
    void namesTheNearestFirstAndAtMostThree() {
        List<String> names = List.of("abcd", "abc", "ab", "abcde", "abx");

        assertThat(Suggestions.to("abc", names)).containsExactly("abc", "abcd", "ab");
        assertThat(Suggestions.to("", List.of("abc", "abcd"))).isEmpty();
        assertThat(Suggestions.to("abc", List.of())).isEmpty();
    }
}

package dsc.workbench.history;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.io.IOException;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FaultWindowTest {

    private final AtomicLong nanos = new AtomicLong();
    private final Recorder recorder = new Recorder(nanos::get);

    private void at(long nanos, boolean begins, FaultNote note) {
        this.nanos.set(nanos);
        if (begins) {
            recorder.faultBegins(note);
        } else {
            recorder.faultEnds(note);
        }
    }

    private static FaultNote kill(String... nodes) {
        return new FaultNote("kill", "in a few words", List.of(nodes));
    }

    private static FaultWindow window(String kind, long fromNanos, long toNanos, String... nodes) {
        return new FaultWindow(kind, List.of(nodes), List.of(), FaultWindow.BOTH, fromNanos, toNanos);
    }

    /** What is read from a file is what was recorded: the sides and the direction of a cut with it. */
    @Test
    void aWindowSurvivesTheFile() throws IOException {
        FaultNote cut = new FaultNote("one-way", "n1 → n2 n3", List.of("n1"), List.of("n2", "n3"), "from-nodes");
        at(3, true, cut);
        at(8, false, new FaultNote("one-way", "none arrived", cut.nodes(), cut.others(), cut.direction()));

        StringBuilder file = new StringBuilder();
        Edn.write(recorder.history(), file);
        History history = Edn.read(file.toString());

        assertThat(history.faultWindows())
                .isEqualTo(recorder.history().faultWindows())
                .containsExactly(
                        new FaultWindow("one-way", List.of("n1"), List.of("n2", "n3"), FaultWindow.FROM_NODES, 3, 8));
        assertThat(FaultNote.of(history.events().getFirst())).contains(cut);
    }

    @Test
    void ofFaultsOfOneKindEachEndsByItsNodes() {
        at(1, true, kill("n1"));
        at(2, true, kill("n2", "n3"));
        at(3, true, new FaultNote("pause", "n1", List.of("n1")));
        at(4, false, kill("n2", "n3"));
        at(6, false, kill("n1"));
        at(7, false, new FaultNote("pause", "n1", List.of("n1")));

        assertThat(recorder.history().faultWindows())
                .containsExactly(
                        window("kill", 1, 6, "n1"), window("kill", 2, 4, "n2", "n3"), window("pause", 3, 7, "n1"));
    }

    @Test
    void whatNeverEndedEndsWithTheHistory() {
        at(1, true, kill("n1"));
        at(2, false, kill("n1"));
        at(3, true, kill("n1"));
        nanos.set(9);
        recorder.invoke(0, "read", "x", null);

        assertThat(recorder.history().faultWindows())
                .containsExactly(window("kill", 1, 2, "n1"), window("kill", 3, 9, "n1"));
    }

    /** Recordings of earlier versions, and of others, have a sentence for a value, or nothing. */
    @Test
    void aTextForAValueMakesAWindowWithoutNodes() {
        History history = Edn.read("""
            {:process :nemesis, :type :info, :f :kill, :value "n1 (leader)", :time 5}
            {:process :nemesis, :type :info, :f :kill-end, :value nil, :time 7}
            {:process :nemesis, :type :info, :f :start-partition, :value {:kind :partition, :nodes ["n1"]}, :time 8}
            """);

        assertThat(history.faultWindows()).containsExactly(window("kill", 5, 7), window("partition", 8, 8, "n1"));
        assertThat(FaultNote.of(history.events().getFirst()).orElseThrow().what())
                .isEqualTo("n1 (leader)");
    }

    @Test
    void aWindowKnowsWhatItOverlapsAndConcerns() {
        FaultWindow window = new FaultWindow("partition", List.of("n1"), List.of("n2"), FaultWindow.BOTH, 10, 20);

        assertThat(window.overlaps(20, 30)).isTrue();
        assertThat(window.overlaps(0, 10)).isTrue();
        assertThat(window.overlaps(21, 30)).isFalse();
        assertThat(window.overlaps(0, 9)).isFalse();
        assertThat(window.concerns("n2")).isTrue();
        assertThat(window.concerns("n3")).isFalse();
        assertThatIllegalArgumentException().isThrownBy(() -> window("kill", 2, 1, "n1"));
    }
}

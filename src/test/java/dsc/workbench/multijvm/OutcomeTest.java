package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.multijvm.nodes.NodeDirectories;
import dsc.workbench.multijvm.nodes.Outcome.Failed;
import java.io.IOException;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What of a node's failure reaches the report, which is written in another JVM. */
class OutcomeTest {

    private static final int DEPTH = 40;

    @Test
    void theRootCauseIsKeptHoweverDeepItIs() {
        Throwable thrown = new IOException("disk full");
        for (int depth = 0; depth < DEPTH; depth++) {
            thrown = new IllegalStateException("at depth " + depth, thrown);
        }
        assertThat(Failed.by(thrown).rootCause().text()).isEqualTo("java.io.IOException: disk full");
        assertThat(Failed.by(thrown).asThrowable()).hasRootCauseMessage("java.io.IOException: disk full");
    }

    @Test
    void aCircleOfCausesEnds() {
        Exception first = new Exception("first");
        Exception second = new Exception("second", first);
        first.initCause(second);
        assertThat(Failed.by(first).text()).isEqualTo("java.lang.Exception: first");
    }

    @Test
    void whatAfterEachThrewIsKept() {
        AssertionError failure = new AssertionError("expected 4");
        failure.addSuppressed(new IllegalStateException("cannot clean up"));
        assertThat(Failed.by(failure).asThrowable().getSuppressed())
                .singleElement()
                .satisfies(suppressed -> assertThat(suppressed).hasMessageContaining("cannot clean up"));
    }

    /** Or the first line of a trace, which says what was thrown, would not be among the last that a node wrote. */
    @Test
    void ofATraceInTheOutputTheFirstFramesAreShown() {
        List<String> trace = Stream.concat(
                        Stream.of("java.io.IOException: disk full"),
                        Stream.generate(() -> "\tat demo.Journal.write(Journal.java:88)")
                                .limit(DEPTH))
                .toList();
        List<String> lines = Stream.of(trace, List.of("Caused by: the disk", "\t... 30 more"), trace, List.of("after"))
                .flatMap(List::stream)
                .toList();
        assertThat(NodeDirectories.withoutDeepFrames(lines))
                .hasSize(13)
                .startsWith("java.io.IOException: disk full", "\tat demo.Journal.write(Journal.java:88)")
                .contains("Caused by: the disk", "\t... 30 more")
                .endsWith("\t…", "after");
    }
}

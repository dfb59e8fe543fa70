package dsc.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class LogFilterTest {

    @Test
    void keepsWhatIsOursAndWhatWarns() {
        List<String> lines = List.of(
                "03:17:37.470 INFO  d.workbench.cluster.Node n1 listens",
                "03:17:38.092 INFO  d.c.f.c.raft.Raft n1 recovered",
                "03:17:38.100 INFO  o.a.p.cluster.Cluster Welcome",
                "  which goes on",
                "03:17:38.200 WARN  o.a.p.cluster.Cluster unreachable",
                "java.io.IOException: why",
                "\tat somewhere",
                "03:17:38.300 INFO  o.a.p.c.s.SplitBrainResolver starts");
        LogFilter filter = new LogFilter();

        assertThat(filter.of(lines))
                .containsExactly(lines.get(0), lines.get(1), lines.get(4), lines.get(5), lines.get(6));
        assertThat(filter.left()).isEqualTo(3);
        assertThat(filter.of(List.of("goes with a line before"))).isEmpty();
    }
}

package dsc.concepts.foundations.consistency.causal;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consistency.Dot;
import dsc.concepts.foundations.consistency.Entry;
import dsc.concepts.foundations.consistency.Registers;
import dsc.concepts.foundations.consistency.StampedWrite;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class CausalPastTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    /** Not what the node had: that would make everything depend on everything. */
    @Test
    void aClientDependsOnWhatItWasShown() {
        VersionVector question = VersionVector.of(N1, 1);
        StampedWrite answer = new StampedWrite(new Dot(N2, 1), 2, question, new Entry.Put("a", "1"));
        Registers here = new Registers(VersionVector.of(N1, 7).with(N2, 9), new TreeMap<>());

        CausalPast past = CausalPast.UNSEEN.afterRead(here, List.of(answer));
        assertThat(past.seen()).isEqualTo(question.with(N2, 1));
        assertThat(past.afterWrite(new Dot(N1, 8)).dependencies())
                .isEqualTo(VersionVector.of(N1, 8).with(N2, 1));
        assertThat(CausalPast.UNSEEN.afterRead(here, List.of())).isEqualTo(CausalPast.UNSEEN);
    }
}

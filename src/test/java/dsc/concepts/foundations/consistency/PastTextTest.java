package dsc.concepts.foundations.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.NodeId;
import java.util.Collection;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PastTextTest {

    private static final List<NodeId> GROUP = List.of(new NodeId("n1"), new NodeId("n2"));

    private record TwoVectors(List<VersionVector> vectors) implements ClientPast {
        @Override
        public ClientPast of(List<VersionVector> others) {
            return new TwoVectors(others);
        }

        @Override
        public List<Demand> demands(boolean isWrite) {
            return List.of();
        }

        @Override
        public VersionVector dependencies() {
            return VersionVector.NONE;
        }

        @Override
        public ClientPast afterWrite(Dot dot) {
            return this;
        }

        @Override
        public ClientPast afterRead(Registers here, Collection<StampedWrite> returned) {
            return this;
        }
    }

    private static final TwoVectors UNSEEN = new TwoVectors(List.of(VersionVector.NONE, VersionVector.NONE));
    private static final PastText TEXT = new PastText(GROUP, UNSEEN);

    @Test
    void aContextHasANumberForEachNode() {
        TwoVectors past = new TwoVectors(List.of(
                VersionVector.of(GROUP.getFirst(), 3),
                VersionVector.of(GROUP.getLast(), 12).with(GROUP.getFirst(), 1)));

        assertThat(TEXT.of(past)).isEqualTo("n1=3,n2=0/n1=1,n2=12");
        assertThat(TEXT.read("n1=3,n2=0/n1=1,n2=12")).contains(past);
        assertThat(TEXT.read(null)).contains(UNSEEN);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "7",
                "n1=3,n2=0",
                "n1=3/n1=1",
                "n1=3,n2=0,n3=1/n1=1,n2=12,n3=1",
                "n1=3,n3=0/n1=1,n3=12",
                "n1=03,n2=0/n1=1,n2=12",
                "n1=3,n2=0/n1=1,n2=-12",
                "n1=3,n2=0/n1=1,n2=99999999999999999999",
                "n1=3,n2=0/n1=1,n2=12/"
            })
    void whatTheStoreGaveNobodyIsRefused(String context) {
        assertThat(TEXT.read(context)).isEmpty();
        assertThat(TEXT.refusal(context))
                .isEqualTo("this store gave nobody the context \"" + context
                        + "\"; its contexts have a number for each of n1, n2, such as n1=0,n2=0/n1=0,n2=0");
    }
}

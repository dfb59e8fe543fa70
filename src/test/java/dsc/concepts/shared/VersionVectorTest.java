package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

class VersionVectorTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private static final VersionVector ONE = VersionVector.of(N1, 3);
    private static final VersionVector OTHER = VersionVector.of(N2, 2).with(N1, 1);

    @Test
    void ofTwoThatDoNotIncludeEachOtherTheJoinIncludesBoth() {
        assertThat(ONE.includes(OTHER)).isFalse();
        assertThat(OTHER.includes(ONE)).isFalse();

        VersionVector both = VersionVector.join(List.of(ONE, OTHER));

        assertThat(both).isEqualTo(new VersionVector(new TreeMap<>(Map.of("n1", 3L, "n2", 2L))));
        assertThat(both.includes(ONE) && both.includes(OTHER)).isTrue();
        assertThat(both.greatest()).isEqualTo(3);
        assertThat(both.of(N2)).isEqualTo(2);
    }

    @Test
    void everythingIncludesNone() {
        assertThat(ONE.includes(VersionVector.NONE)).isTrue();
        assertThat(VersionVector.NONE.includes(ONE)).isFalse();
        assertThat(VersionVector.join(List.of())).isEqualTo(VersionVector.NONE);
        assertThat(VersionVector.NONE.greatest()).isZero();
    }

    /** A number that is 0 says the same as none, and both are included alike. */
    @Test
    void numbersAreNotNegative() {
        assertThat(VersionVector.NONE.includes(VersionVector.of(N1, 0))).isTrue();
        assertThatIllegalArgumentException().isThrownBy(() -> VersionVector.of(N1, -1));
    }
}

package dsc.workbench.multijvm;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.multijvm.Conductor.Cut;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class CutLinksTest {

    private static final Set<String> ALL = Set.of("n1", "n2", "n3");

    private final CutLinks links = new CutLinks();

    @Test
    void aPartitionCutsEachPairOfDifferentGroupsAtBothEnds() {
        links.partition(List.of(List.of("n1"), List.of("n2", "n3")));
        assertThat(links.bothWays())
                .containsExactlyInAnyOrder(
                        new Cut("n1", "n2"), new Cut("n2", "n1"), new Cut("n1", "n3"), new Cut("n3", "n1"));
    }

    @Test
    void anotherPartitionReplacesIt() {
        links.cutOneWay(List.of("n1"), List.of("n2"));
        links.partition(List.of(List.of("n1"), List.of("n2", "n3")));
        links.partition(List.of(List.of("n1", "n2"), List.of("n3")));
        assertThat(links.bothWays()).hasSize(4).doesNotContain(new Cut("n1", "n2"));
        assertThat(links.oneWayFrom("n1")).isEmpty();
    }

    @Test
    void oneWayCutsAddUpUntilAllIsHealed() {
        links.cutOneWay(List.of("n1"), List.of("n2"));
        links.cutOneWay(List.of("n1"), List.of("n3"));
        assertThat(links.oneWayFrom("n1")).containsExactly("n2", "n3");
        assertThat(links.oneWayFrom("n2")).isEmpty();
        links.heal();
        assertThat(links.oneWayFrom("n1")).isEmpty();
    }

    @Test
    void whoDoesNotKnowYetIsOutdated() {
        assertThat(links.outdated(ALL)).isEmpty();
        links.cutOneWay(List.of("n1", "n2"), List.of("n3"));
        assertThat(links.outdated(ALL)).containsExactlyInAnyOrder("n1", "n2");
        links.applied("n1");
        assertThat(links.outdated(ALL)).containsExactly("n2");
        links.applied("n2");
        links.forget("n1");
        assertThat(links.outdated(ALL)).as("restarted, and without memory").containsExactly("n1");
        links.heal();
        assertThat(links.outdated(ALL)).containsExactly("n2");
    }
}

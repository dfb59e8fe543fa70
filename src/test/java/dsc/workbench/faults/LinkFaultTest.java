package dsc.workbench.faults;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LinkFaultTest {

    @ParameterizedTest
    @CsvSource({
        "-1, 0, 0, 0, lossPercent",
        "101, 0, 0, 0, lossPercent",
        "0, -1, 0, 0, duplicatePercent",
        "0, 101, 0, 0, duplicatePercent",
        "0, 0, -1, 0, delay",
        "0, 0, 5, 4, delay",
        "0, 0, 0, 60001, delay"
    })
    void refusesWhatMakesNoSense(int loss, int duplicate, int delayMin, int delayMax, String named) {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> new LinkFault(false, loss, duplicate, delayMin, delayMax))
                .withMessageContaining(named);
    }

    @Test
    void takesTheLimits() {
        assertThat(new LinkFault(true, 100, 100, 60_000, 60_000).cut()).isTrue();
        assertThat(new LinkFault(false, 0, 0, 0, 0)).isEqualTo(LinkFault.NONE);
    }

    @Test
    void bothAtOnceIsTheWorseOfEach() {
        LinkFault lossy = new LinkFault(false, 20, 5, 0, 0);
        LinkFault slow = new LinkFault(false, 10, 30, 5, 50);

        assertThat(lossy.and(slow)).isEqualTo(new LinkFault(false, 20, 30, 5, 50));
        assertThat(slow.and(lossy)).isEqualTo(lossy.and(slow));
        assertThat(slow.and(LinkFault.NONE)).isEqualTo(slow);
        assertThat(slow.and(slow)).isEqualTo(slow);
        assertThat(slow.and(LinkFault.ofCut())).isEqualTo(new LinkFault(true, 10, 30, 5, 50));
        assertThat(LinkFault.ofCut().and(LinkFault.NONE)).isEqualTo(LinkFault.ofCut());
    }
}

package dsc.workbench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import org.junit.jupiter.api.Test;

class EffectsTest {

    private static Injection injection(FaultKind kind, boolean confirmed, String effect) {
        NodeId node = new NodeId("n1");
        Fault fault = new Fault(
                1,
                kind,
                0,
                1_000,
                false,
                List.of(node),
                List.of(),
                Fault.Direction.BOTH,
                LinkFault.NONE,
                kind == FaultKind.CLOCK ? 1_000 : 0);
        return new Injection(fault, "n1", List.of(node), 0, 1, confirmed, effect);
    }

    @Test
    void faultsThatHadTheirEffectAreNotWorthAWord() {
        Effects effects = Effects.of(List.of(injection(FaultKind.KILL, true, "exit status 137")));

        assertThat(effects).isEqualTo(new Effects(List.of(), List.of()));
        assertThat(Effects.of(List.of())).isEqualTo(new Effects(List.of(), List.of()));
    }

    @Test
    void ofTwoOfAKindOneWithoutEffectIsNamedAndDecidesNothing() {
        Effects effects = Effects.of(List.of(
                injection(FaultKind.TRANSFER, false, "n2 does not lead"),
                injection(FaultKind.TRANSFER, true, "n1 leads")));

        assertThat(effects.deciding()).isEmpty();
        assertThat(effects.named())
                .containsExactly("not confirmed, while others of its kind were: transfer n1 (n2 does not lead)");
    }

    @Test
    void aKindWithoutAnyEffectDecides() {
        Effects effects = Effects.of(List.of(
                injection(FaultKind.CLOCK, false, "was not read 1 s ahead"),
                injection(FaultKind.PAUSE, true, "was seen stopped, then running"),
                injection(FaultKind.CLOCK, false, "n1 does not answer")));

        assertThat(effects.named()).isEmpty();
        assertThat(effects.deciding())
                .containsExactly(
                        "fault not confirmed: clock n1 (was not read 1 s ahead)",
                        "fault not confirmed: clock n1 (n1 does not answer)");
    }
}

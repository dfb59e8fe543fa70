package dsc.concepts.patterns.scaling.horizontal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.ShippedSettings;
import dsc.workbench.protocol.Workload;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What clients may ask and how it may be configured, and in which line they are told what they may not. */
class HorizontalScenarioTest {

    private final HorizontalScenario scenario = new HorizontalScenario();

    private static Settings settings(String overrides) {
        return ShippedSettings.with("horizontal", overrides);
    }

    private AbstractThrowableAssert<?, ?> assertRefused(Call call) {
        return assertThatThrownBy(() -> scenario.operations().message(call, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatItsOwnClientsAskIsUnderstood() {
        SplittableRandom random = new SplittableRandom(1);
        Workload workload = scenario.workload(settings(""));
        List<Call> calls = IntStream.rangeClosed(1, 200)
                .mapToObj(number -> workload.next(random, List.of("k1", "k2"), new Workload.Turn(0, 1, number))
                        .in(7, number))
                .toList();

        assertThat(calls)
                .allSatisfy(call ->
                        assertThat(scenario.operations().message(call, null)).isNotNull());
        assertThat(calls).extracting(Call::function).contains("deposit", "withdraw", "read");
        assertThat(scenario.operations().finalReads(List.of("k")))
                .allSatisfy(call ->
                        assertThat(scenario.operations().message(call, null)).isNotNull());
    }

    @Test
    void aWithdrawalIsANegativeAmount() {
        assertThat(scenario.operations()
                        .message(Call.of("withdraw", "k", List.of("5", "r")).in(1, 2), null))
                .isEqualTo(new Branch.Post("k", new Transfer(1, 2, "r", -5), null));
    }

    @Test
    void whatMakesNoSenseIsRefusedInALine() {
        assertRefused(Call.of("read", "a|b", null)).hasMessageContaining("not \"a|b\"");
        assertRefused(Call.of("read", null, null)).hasMessage("read needs an account: read ACCOUNT");
        assertRefused(Call.of("deposit", "k", List.of("5", "r")))
                .hasMessage("a transfer needs a session, and a number in it from 1");
        assertRefused(Call.of("deposit", "k", null).in(1, 1))
                .hasMessage("deposit needs an amount: deposit ACCOUNT AMOUNT REFERENCE");
        assertRefused(Call.of("deposit", "k", "5").in(1, 1))
                .hasMessage("deposit needs a reference: deposit ACCOUNT AMOUNT REFERENCE");
        assertRefused(Call.of("deposit", "k", List.of("-5", "r")).in(1, 1)).hasMessageContaining("not \"-5\"");
        assertRefused(Call.of("deposit", "k", List.of("0", "r")).in(1, 1))
                .hasMessageContaining("an amount is a whole number, 1 to 1000000000, not \"0\"");
        assertRefused(Call.of("deposit", "k", List.of("1000000001", "r")).in(1, 1))
                .hasMessageContaining("not \"1000000001\"");
        assertRefused(Call.of("deposit", "k", List.of("5", "x".repeat(65))).in(1, 1))
                .hasMessageContaining("a reference has 1 to 64 characters, not 65");
        assertRefused(Call.of("cas", "k", null)).hasMessageContaining("horizontal has no operation \"cas\"");
    }

    @Test
    void settingsThatMakeNoSenseAreRefusedInALine() {
        assertThat(HorizontalSettings.from(settings("")).allocation())
                .isEqualTo(HorizontalSettings.Allocation.LEAST_SHARDS);
        assertThatThrownBy(() -> HorizontalSettings.from(settings("dsc.horizontal.allocation = most")))
                .hasMessage("dsc.horizontal.allocation is least-shards or rendezvous, not \"most\"");
        assertThatThrownBy(() -> HorizontalSettings.from(settings("dsc.horizontal.ask-timeout = 0s")))
                .hasMessage("dsc.horizontal.ask-timeout is longer than 0, not 0ms");
        assertThatThrownBy(() -> HorizontalSettings.from(settings("dsc.horizontal.snapshot-events = 0")))
                .hasMessage("dsc.horizontal.snapshot-events is 1 or more, not 0");
    }
}

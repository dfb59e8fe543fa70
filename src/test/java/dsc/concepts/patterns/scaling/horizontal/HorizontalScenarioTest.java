package dsc.concepts.patterns.scaling.horizontal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigFactory;
import dsc.workbench.protocol.Call;
import java.io.File;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;

/** What clients may ask and how it may be configured, and in which line they are told what they may not. */
class HorizontalScenarioTest {

    private final HorizontalScenario scenario = new HorizontalScenario();

    private static Config settings(String overrides) {
        return ConfigFactory.parseString(overrides)
                .withFallback(ConfigFactory.parseFile(new File("conf/horizontal.conf")))
                .resolve()
                .getConfig("dsc.horizontal");
    }

    private AbstractThrowableAssert<?, ?> assertRefused(Call call) {
        return assertThatThrownBy(() -> scenario.operations().message(call, null))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void whatItsOwnClientsAskIsUnderstood() {
        SplittableRandom random = new SplittableRandom(1);
        List<Call> calls = IntStream.rangeClosed(1, 200)
                .mapToObj(number ->
                        scenario.workload().next(random, List.of("k1", "k2")).in(7, number))
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
        assertThatThrownBy(() -> HorizontalSettings.from(settings("dsc.horizontal.journal-backoff-max = 1ms")))
                .hasMessageContaining("journal-backoff-max is below journal-backoff-min");
        assertThatThrownBy(() -> HorizontalSettings.from(settings("dsc.horizontal.snapshot-events = 0")))
                .hasMessageContaining("snapshot-events must be 1 or more");
    }
}

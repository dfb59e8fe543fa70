package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.checkers.SimulatedStore.Workload;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class LinearizabilityTest {

    private static final Duration BUDGET = Duration.ofMinutes(2);

    @ParameterizedTest
    @EnumSource(Workload.class)
    void whatOneCopyDidIsValid(Workload workload) {
        for (long seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int clients = 1 + random.nextInt(12);
            History history = SimulatedStore.run(random, workload, clients, 1 + random.nextInt(3), 200, 0.05);
            assertThat(Linearizability.of(model(workload))
                            .check(history, BUDGET)
                            .status())
                    .as("%s, seed %d, %d clients", workload, seed, clients)
                    .isEqualTo(Verdict.Status.VALID);
        }
    }

    @ParameterizedTest
    @EnumSource(Workload.class)
    void whatOneCopyCannotHaveAnsweredIsInvalid(Workload workload) {
        for (long seed = 0; seed < 50; seed++) {
            History history = SimulatedStore.run(new SplittableRandom(seed), workload, 5, 2, 200, 0.05);
            History broken = withImpossibleRead(history);
            Verdict verdict = Linearizability.of(model(workload)).check(broken, BUDGET);
            assertThat(verdict.status()).as("%s, seed %d", workload, seed).isEqualTo(Verdict.Status.INVALID);
            Verdict.Evidence evidence = verdict.evidence().orElseThrow();
            EvidenceAssertions.assertAgreesWithRealTime(evidence.ordered());
            EvidenceAssertions.assertReplays(model(workload), evidence);
        }
    }

    @Test
    void twentyThousandOperationsAreDecided() {
        History history = SimulatedStore.run(new SplittableRandom(1), Workload.REGISTERS, 5, 5, 20_000, 0.002);
        assertThat(Linearizability.of(Models.KV).check(history, BUDGET).status())
                .isEqualTo(Verdict.Status.VALID);
    }

    @Test
    void withoutTimeTheVerdictIsUnknown() {
        History history = SimulatedStore.run(new SplittableRandom(1), Workload.REGISTERS, 5, 2, 100, 0);
        Verdict verdict = Linearizability.of(Models.KV).check(history, Duration.ZERO);
        assertThat(verdict.status()).isEqualTo(Verdict.Status.UNKNOWN);
        assertThat(verdict.reason()).contains("did not end within 0 s").contains("and of 1 other key");
    }

    @Test
    void withoutMemoryTheVerdictIsUnknown() {
        History history = SimulatedStore.run(new SplittableRandom(1), Workload.REGISTERS, 5, 1, 100, 0);
        Verdict verdict = Linearizability.of(Models.KV).withMemory(1).check(history, BUDGET);
        assertThat(verdict.status()).isEqualTo(Verdict.Status.UNKNOWN);
        assertThat(verdict.reason()).contains("took more than 0 MiB");
    }

    @Test
    void anInvalidKeyCountsMoreThanAnUndecidedOne() {
        // With this little memory the first key, which has a write, is undecided; the second needs none.
        History history = Edn.read("""
            {:process 0 :type :invoke :f :write :key 1 :value 1}
            {:process 0 :type :ok :f :write :key 1 :value 1}
            {:process 0 :type :invoke :f :read :key 2}
            {:process 0 :type :ok :f :read :key 2 :value 9}
            """);
        Verdict verdict = Linearizability.of(Models.KV).withMemory(1).check(history, BUDGET);
        assertThat(verdict.status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(verdict.reason()).isEqualTo("key 2: process 0 read 9, but at the beginning it was nil");
    }

    @Test
    void anUnknownWriteMayTakeEffectLateOrNever() {
        String write = "{:process 0 :type :invoke :f :write :value 1} {:process 0 :type :info :f :write}";
        assertThat(registers(write + read(1, "nil") + read(1, "1"))).isEqualTo(Verdict.Status.VALID);
        assertThat(registers(write + read(1, "nil") + read(1, "nil"))).isEqualTo(Verdict.Status.VALID);
        assertThat(registers(write + read(1, "1") + read(1, "nil"))).isEqualTo(Verdict.Status.INVALID);
    }

    @Test
    void aFailedWriteNeverTakesEffect() {
        String write = "{:process 0 :type :invoke :f :write :value 1} {:process 0 :type :fail :f :write}";
        assertThat(registers(write + read(1, "1"))).isEqualTo(Verdict.Status.INVALID);
    }

    @Test
    void anEmptyHistoryIsValid() {
        assertThat(Linearizability.of(Models.REGISTER).check(History.of(List.of()), BUDGET))
                .isEqualTo(Verdict.valid("there is no operation that can have taken effect"));
    }

    @Test
    void keysMayStandInTuples() {
        History history = Edn.read("""
            {:process 0 :type :invoke :f :write :value ["a" 1]} {:process 0 :type :ok :f :write :value ["a" 1]}
            {:process 0 :type :invoke :f :read :value ["b" nil]} {:process 0 :type :ok :f :read :value ["b" nil]}
            {:process 0 :type :invoke :f :read :value ["a" nil]} {:process 0 :type :ok :f :read :value ["a" 2]}
            """);
        Verdict verdict = Linearizability.of(Models.KV).check(history, BUDGET);
        assertThat(verdict.evidence().orElseThrow().key()).isEqualTo("a");
        assertThat(EvidencePrinter.lines(verdict.evidence().orElseThrow()))
                .containsExactly(
                        "These can be put in order:",
                        "  process 0  write a 1  [event 0 … event 1]",
                        "This cannot come next:",
                        "  process 0  read a → 2  [event 4 … event 5]",
                        "After these, key a is 1, but process 0 read 2.");
    }

    @Test
    void saysWhichModelWouldFit() {
        History history = Edn.read("{:process 0 :type :invoke :f :cas :value [1 2]}");
        assertThatThrownBy(() -> Linearizability.of(Models.REGISTER).check(history, BUDGET))
                .isInstanceOf(ModelMismatchException.class)
                .hasMessage("event 0 is of the function cas, which the model register does not know; it knows read, "
                        + "write; the model cas-register knows every function of this history");
        assertThatThrownBy(() -> Linearizability.of(Models.KV).check(history, BUDGET))
                .hasMessageContaining("cas-register");
        assertThatThrownBy(() -> Models.named("queue"))
                .hasMessage("there is no model queue; known: register, cas-register, kv, append-kv, counter");
    }

    private static Verdict.Status registers(String edn) {
        return Linearizability.of(Models.REGISTER).check(Edn.read(edn), BUDGET).status();
    }

    private static String read(int process, String result) {
        return "{:process " + process + " :type :invoke :f :read} {:process " + process + " :type :ok :f :read :value "
                + result + "}";
    }

    private static Model<?> model(Workload workload) {
        return workload == Workload.STRINGS ? Models.APPEND_KV : Models.KV;
    }

    /** The history with a result in its middle that nobody wrote. */
    private static History withImpossibleRead(History history) {
        List<Event> events = new ArrayList<>(history.events());
        for (int at = events.size() / 2; at < events.size(); at++) {
            Event read = events.get(at);
            boolean reads = read.function().equals("read") || read.function().equals("get");
            if (reads && read.type() == Event.Type.OK) {
                Object value = read.function().equals("get") ? "nobody wrote this" : (Object) 4711L;
                events.set(
                        at,
                        new Event(
                                read.process(),
                                read.type(),
                                read.function(),
                                read.key(),
                                value,
                                read.timeNanos(),
                                null));
                return History.of(events);
            }
        }
        throw new AssertionError("there is no read in the second half");
    }
}

package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.history.Edn;
import dsc.workbench.history.History;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class EvidenceTest {

    private static final Duration BUDGET = Duration.ofMinutes(1);

    private static final String CONTRADICTION = """
        {:time 100000000 :process 0 :type :invoke :f :write :key "k1" :value 1}
        {:time 101000000 :process 0 :type :ok     :f :write :key "k1" :value 1}
        {:time 200000000 :process 1 :type :invoke :f :cas   :key "k1" :value [1 2]}
        {:time 300000000 :process 1 :type :info   :f :cas   :key "k1" :value [1 2]}
        {:time 310000000 :process 2 :type :invoke :f :read  :key "k1"}
        {:time 311500000 :process 2 :type :ok     :f :read  :key "k1" :value 2}
        {:time 400000000 :process 12 :type :invoke :f :read  :key "k1"}
        {:time 410000000 :process 12 :type :ok     :f :read  :key "k1" :value 1}
        {:time 500000000 :process 2 :type :invoke :f :read  :key "k1"}
        {:time 510000000 :process 2 :type :ok     :f :read  :key "k1" :value 7}
        """;

    @Test
    void endsAtTheFirstCompletionThatLeavesNoOrder() {
        Verdict verdict = Linearizability.of(Models.KV).check(Edn.read(CONTRADICTION), BUDGET);
        assertThat(verdict.reason())
                .isEqualTo("key \"k1\": process 12 read 1, but after every order of the operations before, it was 2");
        assertThat(EvidencePrinter.lines(verdict.evidence().orElseThrow()))
                .containsExactly(
                        "These can be put in order:",
                        "  process 0  write k1 1        [0.100 s … 0.101 s]",
                        "  process 1  cas k1 [1 2] → ?  [0.200 s …]",
                        "  process 2  read k1 → 2       [0.310 s … 0.312 s]",
                        "This cannot come next:",
                        "  process 12  read k1 → 1  [0.400 s … 0.410 s]",
                        "After these, key k1 is 2, but process 12 read 1.");
    }

    @Test
    void namesEveryValueThatCouldHaveBeenThere() {
        Verdict verdict = Linearizability.of(Models.REGISTER).check(Edn.read("""
            {:process 0 :type :invoke :f :write :value 1} {:process 1 :type :invoke :f :write :value 2}
            {:process 0 :type :ok :f :write :value 1} {:process 1 :type :ok :f :write :value 2}
            {:process 2 :type :invoke :f :read} {:process 2 :type :ok :f :read :value 3}
            """), BUDGET);
        assertThat(verdict.reason())
                .isEqualTo("the register: process 2 read 3, but after every order of the operations before, it was 2 or"
                        + " 1");
    }

    @Test
    void saysWhereLongTextsPart() {
        String begin = "x".repeat(70);
        Verdict verdict = Linearizability.of(Models.APPEND_KV).check(Edn.read("""
            {:process 0 :type :invoke :f :append :key 7 :value "%s1 is longer"}
            {:process 0 :type :ok :f :append :key 7 :value nil}
            {:process 0 :type :invoke :f :get :key 7} {:process 0 :type :ok :f :get :key 7 :value "%s2"}
            """.formatted(begin, begin)), BUDGET);
        assertThat(EvidencePrinter.lines(verdict.evidence().orElseThrow()).getLast())
                .isEqualTo("After these, key 7 is \"xxxxxxxxxxxxxxxxxxx… (83 characters) …xxxxxxxx1 is longer\", but"
                        + " process 0 read \"xxxxxxxxxxxxxxxxxxx… (73 characters) …xxxxxxxxxxxxxxxxxx2\"; they"
                        + " agree in 70 characters, then come \"1 is longer\" and \"2\".");
    }

    @Test
    void withoutTimeOrMemoryItIsCoarseButSound() {
        History history = Edn.read(CONTRADICTION);
        List<Call> calls = history.operations().stream().map(Models.KV::call).toList();
        Verdict verdict = coarse(Models.KV, calls);
        assertThat(verdict.status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(verdict.reason()).contains("the search for a short explanation was given up");
        EvidenceAssertions.assertAgreesWithRealTime(
                verdict.evidence().orElseThrow().ordered());
        assertThat(EvidencePrinter.lines(verdict.evidence().orElseThrow())).isNotEmpty();
    }

    private static <S> Verdict coarse(Model<S> model, List<Call> calls) {
        Search<S> failed = new Search<>(model, Problem.prefix(model, calls, Integer.MAX_VALUE), 1 << 20);
        assertThat(failed.run(System.nanoTime() + BUDGET.toNanos())).isEqualTo(Search.Outcome.IMPOSSIBLE);
        Linearizability.Partition partition = new Linearizability.Partition("k1", calls);
        return new EvidenceSearch<>(model, partition, 1, System.nanoTime() + BUDGET.toNanos()).verdict(failed);
    }
}

package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.history.Operation.Outcome;
import dsc.workbench.history.Recorder;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DecisionsTest {

    private static final Duration BUDGET = Duration.ofSeconds(5);

    private long nanos;
    private long process;
    private final Recorder recorder = new Recorder(() -> nanos += 1_000_000);

    private Event propose(String value) {
        return recorder.invoke(++process, Decisions.PROPOSE, "lunch", value);
    }

    private Event learn() {
        return recorder.invoke(++process, Decisions.LEARN, "lunch", null);
    }

    private void answer(Event invocation, Object value) {
        recorder.complete(invocation, Event.Type.OK, value, null);
    }

    private Verdict check() {
        return Decisions.CHECKER.check(recorder.history(), BUDGET);
    }

    @Test
    void oneValueForAllIsValid() {
        Event pizza = propose("pizza");
        answer(learn(), null);
        Event soup = propose("soup");
        answer(soup, "pizza");
        answer(pizza, "pizza");
        answer(learn(), "pizza");
        answer(recorder.invoke(++process, Decisions.FINAL_DECIDED, "k", "n1"), List.of(List.of("lunch", "pizza")));
        assertThat(check().status()).isEqualTo(Verdict.Status.VALID);
        assertThat(check().reason()).isEqualTo("1 decision was told, of 1 that were asked for; each has one value");
    }

    @Test
    void twoValuesAreFound() {
        answer(propose("pizza"), "pizza");
        answer(propose("soup"), "soup");
        assertThat(check().status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(check().reason()).isEqualTo("of lunch two values were decided: pizza and soup");
        assertThat(check().evidence().orElseThrow().stuck())
                .extracting(Operation::process)
                .containsExactly(2L);
    }

    @Test
    void whatANodeHasLearnedInTheEndCountsAsTold() {
        answer(propose("pizza"), "pizza");
        propose("soup");
        answer(recorder.invoke(++process, Decisions.FINAL_DECIDED, "k", "n1"), List.of(List.of("lunch", "soup")));
        assertThat(check().reason()).contains("pizza and soup");
    }

    @Test
    void nothingAfterItWasToldIsFound() {
        answer(propose("pizza"), "pizza");
        answer(learn(), null);
        assertThat(check().status()).isEqualTo(Verdict.Status.INVALID);
        assertThat(check().reason()).contains("nothing was decided").contains("pizza had been told before");
    }

    @Test
    void aValueThatNobodyProposedIsFound() {
        answer(propose("pizza"), "soup");
        assertThat(check().reason()).contains("soup was decided").contains("nobody had proposed");
    }

    @Test
    void aProposalThatFailedIsNone() {
        recorder.complete(propose("soup"), Event.Type.FAIL, null, "no majority");
        answer(learn(), "soup");
        assertThat(check().reason()).contains("nobody had proposed, unless it failed");
    }

    @Test
    void refusesWhatIsNone() {
        recorder.invoke(1, "read", "x", null);
        assertThatThrownBy(this::check)
                .isInstanceOf(ModelMismatchException.class)
                .hasMessage("event 0 is of the function read; a history of decisions has propose, learn, decided,"
                        + " final-decided");
    }

    /** What the sentence says at length: a register that keeps the first value, searched for an order. */
    private static final class FirstValue implements Model<Optional<String>> {

        @Override
        public String name() {
            return "first-value";
        }

        @Override
        public List<String> functions() {
            return List.of(Decisions.PROPOSE, Decisions.LEARN);
        }

        @Override
        public Call call(Operation operation) {
            boolean proposes = operation.function().equals(Decisions.PROPOSE);
            return new Call(
                    operation,
                    operation.key(),
                    operation.function(),
                    operation.argument(),
                    operation.result(),
                    proposes ? Call.Effect.UPDATE : Call.Effect.READ,
                    operation.outcome() == Outcome.OK);
        }

        @Override
        public java.util.function.Function<Call, Object> content(List<Call> calls) {
            return Call::operation;
        }

        @Override
        public Optional<String> init() {
            return Optional.empty();
        }

        @Override
        public Optional<Optional<String>> step(Optional<String> state, Call call) {
            Optional<String> next = call.function().equals(Decisions.PROPOSE) && state.isEmpty()
                    ? Optional.of((String) call.argument())
                    : state;
            return !call.known()
                            || next.orElse(null) == call.result()
                            || next.equals(Optional.ofNullable(call.result()))
                    ? Optional.of(next)
                    : Optional.empty();
        }

        @Override
        public String describe(Optional<String> state) {
            return state.toString();
        }
    }

    /** Against the search for an order, on 20,000 drawn histories of up to six operations by three clients. */
    @Test
    void agreesWithTheSearchForAnOrder() {
        Checker search = Linearizability.of(new FirstValue());
        int[] verdicts = new int[3];
        for (int seed = 0; seed < 20_000; seed++) {
            History history = drawn(new SplittableRandom(seed));
            Verdict.Status wanted = search.check(history, BUDGET).status();
            assertThat(Decisions.CHECKER.check(history, BUDGET).status())
                    .as("seed %d: %s", seed, history.events())
                    .isEqualTo(wanted);
            verdicts[wanted.ordinal()]++;
        }
        assertThat(verdicts[Verdict.Status.VALID.ordinal()]).isGreaterThan(2_000);
        assertThat(verdicts[Verdict.Status.INVALID.ordinal()]).isGreaterThan(2_000);
    }

    private static History drawn(SplittableRandom random) {
        long[] now = {0};
        Recorder recorder = new Recorder(() -> now[0]++);
        List<Event> open = new ArrayList<>();
        List<String> values = List.of("a", "b", "c");
        int left = random.nextInt(2, 7);
        int next = 0;
        while (left > 0 || !open.isEmpty() && random.nextInt(8) > 0) {
            if (left > 0 && open.size() < 3 && random.nextBoolean()) {
                left--;
                boolean proposes = next < values.size() && random.nextInt(3) > 0;
                open.add(recorder.invoke(
                        random.nextInt(1_000_000),
                        proposes ? Decisions.PROPOSE : Decisions.LEARN,
                        "d",
                        proposes ? values.get(next++) : null));
            } else if (!open.isEmpty()) {
                Event event = open.remove(random.nextInt(open.size()));
                boolean proposes = event.function().equals(Decisions.PROPOSE);
                // Mostly the first value, so that half of the histories have an order.
                String value = random.nextInt(6) > 0 ? "a" : values.get(random.nextInt(values.size()));
                switch (random.nextInt(8)) {
                    case 0 ->
                        recorder.complete(
                                event, proposes ? Event.Type.INFO : Event.Type.FAIL, event.value(), "no answer");
                    case 1 -> {
                        if (proposes) {
                            recorder.complete(event, Event.Type.FAIL, event.value(), "refused");
                        } else {
                            recorder.complete(event, Event.Type.OK, null, null);
                        }
                    }
                    case 2 -> recorder.complete(event, Event.Type.OK, proposes ? value : null, null);
                    default -> recorder.complete(event, Event.Type.OK, value, null);
                }
            }
        }
        return recorder.history();
    }
}

package dsc.workbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class InvariantTest {

    private static final NodeId N1 = new NodeId("n1");
    private static final NodeId N2 = new NodeId("n2");

    private record View(Map<String, Integer> values) implements NodeView {
        @Override
        public String role() {
            return "node";
        }
    }

    private static Optional<String> seen(Invariant<View> invariant, NodeId node, View before, View after) {
        return invariant.brokenBy(node, before, after);
    }

    @Test
    void whatIsMonotonicNeverFallsOverARestartEither() {
        Invariant<View> invariant = Invariant.monotonic("stamps", View::values);
        View low = new View(Map.of("x", 1));
        View high = new View(Map.of("x", 2, "y", 1));

        assertThat(invariant.name()).isEqualTo("stamps");
        assertThat(seen(invariant, N1, null, low)).isEmpty();
        assertThat(seen(invariant, N1, low, high)).isEmpty();
        assertThat(seen(invariant, N1, null, high)).isEmpty();
        assertThat(seen(invariant, N2, null, low)).as("another node").isEmpty();
        assertThat(seen(invariant, N1, null, new View(Map.of("x", 1, "y", 1)))).hasValue("n1 had x=2, and has 1");
    }

    @Test
    void whatIsMonotonicDoesNotGoAway() {
        Invariant<View> invariant = Invariant.monotonic("stamps", View::values);
        View view = new View(Map.of("x", 1));
        seen(invariant, N1, null, view);

        assertThat(seen(invariant, N1, view, new View(Map.of()))).hasValue("n1 had x=1, and has null");
    }

    @Test
    void aNodeHasWhatOthersReliedOnWheneverItIsSeen() {
        Invariant<View> invariant = Invariant.reliance(
                "what was said",
                view -> Map.of(N2, Map.of("x", view.values().getOrDefault("n2's x", 0))),
                View::values);

        assertThat(seen(invariant, N1, null, new View(Map.of("n2's x", 2)))).isEmpty();
        assertThat(seen(invariant, N1, null, new View(Map.of("n2's x", 1)))).isEmpty();
        assertThat(seen(invariant, N2, null, new View(Map.of("x", 3)))).isEmpty();
        assertThat(seen(invariant, N2, null, new View(Map.of("x", 1)))).hasValue("n2 said that it has x=2, and has 1");
    }

    @Test
    void whatOthersReliedOnMeanwhileIsLookedForInAStateThatStays() {
        Invariant<View> invariant = Invariant.reliance(
                "what was said",
                view -> Map.of(N2, Map.of("x", view.values().getOrDefault("n2's x", 0))),
                View::values);
        View stays = new View(Map.of("x", 1));
        seen(invariant, N2, null, stays);
        seen(invariant, N1, null, new View(Map.of("n2's x", 2)));

        assertThat(seen(invariant, N2, stays, stays)).hasValue("n2 said that it has x=2, and has 1");
    }

    @Test
    void valuesAreNotLookedAtWhileThePartThatTellsThemIsEqual() {
        AtomicInteger looks = new AtomicInteger();
        Invariant<View> invariant = Invariant.monotonic(
                "x", view -> view.values().get("x"), x -> Map.of("x", looks.incrementAndGet() == 2 ? 0 : x));
        View first = new View(Map.of("x", 1));
        View otherwise = new View(Map.of("x", 1, "y", 1));

        assertThat(seen(invariant, N1, null, first)).isEmpty();
        assertThat(seen(invariant, N1, first, otherwise)).isEmpty();
        assertThat(seen(invariant, N1, null, otherwise))
                .as("a node that starts is looked at")
                .isPresent();
    }

    @Test
    void inAgreementAKeyHasOneValueOnAllNodesForGood() {
        Invariant<View> invariant = Invariant.agreement("one leader a term", View::values);
        View first = new View(Map.of("term 1", 1));

        assertThat(seen(invariant, N1, null, first)).isEmpty();
        assertThat(seen(invariant, N1, first, new View(Map.of("term 2", 2)))).isEmpty();
        assertThat(seen(invariant, N2, null, first)).isEmpty();
        assertThat(seen(invariant, N2, first, new View(Map.of("term 1", 2)))).hasValue("n2 has term 1=2, which was 1");
    }

    @Test
    void whatIsAcknowledgedIsWritten() {
        Invariant<View> invariant = Invariant.durability("acknowledged updates are in a journal");
        Call call = Call.of("write", "x", "1");

        assertThat(invariant.brokenBy(new Answered(N1, call, new Reply.Ok(null), false)))
                .isEmpty();
        assertThat(invariant.brokenBy(new Answered(N1, call, new Reply.Failed("no"), true)))
                .as("nothing is promised")
                .isEmpty();
        assertThat(invariant.brokenBy(new Answered(N1, call, new Reply.Ok(null), true)))
                .hasValueSatisfying(
                        how -> assertThat(how).startsWith("n1 acknowledged ").endsWith("before it is durable"));
        assertThat(seen(invariant, N1, null, new View(Map.of()))).isEmpty();
    }
}

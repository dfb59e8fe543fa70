package dsc.workbench.simulation;

import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Rules;
import dsc.workbench.simulation.worlds.Conditions;
import dsc.workbench.simulation.worlds.Strategy;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A planted bug that needs one rare order of four messages. A word goes from n1 to n2, n3 and n4, and each of the four
 * also tells n5. That n5 hears of it from n4 first, then from n3, then n2, then n1, breaks its only rule.
 */
final class Relay extends ToyScenario<Relay.Message> {

    sealed interface Message {}

    record Start(ActorRef<Reply> replyTo) implements Message {}

    record PassOn() implements Message {}

    record Heard(NodeId from) implements Message {}

    record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /** In which order n5 heard. */
    record Order(List<NodeId> heard) implements NodeView {
        @Override
        public String role() {
            return heard.toString();
        }

        @Override
        public long term() {
            return -1;
        }

        @Override
        public String leader() {
            return null;
        }

        @Override
        public Map<String, Object> details() {
            return Map.of();
        }
    }

    private static final List<NodeId> REVERSED =
            List.of(new NodeId("n4"), new NodeId("n3"), new NodeId("n2"), new NodeId("n1"));

    @Override
    public Behavior<Message> behavior(NodeContext<Message> node) {
        return behavior(node, new Order(List.of()));
    }

    private Behavior<Message> behavior(NodeContext<Message> node, Order order) {
        return Behaviors.receiveMessage(message -> {
            switch (message) {
                case Start start -> {
                    start.replyTo().tell(new Reply.Ok(null));
                    tellOthers(node);
                }
                case PassOn passOn -> tellOthers(node);
                case Heard heard -> {
                    List<NodeId> longer = new java.util.ArrayList<>(order.heard());
                    longer.add(heard.from());
                    return behavior(node, new Order(List.copyOf(longer)));
                }
                case Inspect inspect -> inspect.replyTo().tell(order);
            }
            return Behaviors.same();
        });
    }

    private static void tellOthers(NodeContext<Message> node) {
        List<NodeId> others = node.peers().others();
        node.peers().tell(others.getLast(), new Heard(node.self()));
        others.stream()
                .filter(other -> other.compareTo(node.self()) > 0 && !other.equals(others.getLast()))
                .findFirst()
                .ifPresent(next -> node.peers().tell(next, new PassOn()));
    }

    @Override
    public Operations<Message> operations() {
        return Operations.<Message>named(id()).update("go", (call, replyTo) -> new Start(replyTo));
    }

    @Override
    public Message inspect(ActorRef<NodeView> replyTo) {
        return new Inspect(replyTo);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(Order.class, () -> List.of(new NotReversed()), List.of());
    }

    private static final class NotReversed implements Invariant<Order> {
        @Override
        public String name() {
            return "not in reverse";
        }

        @Override
        public Optional<String> brokenBy(NodeId node, Order before, Order after) {
            return after.heard().equals(REVERSED)
                    ? Optional.of(node + " heard from " + after.heard())
                    : Optional.empty();
        }
    }

    /** One word, and time for it to get round. */
    static Conditions conditions(Strategy strategy) {
        return Conditions.DEFAULT
                .edit()
                .clients(1)
                .operationsMax(1)
                .operationsPerSecond(0)
                .lengthMillis(500)
                .strategy(strategy)
                .build();
    }
}

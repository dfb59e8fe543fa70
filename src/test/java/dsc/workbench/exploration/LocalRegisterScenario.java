package dsc.workbench.exploration;

import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Models;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.ClientPolicy;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Sometimes;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;

/**
 * A register that each node keeps for itself: fine with one node, and with several as broken as can be. Its varieties
 * are broken in other ways.
 */
public final class LocalRegisterScenario implements Scenario<LocalRegisterScenario.Message> {

    private static final AtomicLong STARTS = new AtomicLong();

    private final Variety variety;
    private final ClientPolicy clients;

    /** What else is wrong with it. */
    public enum Variety {
        /** Nothing. */
        LOCAL,
        /** Greets its peers in an order that each JVM draws. */
        SALTED,
        /** Greets them in an order that the wall clock decides. */
        CLOCKED,
        /** Greets them in an order that is drawn without a seed. */
        DICED,
        /** Greets as many peers as there were starts before, in all worlds together. */
        RESTLESS,
        /** Can only be run live. */
        CLUSTERED
    }

    /** Its messages. */
    public sealed interface Message {}

    private record Ask(Call call, ActorRef<Reply> replyTo) implements Message {}

    private record Look(ActorRef<NodeView> replyTo) implements Message {}

    private record Greeting() implements Message {}

    private record State(Map<String, Object> details) implements NodeView {
        @Override
        public String role() {
            return "loner";
        }

        @Override
        public long term() {
            return -1;
        }

        @Override
        public String leader() {
            return null;
        }
    }

    public LocalRegisterScenario() {
        this(Variety.LOCAL);
    }

    public LocalRegisterScenario(Variety variety) {
        this(variety, ClientPolicy.DEFAULT);
    }

    public LocalRegisterScenario(ClientPolicy clients) {
        this(Variety.LOCAL, clients);
    }

    private LocalRegisterScenario(Variety variety, ClientPolicy clients) {
        this.variety = variety;
        this.clients = clients;
    }

    @Override
    public String id() {
        return variety.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public String summary() {
        return "a register that each node keeps for itself";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee("none", "Nothing.", Linearizability.of(Models.KV), Duration.ofSeconds(5));
    }

    @Override
    public Workload workload(Settings settings) {
        return (random, keys, turn) -> {
            String key = keys.get(random.nextInt(keys.size()));
            return random.nextBoolean()
                    ? Call.of("read", key, null)
                    : Call.of("write", key, Integer.toString(random.nextInt(100)));
        };
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return EnumSet.of(FaultKind.PAUSE, FaultKind.ISOLATE);
    }

    @Override
    public ClientPolicy clients() {
        return clients;
    }

    @Override
    public Deployment deployment() {
        return variety == Variety.CLUSTERED ? Deployment.PLATFORM : Deployment.PEERS;
    }

    @Override
    public Behavior<Message> behavior(NodeContext<Message> node) {
        return Behaviors.setup(context -> {
            if (variety == Variety.SALTED || variety == Variety.CLOCKED || variety == Variety.DICED) {
                List<NodeId> others = new ArrayList<>(node.peers().others());
                Collections.shuffle(others, undecided(node.self()));
                others.forEach(other -> node.peers().tell(other, new Greeting()));
            } else if (variety == Variety.RESTLESS) {
                node.peers().others().stream()
                        .limit(STARTS.getAndIncrement() % 3)
                        .forEach(other -> node.peers().tell(other, new Greeting()));
            }
            Map<String, Object> values = new TreeMap<>();
            return Behaviors.receiveMessage(message -> {
                switch (message) {
                    case Ask ask -> ask.replyTo().tell(answer(ask.call(), values));
                    case Look look -> look.replyTo().tell(new State(new TreeMap<>(values)));
                    case Greeting greeting -> {}
                }
                return Behaviors.same();
            });
        });
    }

    private Random undecided(NodeId self) {
        return switch (variety) {
            // As Set.of does, but with so many orders that two JVMs never agree on one.
            case SALTED -> new Random(ProcessHandle.current().pid() * 31 + self.hashCode());
            case CLOCKED -> new Random(System.nanoTime());
            default -> new Random();
        };
    }

    private static Reply answer(Call call, Map<String, Object> values) {
        if (call.function().equals("read")) {
            return new Reply.Ok(values.get(call.key()));
        }
        values.put(call.key(), call.value());
        return new Reply.Ok(null);
    }

    @Override
    public Operations<Message> operations() {
        return Operations.<Message>named(id())
                .query("read", Argument.KEY, Ask::new)
                .update("write", Argument.KEY, Argument.TEXT, Ask::new);
    }

    @Override
    public Message inspect(ActorRef<NodeView> replyTo) {
        return new Look(replyTo);
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(
                State.class,
                List::of,
                List.of(
                        new Sometimes<>("a value was written", (before, after) -> !before.equals(after)),
                        new Sometimes<>(
                                "a value was forgotten",
                                (before, after) -> after.details().isEmpty()
                                        && !before.details().isEmpty())));
    }
}

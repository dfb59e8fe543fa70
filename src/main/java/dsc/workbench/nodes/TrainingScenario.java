package dsc.workbench.nodes;

import static dsc.workbench.protocol.Argument.KEY;
import static dsc.workbench.protocol.Argument.TEXT;

import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Wire;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;

/**
 * What deployments need of the libraries, whatever protocols there are: messages to peers, a journal, and the modules
 * of Pekko that platform protocols show. {@link NodeTraining} runs it and nothing else does; it promises nothing.
 */
final class TrainingScenario implements Scenario<TrainingScenario.Message> {

    private static final Duration ASK_TIMEOUT = Duration.ofSeconds(1);

    sealed interface Message extends Wire {}

    record Write(String key, String text, ActorRef<Reply> replyTo) implements Message {}

    record Copy(String key, String text) implements Message {}

    record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    /** An entity that Cluster Sharding places on one of the nodes, with its events in the journal. */
    private static final class Kept extends EventSourcedBehavior<Kept.Store, Kept.Stored, Kept.Stored> {

        static final EntityTypeKey<Store> TYPE = EntityTypeKey.create(Store.class, "kept");

        record Store(String text, ActorRef<Stored> replyTo) implements Wire {}

        record Stored(String text) implements Wire {}

        Kept(String id) {
            super(PersistenceId.of(TYPE.name(), id));
        }

        @Override
        public Stored emptyState() {
            return new Stored("");
        }

        @Override
        public CommandHandler<Store, Stored, Stored> commandHandler() {
            return (state, store) -> Effect()
                    .persist(new Stored(store.text()))
                    .thenRun(after -> store.replyTo().tell(after));
        }

        @Override
        public EventHandler<Stored, Stored> eventHandler() {
            return (state, stored) -> stored;
        }
    }

    @Override
    public String id() {
        return "training";
    }

    @Override
    public String summary() {
        return "what the class archive of nodes is made from";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        throw new UnsupportedOperationException("nothing of it is checked");
    }

    @Override
    public Operations<Message> operations() {
        return Operations.<Message>named(id())
                .update("write", KEY, TEXT, (call, replyTo) -> new Write(call.key(), call.text(), replyTo));
    }

    @Override
    public Workload workload(Settings settings) {
        return (random, keys, turn) -> Call.of("write", keys.getFirst(), Integer.toString(random.nextInt(100)));
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return Set.of();
    }

    @Override
    public Deployment deployment() {
        return Deployment.PLATFORM;
    }

    @Override
    public Message inspect(ActorRef<NodeView> replyTo) {
        return new Inspect(replyTo);
    }

    @Override
    public Behavior<Message> behavior(NodeContext<Message> node) {
        return Behaviors.setup(actor -> {
            ClusterSharding sharding = ClusterSharding.get(actor.getSystem());
            sharding.init(Entity.of(Kept.TYPE, entity -> Behaviors.setup(none -> new Kept(entity.getEntityId()))));
            ActorRef<Message> singleton = ClusterSingleton.get(actor.getSystem())
                    .init(SingletonActor.of(Behaviors.<Message>ignore(), "training-singleton"));
            return Behaviors.receiveMessage(message -> {
                switch (message) {
                    case Write write -> {
                        Copy copy = new Copy(write.key(), write.text());
                        singleton.tell(copy);
                        for (NodeId peer : node.peers().others()) {
                            node.peers().tell(peer, copy);
                        }
                        store(sharding, write);
                    }
                    case Copy copy -> {}
                    case Inspect inspect -> inspect.replyTo().tell(new View("trained"));
                }
                return Behaviors.same();
            });
        });
    }

    private static void store(ClusterSharding sharding, Write write) {
        sharding.entityRefFor(Kept.TYPE, write.key())
                .<Kept.Stored>ask(replyTo -> new Kept.Store(write.text(), replyTo), ASK_TIMEOUT)
                .whenComplete((stored, late) ->
                        write.replyTo().tell(late == null ? new Reply.Ok(null) : new Reply.Unknown(late.getMessage())));
    }

    private record View(String role) implements NodeView {

        @Override
        public Map<String, Object> details() {
            return Map.of();
        }
    }
}

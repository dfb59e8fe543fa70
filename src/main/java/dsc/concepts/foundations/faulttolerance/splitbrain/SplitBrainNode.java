package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.ClusterSingleton;
import org.apache.pekko.cluster.typed.SingletonActor;

/**
 * What runs on every node: it offers to run the {@link SoleWriter}, passes clients' writes on to it, wherever it is,
 * and says how this node sees the cluster.
 *
 * <p>Legal transitions: standing by → running(incarnation), when the writer begins here; running → standing by, when it
 * has stopped.
 */
final class SplitBrainNode extends AbstractMatchingBehavior<SplitBrainNode.Message> {

    sealed interface Message {}

    record Write(String key, ActorRef<Reply> replyTo) implements Message {}

    record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    record WriterBegan(long incarnation, ActorRef<SoleWriter.Message> writer) implements Message {}

    private record WriterStopped(long incarnation) implements Message {}

    private final NodeId self;
    private final SplitBrainSettings settings;
    private final Cluster cluster;
    private final ActorRef<SoleWriter.Message> writer;

    /** The incarnation of the writer on this node; 0 if there is none. */
    private long incarnation;

    static Behavior<Message> create(NodeContext<Message> node) {
        SplitBrainSettings settings = SplitBrainSettings.from(node.settings());
        settings.requireUse(node.group().size());
        return Behaviors.setup(actor -> new SplitBrainNode(actor, node, settings));
    }

    private SplitBrainNode(ActorContext<Message> actor, NodeContext<Message> node, SplitBrainSettings settings) {
        super(actor);
        this.self = node.self();
        this.settings = settings;
        this.cluster = Cluster.get(actor.getSystem());
        this.writer = ClusterSingleton.get(actor.getSystem())
                .init(SingletonActor.of(
                        SoleWriter.create(self, settings, Durable.of(node), actor.getSelf()), "writer"));
        if (settings.strategy() == Strategy.AUTO_DOWN) {
            actor.spawn(AutoDown.create(settings.stableAfter()), "auto-down");
        }
    }

    @Override
    public Behavior<Message> onMessage(Message message) {
        return switch (message) {
            case Write write -> onWrite(write);
            case Inspect inspect -> onInspect(inspect);
            case WriterBegan began -> onWriterBegan(began);
            case WriterStopped stopped -> onWriterStopped(stopped);
        };
    }

    /**
     * To a client whose write was not answered, nobody else can tell what became of it ({@link Reply.Lost}). So it
     * stays with this node, on this side of a cut, and does not look for another, where all clients would meet.
     */
    private Behavior<Message> onWrite(Write write) {
        CompletionStage<SoleWriter.Answer> asked = AskPattern.ask(
                writer,
                replyTo -> new SoleWriter.Write(write.key(), replyTo),
                settings.askTimeout(),
                getContext().getSystem().scheduler());
        asked.whenComplete((answer, failure) -> write.replyTo()
                .tell(
                        failure == null
                                ? reply(answer)
                                : new Reply.Lost("no writer answered within "
                                        + settings.askTimeout().toMillis() + " ms")));
        return this;
    }

    private static Reply reply(SoleWriter.Answer answer) {
        return switch (answer) {
            case SoleWriter.Written written -> {
                Map<String, Object> who = new LinkedHashMap<>();
                who.put("node", written.node().value());
                who.put("incarnation", written.incarnation());
                yield new Reply.Ok(who);
            }
            case SoleWriter.Superseded over ->
                new Reply.Failed("incarnation " + over.incarnation() + " on " + over.node() + " is superseded");
        };
    }

    private Behavior<Message> onInspect(Inspect inspect) {
        inspect.replyTo().tell(MembershipView.of(settings.strategy(), incarnation, self, cluster.state()));
        return this;
    }

    private Behavior<Message> onWriterBegan(WriterBegan began) {
        incarnation = began.incarnation();
        getContext().watchWith(began.writer(), new WriterStopped(began.incarnation()));
        return this;
    }

    private Behavior<Message> onWriterStopped(WriterStopped stopped) {
        if (incarnation == stopped.incarnation()) {
            incarnation = 0;
        }
        return this;
    }
}

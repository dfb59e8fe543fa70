package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Words;
import java.time.Duration;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.AbstractMatchingBehavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.AskPattern;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.cluster.ClusterEvent;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;
import org.apache.pekko.cluster.sharding.ShardCoordinator.ShardAllocationStrategy;
import org.apache.pekko.cluster.sharding.ShardRegion.CurrentShardRegionState;
import org.apache.pekko.cluster.sharding.typed.ClusterShardingSettings;
import org.apache.pekko.cluster.sharding.typed.GetShardRegionState;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.Entity;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityContext;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityRef;
import org.apache.pekko.cluster.typed.Cluster;

/**
 * What runs on every node: it carries some of the shards, and passes clients' calls on to accounts, wherever they are.
 * It has no state of its own.
 */
final class Branch extends AbstractMatchingBehavior<Branch.Message> {

    /** Less than the runner waits before it takes a node for one that does not answer. */
    private static final Duration INSPECT_TIMEOUT = Duration.ofMillis(500);

    sealed interface Message {}

    record Post(String account, Transfer transfer, ActorRef<Reply> replyTo) implements Message {}

    record Read(String account, ActorRef<Reply> replyTo) implements Message {}

    record ReadEvents(String account, ActorRef<Reply> replyTo) implements Message {}

    record OpenSession(ActorRef<Reply> replyTo) implements Message {}

    record Inspect(ActorRef<NodeView> replyTo) implements Message {}

    private final HorizontalSettings settings;
    private final Durable durable;
    private final ClusterSharding sharding;

    static Behavior<Message> create(NodeContext<Message> node) {
        HorizontalSettings settings = HorizontalSettings.from(node.settings());
        return Behaviors.setup(actor -> new Branch(actor, node, settings));
    }

    private Branch(ActorContext<Message> actor, NodeContext<Message> node, HorizontalSettings settings) {
        super(actor);
        this.settings = settings;
        this.durable = Durable.of(node);
        this.sharding = ClusterSharding.get(actor.getSystem());
        // Accounts start again wherever their shard goes, before anyone asks for them.
        ClusterShardingSettings remembering =
                ClusterShardingSettings.create(actor.getSystem()).withRememberEntities(true);
        sharding.init(Entity.of(Account.TYPE, entity -> account(node, entity))
                .withSettings(remembering)
                .withStopMessage(new Account.Stop())
                .withAllocationStrategy(allocation(remembering)));
        sharding.init(Entity.of(Sessions.TYPE, entity -> Sessions.create(settings, durable))
                .withStopMessage(new Sessions.Stop()));
    }

    private Behavior<Account.Message> account(NodeContext<Message> node, EntityContext<Account.Message> entity) {
        return switch (settings.entity()) {
            case ACCOUNT -> Account.create(entity.getEntityId(), node.self(), settings, durable, entity.getShard());
            case JOURNALED -> PlainAccount.journaled(entity.getEntityId());
            case MEMORY -> PlainAccount.inMemory();
        };
    }

    private ShardAllocationStrategy allocation(ClusterShardingSettings sharded) {
        return switch (settings.allocation()) {
            // Pekko's own, with its own settings in conf/horizontal.conf.
            case LEAST_SHARDS -> sharding.defaultShardAllocationStrategy(sharded);
            case RENDEZVOUS -> {
                Cluster cluster = Cluster.get(getContext().getSystem());
                yield new RendezvousAllocation(
                        cluster.selfMember().address(), settings.rebalanceShardsMax(), () -> isSettled(cluster));
            }
        };
    }

    private static boolean isSettled(Cluster cluster) {
        ClusterEvent.CurrentClusterState state = cluster.state();
        for (Member member : state.getMembers()) {
            if (member.status() != MemberStatus.up()) {
                return false;
            }
        }
        return state.getUnreachable().isEmpty();
    }

    @Override
    public Behavior<Message> onMessage(Message message) {
        return switch (message) {
            case Post post -> onPost(post);
            case Read read -> onRead(read);
            case ReadEvents read -> onReadEvents(read);
            case OpenSession open -> onOpenSession(open);
            case Inspect inspect -> onInspect(inspect);
        };
    }

    private Behavior<Message> onPost(Post post) {
        ask(post.account(), post.replyTo(), replyTo -> new Account.Post(post.transfer(), replyTo));
        return this;
    }

    private Behavior<Message> onRead(Read read) {
        ask(read.account(), read.replyTo(), Account.Read::new);
        return this;
    }

    private void ask(String id, ActorRef<Reply> client, Function<ActorRef<Account.Answer>, Account.Message> question) {
        EntityRef<Account.Message> account = sharding.entityRefFor(Account.TYPE, id);
        CompletionStage<Account.Answer> asked = account.ask(question::apply, settings.askTimeout());
        asked.whenComplete((answer, failure) -> client.tell(
                failure == null
                        ? reply(answer)
                        : new Reply.Unknown("account " + id + " did not answer within "
                                + settings.askTimeout().toMillis() + " ms")));
    }

    private static Reply reply(Account.Answer answer) {
        return switch (answer) {
            case Account.Holds holds -> new Reply.Ok(holds.amount());
            case Account.NotCovered low -> new Reply.Failed("not covered: the balance is " + low.amount());
            case Account.OtherTransfer other ->
                new Reply.Failed("its reference was used for another transfer, "
                        + (other.asked() < 0 ? "a withdrawal of " + -other.asked() : "a deposit of " + other.asked()));
            case Account.Past past -> new Reply.Lost("an older call than the session's last one here");
            case Account.Unavailable unavailable -> new Reply.Unknown(unavailable.why());
        };
    }

    private Behavior<Message> onReadEvents(ReadEvents read) {
        Audit.of(read.account(), getContext().getSystem())
                .whenComplete((audit, failure) -> read.replyTo()
                        .tell(
                                failure == null
                                        ? new Reply.Ok(audit)
                                        : new Reply.Unknown("the journal cannot be read: " + failure.getMessage())));
        return this;
    }

    private Behavior<Message> onOpenSession(OpenSession open) {
        CompletionStage<Sessions.Number> asked =
                sharding.entityRefFor(Sessions.TYPE, Sessions.ID).ask(Sessions.Open::new, settings.askTimeout());
        asked.whenComplete((number, failure) -> open.replyTo()
                .tell(
                        failure == null
                                ? new Reply.Ok(number.session())
                                : new Reply.Unknown("no session was numbered within "
                                        + settings.askTimeout().toMillis() + " ms")));
        return this;
    }

    private Behavior<Message> onInspect(Inspect inspect) {
        CompletionStage<CurrentShardRegionState> asked = AskPattern.ask(
                sharding.shardState(),
                replyTo -> new GetShardRegionState(Account.TYPE, replyTo),
                INSPECT_TIMEOUT,
                getContext().getSystem().scheduler());
        asked.whenComplete((region, failure) -> inspect.replyTo()
                .tell(new BranchView(Words.of(settings.allocation()), failure == null ? shards(region) : null)));
        return this;
    }

    private static SortedMap<String, Integer> shards(CurrentShardRegionState region) {
        SortedMap<String, Integer> shards = new TreeMap<>();
        region.getShards()
                .forEach(shard ->
                        shards.put(shard.shardId(), shard.getEntityIds().size()));
        return shards;
    }
}

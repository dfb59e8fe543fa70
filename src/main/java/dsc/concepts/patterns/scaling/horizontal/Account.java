package dsc.concepts.patterns.scaling.horizontal;

import dsc.concepts.patterns.scaling.horizontal.Balance.Activated;
import dsc.concepts.patterns.scaling.horizontal.Balance.Declined;
import dsc.concepts.patterns.scaling.horizontal.Balance.Event;
import dsc.concepts.patterns.scaling.horizontal.Balance.Posted;
import dsc.workbench.protocol.Durable;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Optional;
import java.util.regex.Pattern;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;
import org.apache.pekko.actor.typed.javadsl.ActorContext;
import org.apache.pekko.actor.typed.javadsl.Behaviors;
import org.apache.pekko.actor.typed.javadsl.TimerScheduler;
import org.apache.pekko.cluster.sharding.typed.javadsl.ClusterSharding;
import org.apache.pekko.cluster.sharding.typed.javadsl.EntityTypeKey;
import org.apache.pekko.persistence.typed.PersistenceId;
import org.apache.pekko.persistence.typed.RecoveryCompleted;
import org.apache.pekko.persistence.typed.RecoveryFailed;
import org.apache.pekko.persistence.typed.javadsl.CommandHandler;
import org.apache.pekko.persistence.typed.javadsl.Effect;
import org.apache.pekko.persistence.typed.javadsl.EventHandler;
import org.apache.pekko.persistence.typed.javadsl.EventSourcedBehavior;
import org.apache.pekko.persistence.typed.javadsl.RetentionCriteria;
import org.apache.pekko.persistence.typed.javadsl.SignalHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * An account: the one place in the cluster that posts transfers to it.
 *
 * <p>Legal transitions: recovering → activating, by reading its events; activating → active, once its {@link Activated}
 * is written; active or activating → recovering, when the journal fails or refuses an event, after a back-off;
 * recovering → superseded, when a newer epoch than its own is found; superseded → activating, after a while, for the
 * case that the newer writer is the one that the cluster has given up; active → passive (it stops, and is started when
 * it is asked again).
 */
final class Account extends EventSourcedBehavior<Account.Message, Event, Balance> {

    static final EntityTypeKey<Message> TYPE = EntityTypeKey.create(Message.class, "account");

    private static final Logger LOG = LoggerFactory.getLogger(Account.class);
    static final int ID_CHARS_MAX = 64;
    static final String ID = "[A-Za-z0-9._-]*";
    static final String FORM = "is made of letters, digits, dots, hyphens and underscores";

    private static final Pattern PATTERN = Pattern.compile("[A-Za-z0-9._-]{1," + ID_CHARS_MAX + "}");

    sealed interface Message {}

    /** What the nodes ask. */
    sealed interface Request extends Message, Wire {
        ActorRef<Answer> replyTo();
    }

    record Post(Transfer transfer, ActorRef<Answer> replyTo) implements Request {}

    record Read(ActorRef<Answer> replyTo) implements Request {}

    private record Activate() implements Message {}

    private record Idle() implements Message {}

    /** What sharding sends when the shard moves, too. */
    record Stop() implements Message {}

    sealed interface Answer extends Wire {}

    /** The balance, after the transfer if one was asked for. */
    record Holds(long amount) implements Answer {}

    /** It did not take effect and never will. */
    record NotCovered(long amount) implements Answer {}

    /** Its reference is that of another transfer, of so much. */
    record OtherTransfer(long asked) implements Answer {}

    /** The call is older than what its session asked last, or than what is remembered. */
    record Past() implements Answer {}

    /** Whether it took effect, another attempt tells. */
    record Unavailable(String why) implements Answer {}

    private final ActorContext<Message> actor;
    private final TimerScheduler<Message> timers;
    private final ActorRef<ClusterSharding.ShardCommand> shard;
    private final String id;
    private final NodeId home;
    private final HorizontalSettings settings;
    private final Durable durable;

    /** The epoch that this instance wrote last, or 0; it outlives restarts, which state does not. */
    private long ownEpoch;

    /** The epoch that this instance tried to write last, or 0; whether it was written, the journal tells. */
    private long attempted;

    /** The instance that superseded this one, or null. */
    private String superseded;

    /** The request whose event is being written, or null. */
    private Request pending;

    static Behavior<Message> create(
            String id,
            NodeId home,
            HorizontalSettings settings,
            Durable durable,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        return Behaviors.setup(actor ->
                Behaviors.withTimers(timers -> new Account(actor, timers, id, home, settings, durable, shard)));
    }

    /**
     * An account's id as clients may give it.
     *
     * @throws IllegalArgumentException when it cannot be one, in a line that says why
     */
    static String requireId(String id) {
        if (id == null || !PATTERN.matcher(id).matches()) {
            throw new IllegalArgumentException(
                    "an account's id is 1 to 64 letters, digits, dots, hyphens or underscores, "
                            + (id == null ? "and none was given" : "not \"" + id + "\""));
        }
        return id;
    }

    /** Under which the events of account {@code id} are kept. */
    static PersistenceId persistenceId(String id) {
        return PersistenceId.of(TYPE.name(), requireId(id));
    }

    private Account(
            ActorContext<Message> actor,
            TimerScheduler<Message> timers,
            String id,
            NodeId home,
            HorizontalSettings settings,
            Durable durable,
            ActorRef<ClusterSharding.ShardCommand> shard) {
        super(persistenceId(id), durable.backoff());
        this.actor = actor;
        this.timers = timers;
        this.shard = shard;
        this.id = id;
        this.home = home;
        this.settings = settings;
        this.durable = durable;
    }

    @Override
    public Balance emptyState() {
        return Balance.NEW;
    }

    @Override
    public CommandHandler<Message, Event, Balance> commandHandler() {
        return (balance, message) -> {
            noteUse(message);
            return switch (message) {
                case Post post -> serve(balance, post);
                case Read read -> serve(balance, read);
                case Activate activate -> onActivate(balance);
                case Idle idle -> onIdle();
                case Stop stop -> Effect().stop();
            };
        };
    }

    @Override
    public EventHandler<Balance, Event> eventHandler() {
        return Balance::with;
    }

    @Override
    public RetentionCriteria retentionCriteria() {
        // Events stay: they are what an audit reads.
        return RetentionCriteria.snapshotEvery(settings.snapshotEvents(), 2);
    }

    @Override
    public SignalHandler<Balance> signalHandler() {
        return newSignalHandlerBuilder()
                .onSignal(RecoveryCompleted.instance(), this::onRecovered)
                .onSignal(RecoveryFailed.class, (balance, failed) -> onRecoveryFailed(failed.getFailure()))
                .build();
    }

    /** Read anew after the journal failed, its events tell whether that was because of a newer writer. */
    private void onRecovered(Balance balance) {
        boolean newer = isOfAnother(balance);
        superseded = newer ? "epoch " + balance.epoch() + " on " + balance.home() : null;
        Request interrupted = pending;
        pending = null;
        if (newer) {
            LOG.warn(
                    "account {} on {} with epoch {} was refused by the journal: superseded by {}",
                    id,
                    home,
                    ownEpoch,
                    superseded);
            timers.startSingleTimer(new Activate(), settings.reactivationDelay());
        } else {
            actor.getSelf().tell(new Activate());
        }
        if (interrupted != null) {
            // Its event may have been written or not; asked again, it counts once.
            actor.getSelf().tell(interrupted);
        }
    }

    /** Whether the epoch in force was begun by someone else, after this instance's own or in place of it. */
    private boolean isOfAnother(Balance balance) {
        boolean own = home.equals(balance.home()) && (balance.epoch() == ownEpoch || balance.epoch() == attempted);
        return !own && (ownEpoch > 0 && balance.epoch() >= ownEpoch || attempted > 0 && balance.epoch() >= attempted);
    }

    private void onRecoveryFailed(Throwable failure) {
        LOG.warn(
                "account {}: its journal cannot be read ({}); tried again after {} to {} ms, and nothing is"
                        + " acknowledged until then",
                id,
                String.valueOf(failure.getMessage()).lines().findFirst().orElse(""),
                durable.backoffMin().toMillis(),
                durable.backoffMax().toMillis());
        if (pending != null) {
            pending.replyTo().tell(new Unavailable("the journal of account " + id + " does not answer"));
            pending = null;
        }
    }

    private Effect<Event, Balance> onActivate(Balance balance) {
        superseded = null;
        long epoch = balance.epoch() + 1;
        attempted = epoch;
        return Effect()
                .persist(new Activated(epoch, home))
                .thenRun(written -> ownEpoch = epoch)
                .thenUnstashAll();
    }

    /** Served once the epoch in force is this instance's own. */
    private Effect<Event, Balance> serve(Balance balance, Request request) {
        if (superseded != null) {
            return reply(request, new Unavailable("account " + id + " is superseded here by " + superseded));
        }
        if (ownEpoch == 0 || balance.epoch() != ownEpoch) {
            return Effect().stash();
        }
        return switch (request) {
            case Read read -> reply(request, new Holds(balance.amount()));
            case Post post -> onPost(balance, post);
        };
    }

    private Effect<Event, Balance> onPost(Balance balance, Post post) {
        Transfer transfer = post.transfer();
        if (balance.isPast(transfer) || balance.wouldForget(transfer)) {
            return reply(post, new Past());
        }
        Optional<Balance.Decision> own = balance.decision(transfer);
        if (own.isPresent()) {
            return reply(post, answer(own.get()));
        }
        // A client that lost its session, such as a person, asks again by the reference.
        return balance.earlier(transfer)
                .map(earlier ->
                        reply(post, earlier.isAbout(transfer) ? answer(earlier) : new OtherTransfer(earlier.asked())))
                .orElseGet(() -> decide(balance, post));
    }

    private Effect<Event, Balance> decide(Balance balance, Post post) {
        Transfer transfer = post.transfer();
        Event event = balance.covers(transfer)
                ? new Posted(balance.epoch(), transfer)
                : new Declined(balance.epoch(), transfer);
        pending = post;
        return Effect().persist(event).thenRun(after -> {
            pending = null;
            post.replyTo().tell(answer(after.decision(transfer).orElseThrow()));
        });
    }

    private static Answer answer(Balance.Decision decision) {
        return decision.posted() ? new Holds(decision.amount()) : new NotCovered(decision.amount());
    }

    private Effect<Event, Balance> reply(Request request, Answer answer) {
        return Effect().none().thenRun(unchanged -> request.replyTo().tell(answer));
    }

    /** An account that nobody asks for a while is stopped; sharding forgets it until it is asked again. */
    private Effect<Event, Balance> onIdle() {
        shard.tell(new ClusterSharding.Passivate<>(actor.getSelf()));
        return Effect().none();
    }

    private void noteUse(Message message) {
        if (message instanceof Request || message instanceof Activate) {
            timers.startSingleTimer(new Idle(), settings.passivateAfter());
        }
    }
}

package dsc.concepts.patterns.replication.eventsourced;

import dsc.concepts.shared.SetAndCounter;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Metrics;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** A set, a counter and a name under each key, replicated by {@link EventSourced}. */
public final class EventSourcedScenario implements Scenario<EventSourced.Message> {

    /**
     * With what else stands in a persistence id, it must fit into the 255 characters of the journal's column, and a
     * vertical line separates the parts of the id.
     */
    private static final Argument KEY =
            Argument.KEY.of(Text.of(1, 200).withoutControls().matching("[^|]*", "has no vertical line (|) in it"));

    private static final Argument ELEMENT = SetAndCounter.ELEMENT.of(Text.of(1, 200));
    private static final Argument NAME = Argument.TEXT.named("name").of(Text.of(1, 200));

    private static final int NAMES = 1_000;

    @Override
    public String id() {
        return "eventsourced";
    }

    @Override
    public String summary() {
        return "active-active replicas that replay each other's journals";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "converging, nothing lost",
                List.of(
                        Clause.tested(
                                "Every node takes updates at all times, whichever other nodes it can reach",
                                "EventSourcedTest#replicasThatDoNotHearOfEachOtherConvergeByTheJournals"),
                        Clause.checked(
                                "; once faults are over, all replicas hold the same", "replicas differ in the end"),
                        Clause.checked(", with every acknowledged add", "an acknowledged add is lost"),
                        Clause.checked(", removal", "a removed element is back"),
                        Clause.checked(" and increment in it exactly once", "the count under key"),
                        Clause.limit(", as long as the journals survive.")),
                GivenNames.WITH_SET_AND_COUNTER,
                Duration.ofSeconds(30));
    }

    /** As {@link SetAndCounter} has it, but that one call in ten gives a new name. */
    @Override
    public Workload workload(Settings settings) {
        Workload rest = SetAndCounter.workload();
        return (random, keys, turn) -> {
            Call call = rest.next(random, keys, turn);
            boolean renames = random.nextInt(10) == 0;
            String name = "name-" + random.nextInt(NAMES);
            return renames ? Call.of(GivenNames.RENAME, call.key(), name) : call;
        };
    }

    /** Not a transfer, since nobody leads; not a change of the group, which Pekko wants to know beforehand. */
    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return EnumSet.of(
                FaultKind.KILL,
                FaultKind.PAUSE,
                FaultKind.PARTITION,
                FaultKind.PARTIAL,
                FaultKind.ISOLATE,
                FaultKind.ONE_WAY,
                FaultKind.DELAY,
                FaultKind.LOSS,
                FaultKind.DUPLICATE,
                FaultKind.CLOCK,
                FaultKind.LEAVE);
    }

    @Override
    public Behavior<EventSourced.Message> behavior(NodeContext<EventSourced.Message> node) {
        return EventSourced.create(node);
    }

    @Override
    public Operations<EventSourced.Message> operations() {
        return SetAndCounter.updates(
                        Operations.<EventSourced.Message>named(id()), KEY, ELEMENT, EventSourcedScenario::message)
                .query(SetAndCounter.READ, KEY, (call, replyTo) -> ask(call.key(), new Replica.Read(replyTo)))
                .example("read cart")
                .finalRead()
                .update(
                        GivenNames.RENAME,
                        KEY,
                        NAME,
                        (call, replyTo) -> ask(call.key(), new Replica.Rename(call.text(), replyTo)));
    }

    private static EventSourced.Message message(SetAndCounter.Operation operation, ActorRef<Reply> replyTo) {
        return ask(
                operation.key(),
                switch (operation) {
                    case SetAndCounter.Add add -> new Replica.Add(add.element(), replyTo);
                    case SetAndCounter.Remove remove -> new Replica.Remove(remove.element(), replyTo);
                    case SetAndCounter.Increment increment -> new Replica.Increment(increment.amount(), replyTo);
                    case SetAndCounter.Read read -> new Replica.Read(replyTo);
                });
    }

    private static EventSourced.Message ask(String key, Replica.Command command) {
        return new EventSourced.Ask(key, command);
    }

    @Override
    public EventSourced.Message inspect(ActorRef<NodeView> replyTo) {
        return new EventSourced.Inspect(replyTo);
    }

    @Override
    public Deployment deployment() {
        return Deployment.PLATFORM
                .withJournal(Deployment.Journal.SHARED)
                .withCheck((settings, nodes) -> EventSourcedSettings.from(settings));
    }

    @Override
    public Metrics metrics() {
        return new Metrics(GivenNames::figures);
    }
}

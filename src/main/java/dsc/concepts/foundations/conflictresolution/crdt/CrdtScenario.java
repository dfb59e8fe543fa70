package dsc.concepts.foundations.conflictresolution.crdt;

import dsc.concepts.shared.SetAndCounter;
import dsc.workbench.checkers.AcknowledgedEffects;
import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.ArgumentType.Whole;
import dsc.workbench.protocol.ArgumentType.Word;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Comparison;
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

/** Sets and counters that merge, on Pekko's Distributed Data. */
public final class CrdtScenario implements Scenario<Crdt.Message> {

    private static final Duration RECOVERY_BOUND = Duration.ofSeconds(20);

    /** The argument of a read that asks one replica alone. */
    private static final String HERE = "local";

    /**
     * LMDB, in which data is kept, has keys of at most 511 bytes; Distributed Data's are a little longer than these.
     */
    private static final Argument KEY =
            Argument.KEY.of(Text.of(1, 256).withoutControls().bytesAtMost(256));

    private static final Argument SCOPE =
            Argument.OPTIONAL_TEXT.named(HERE, "the scope").of(Word.of(HERE));
    private static final Argument TEXT = Argument.TEXT.named("text").of(Text.of(1, 256));
    private static final Argument OPTION = Argument.TEXT.named("option").of(Text.of(1, 256));
    private static final Argument POSITION = Argument.NUMBER.named("position").of(Whole.between(0, Integer.MAX_VALUE));

    /** One code point, which may be a surrogate pair. */
    private static final Argument CHARACTER =
            Argument.TEXT.named("character").of(Text.of(1, 2).matching(".", "is a single one"));

    @Override
    public String id() {
        return "crdt";
    }

    @Override
    public String summary() {
        return "sets and counters that merge (CRDTs), on Pekko Distributed Data";
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return new Guarantee(
                "strong eventual consistency, nothing lost",
                List.of(
                        Clause.tested(
                                "Every replica keeps serving by itself, whichever others it can reach",
                                "CrdtTest#goesOnByItselfWhereItWaitsForNobody"),
                        Clause.checked(
                                        "; within 20 s after the last fault all hold the same",
                                        "replicas differ in the end")
                                .withoutMutant("what would have to break is Pekko's replicator; CrdtIT shows it"),
                        Clause.checked(": every acknowledged add that was not removed", "an acknowledged add is lost"),
                        Clause.checked(", no removed element", "a removed element is back"),
                        Clause.checked(", and exact counts", "the count under key"),
                        Clause.limit(", as long as what replicas wrote to their disks survives.")),
                AcknowledgedEffects.lossless(),
                RECOVERY_BOUND);
    }

    @Override
    public Workload workload(Settings settings) {
        return SetAndCounter.workload();
    }

    /** Link faults other than cuts bear on what peers send by themselves; the replicator's messages are Pekko's own. */
    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return EnumSet.of(
                FaultKind.KILL,
                FaultKind.PAUSE,
                FaultKind.PARTITION,
                FaultKind.PARTIAL,
                FaultKind.ISOLATE,
                FaultKind.ONE_WAY,
                FaultKind.CLOCK,
                FaultKind.LEAVE);
    }

    @Override
    public Behavior<Crdt.Message> behavior(NodeContext<Crdt.Message> node) {
        return Crdt.create(node, CrdtSettings.from(node.settings()));
    }

    /**
     * Labels, votes and texts are for people alone: clients of a run would have to know what a text holds to edit it.
     */
    @Override
    public Operations<Crdt.Message> operations() {
        return SetAndCounter.updates(
                        Operations.<Crdt.Message>named(id()), KEY, SetAndCounter.ELEMENT, Crdt.Execute::new)
                .query(SetAndCounter.READ, KEY, SCOPE, CrdtScenario::read)
                .example("read cart")
                // To ask others first would make them alike.
                .finalRead(HERE)
                .update("label", KEY, TEXT.optional(), CrdtScenario::label)
                .unchecked()
                .update("vote", KEY, OPTION, (call, replyTo) -> new Crdt.Vote(call.key(), call.text(), replyTo))
                .unchecked()
                .update("withdraw", KEY, OPTION, (call, replyTo) -> new Crdt.Withdraw(call.key(), call.text(), replyTo))
                .unchecked()
                .query("votes", KEY, (call, replyTo) -> new Crdt.ReadVotes(call.key(), replyTo))
                .unchecked()
                .update("insert", KEY, POSITION, CHARACTER, CrdtScenario::insert)
                .unchecked()
                .update("erase", KEY, POSITION, CrdtScenario::erase)
                .unchecked()
                .query("text", KEY, (call, replyTo) -> new Crdt.ReadText(call.key(), replyTo))
                .unchecked();
    }

    private static Crdt.Message read(Call call, ActorRef<Reply> replyTo) {
        return call.optionalText().isPresent()
                ? new Crdt.ReadHere(call.key(), replyTo)
                : new Crdt.Execute(new SetAndCounter.Read(call.key()), replyTo);
    }

    private static Crdt.Message label(Call call, ActorRef<Reply> replyTo) {
        return call.optionalText()
                .<Crdt.Message>map(text -> new Crdt.Label(call.key(), text, replyTo))
                .orElseGet(() -> new Crdt.ReadLabel(call.key(), replyTo));
    }

    private static Crdt.Message insert(Call call, ActorRef<Reply> replyTo) {
        return new Crdt.Insert(call.key(), (int) call.number(0), call.text(1), replyTo);
    }

    private static Crdt.Message erase(Call call, ActorRef<Reply> replyTo) {
        return new Crdt.Erase(call.key(), (int) call.number(), replyTo);
    }

    @Override
    public Crdt.Message inspect(ActorRef<NodeView> replyTo) {
        return new Crdt.Inspect(replyTo);
    }

    @Override
    public Deployment deployment() {
        return Deployment.PLATFORM.withNodesThatJoin().withCheck((settings, nodes) -> CrdtSettings.from(settings));
    }

    @Override
    public Comparison comparison() {
        return Comparison.by(id(), "dsc.crdt.consistency", (Object[]) CrdtSettings.Consistency.values());
    }

    @Override
    public Metrics metrics() {
        return new Metrics(AcknowledgedEffects::figures);
    }
}

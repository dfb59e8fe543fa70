package dsc.concepts.foundations.communication.chord;

import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Guarantee;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Workload;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** Chord, with the invariants besides that hold in restricted plans only. */
final class WatchedRing implements Scenario<Chord.Message> {

    static final Set<NodeId> BASE = Set.of(new NodeId("n1"), new NodeId("n2"), new NodeId("n3"));

    private static final int SUCCESSORS = 2;

    private final ChordScenario chord = new ChordScenario();

    @Override
    public String id() {
        return chord.id();
    }

    @Override
    public String summary() {
        return chord.summary();
    }

    @Override
    public Guarantee guarantee(Settings settings) {
        return chord.guarantee(settings);
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return chord.tolerates(settings);
    }

    @Override
    public Operations<Chord.Message> operations() {
        return chord.operations();
    }

    @Override
    public Workload workload(Settings settings) {
        return chord.workload(settings);
    }

    @Override
    public Deployment deployment() {
        return chord.deployment();
    }

    @Override
    public Rules<?> rules() {
        return new Rules<>(
                Chord.View.class,
                () -> {
                    List<Invariant<Chord.View>> all = new ArrayList<>(ChordRules.invariants());
                    all.add(new OneOrderedRing(BASE, SUCCESSORS));
                    return all;
                },
                ChordRules.SOMETIMES);
    }

    @Override
    public Behavior<Chord.Message> behavior(NodeContext<Chord.Message> node) {
        return chord.behavior(node);
    }

    @Override
    public Chord.Message inspect(ActorRef<NodeView> replyTo) {
        return chord.inspect(replyTo);
    }
}

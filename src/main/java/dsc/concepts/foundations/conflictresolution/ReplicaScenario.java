package dsc.concepts.foundations.conflictresolution;

import dsc.concepts.shared.SetAndCounter;
import dsc.workbench.checkers.AcknowledgedEffects;
import dsc.workbench.history.History;
import dsc.workbench.history.Operation;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Invariant;
import dsc.workbench.protocol.Metrics;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeView;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Rules;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Sometimes;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.actor.typed.Behavior;

/** What scenarios have in common whose nodes are {@link Replica}s: all but how they resolve, and what they promise. */
public abstract class ReplicaScenario implements Scenario<Replica.Message> {

    /** How long replicas may take to become equal once faults are over. */
    protected static final Duration RECOVERY_BOUND = Duration.ofSeconds(10);

    private static final String DURABILITY = "acknowledged updates are in a journal";

    /** What is promised of every one of them; not written into its sentence a second time. */
    private static final List<Clause> CONVERGENCE = List.of(
            Clause.tested(
                    "Every replica keeps serving by itself, whichever others it can reach",
                    "LoneReplicaTest#servesByItself"),
            Clause.checked("; within 10 s after the last fault all hold the same.", "replicas differ in the end"),
            Clause.ruled(" An update is acknowledged when it is in one replica's journal.", DURABILITY));

    private static final List<Sometimes<ReplicaView>> SOMETIMES = List.of(
            new Sometimes<>("a replica learned of another one's update", ReplicaScenario::learned),
            new Sometimes<>("a cart was full", (before, after) -> after.addsRefused() > before.addsRefused()),
            new Sometimes<>("a digest took several messages", ReplicaScenario::outgrewDigest),
            new Sometimes<>("a snapshot was taken", (before, after) -> after.snapshots() > before.snapshots()));

    private final Resolution resolution;

    protected ReplicaScenario(Resolution resolution) {
        this.resolution = resolution;
    }

    /** The clauses of every replica, and then {@code own}. */
    protected static List<Clause> convergence(Clause... own) {
        return Stream.concat(CONVERGENCE.stream(), Stream.of(own)).toList();
    }

    /** What must hold beside what holds for every replica. */
    protected List<Invariant<ReplicaView>> invariants() {
        return List.of();
    }

    @Override
    public Workload workload(Settings settings) {
        return SetAndCounter.workload();
    }

    @Override
    public Set<FaultKind> tolerates(Settings settings) {
        return FaultKind.ofProcessesLinksAndClocks();
    }

    @Override
    public Behavior<Replica.Message> behavior(NodeContext<Replica.Message> node) {
        return Replica.create(node, ReplicaSettings.from(node.settings()), resolution);
    }

    @Override
    public Operations<Replica.Message> operations() {
        return SetAndCounter.operations(Operations.named(id()), Replica.Execute::new);
    }

    @Override
    public Replica.Message inspect(ActorRef<NodeView> replyTo) {
        return new Replica.Inspect(replyTo);
    }

    @Override
    public Deployment deployment() {
        return Deployment.PEERS.withCheck((settings, nodes) -> ReplicaSettings.from(settings));
    }

    @Override
    public Metrics metrics() {
        return new Metrics(ReplicaScenario::figures);
    }

    private static Map<String, Long> figures(History history) {
        Map<String, Long> figures = AcknowledgedEffects.figures(history);
        figures.put("most versions a key", most(history, "versions"));
        figures.put("most stamp entries a key", most(history, "stampEntries"));
        return figures;
    }

    private static long most(History history, String name) {
        return history.operations().stream()
                .map(Operation::result)
                .filter(Map.class::isInstance)
                .map(answer -> ((Map<?, ?>) answer).get(name))
                .filter(Number.class::isInstance)
                .mapToLong(number -> ((Number) number).longValue())
                .max()
                .orElse(0);
    }

    private static boolean learned(ReplicaView before, ReplicaView after) {
        return !before.state().versions().equals(after.state().versions())
                && after.state().versions().values().stream()
                        .flatMap(List::stream)
                        .anyMatch(version -> version.stamp().of(after.replica()) == 0);
    }

    /** It is sent with the next gossip. */
    private static boolean outgrewDigest(ReplicaView before, ReplicaView after) {
        return before.state() != after.state() && digests(before) == 1 && digests(after) > 1;
    }

    private static int digests(ReplicaView view) {
        return Frames.digests(
                        view.replica(), view.state().versions(), view.settings().messageBytesMax())
                .size();
    }

    @Override
    public Rules<ReplicaView> rules() {
        return new Rules<>(
                ReplicaView.class,
                () -> {
                    List<Invariant<ReplicaView>> all = new ArrayList<>();
                    all.add(new NoObsoleteVersion(resolution));
                    all.add(new MonotonicState(resolution));
                    all.add(Invariant.durability(DURABILITY));
                    all.addAll(invariants());
                    return all;
                },
                SOMETIMES);
    }
}

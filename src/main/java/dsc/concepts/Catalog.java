package dsc.concepts;

import dsc.concepts.foundations.communication.chord.ChordScenario;
import dsc.concepts.foundations.communication.delivery.DeliveryScenario;
import dsc.concepts.foundations.communication.pubsub.PubSubScenario;
import dsc.concepts.foundations.communication.queue.QueueScenario;
import dsc.concepts.foundations.communication.requestresponse.RequestResponseScenario;
import dsc.concepts.foundations.communication.supervision.SupervisionScenario;
import dsc.concepts.foundations.conflictresolution.crdt.CrdtScenario;
import dsc.concepts.foundations.conflictresolution.lastwritewins.LastWriteWinsScenario;
import dsc.concepts.foundations.conflictresolution.logicalclocks.LogicalClocksScenario;
import dsc.concepts.foundations.conflictresolution.vectorclocks.VectorClocksScenario;
import dsc.concepts.foundations.consensus.multipaxos.MultiPaxosScenario;
import dsc.concepts.foundations.consensus.paxos.PaxosScenario;
import dsc.concepts.foundations.consensus.raft.RaftScenario;
import dsc.concepts.foundations.consensus.zab.ZabScenario;
import dsc.concepts.foundations.consistency.causal.CausalScenario;
import dsc.concepts.foundations.consistency.eventual.EventualScenario;
import dsc.concepts.foundations.consistency.linearizable.LinearizableScenario;
import dsc.concepts.foundations.consistency.sequential.SequentialScenario;
import dsc.concepts.foundations.consistency.sessions.SessionsScenario;
import dsc.concepts.foundations.coordination.abd.AbdScenario;
import dsc.concepts.foundations.coordination.election.ElectionScenario;
import dsc.concepts.foundations.coordination.gossip.GossipScenario;
import dsc.concepts.foundations.coordination.lock.LockScenario;
import dsc.concepts.foundations.coordination.streaming.StreamingScenario;
import dsc.concepts.foundations.faulttolerance.splitbrain.SplitBrainScenario;
import dsc.concepts.foundations.transactions.saga.SagaScenario;
import dsc.concepts.foundations.transactions.threephase.ThreePhaseScenario;
import dsc.concepts.foundations.transactions.twophase.TwoPhaseScenario;
import dsc.concepts.patterns.replication.eventsourced.EventSourcedScenario;
import dsc.concepts.patterns.scaling.horizontal.HorizontalScenario;
import dsc.workbench.protocol.Scenario;
import java.util.List;
import java.util.Optional;

/** Every scenario, listed by hand, in the order in which the concepts are taught. */
public final class Catalog {

    private static final String FOUNDATIONS = "Foundations";
    private static final String PATTERNS = "Patterns";
    private static final String INFRASTRUCTURE = "Infrastructure";
    private static final String PAGES = "src/main/java/dsc/concepts/";

    private Catalog() {}

    public static List<Concept> concepts() {
        return List.of(
                new Concept(
                        "communication",
                        FOUNDATIONS,
                        "Communication",
                        "how processes on different nodes exchange information",
                        PAGES + "foundations/communication/README.md",
                        List.of(
                                new RequestResponseScenario(),
                                new QueueScenario(),
                                new ChordScenario(),
                                new DeliveryScenario(),
                                new PubSubScenario(),
                                new SupervisionScenario())),
                new Concept(
                        "conflictresolution",
                        FOUNDATIONS,
                        "Conflict resolution",
                        "what happens to updates that did not know of each other",
                        PAGES + "foundations/conflictresolution/README.md",
                        List.of(
                                new LastWriteWinsScenario(),
                                new LogicalClocksScenario(),
                                new VectorClocksScenario(),
                                new CrdtScenario())),
                new Concept(
                        "consistency",
                        FOUNDATIONS,
                        "Consistency models",
                        "what a read may return, and in which order effects are seen",
                        PAGES + "foundations/consistency/README.md",
                        List.of(
                                new LinearizableScenario(),
                                new SequentialScenario(),
                                new CausalScenario(),
                                new SessionsScenario(),
                                new EventualScenario())),
                new Concept(
                        "coordination",
                        FOUNDATIONS,
                        "Coordination",
                        "how processes that depend on each other proceed safely",
                        PAGES + "foundations/coordination/README.md",
                        List.of(
                                new ElectionScenario(),
                                new LockScenario(),
                                new AbdScenario(),
                                new GossipScenario(),
                                new StreamingScenario())),
                new Concept(
                        "consensus",
                        FOUNDATIONS,
                        "Distributed consensus",
                        "how a group agrees on a value, and on a log of them",
                        PAGES + "foundations/consensus/README.md",
                        List.of(new PaxosScenario(), new MultiPaxosScenario(), new ZabScenario(), new RaftScenario())),
                new Concept(
                        "transactions",
                        FOUNDATIONS,
                        "Distributed transactions",
                        "all of it or none of it, on several nodes",
                        PAGES + "foundations/transactions/README.md",
                        List.of(new TwoPhaseScenario(), new ThreePhaseScenario(), new SagaScenario())),
                new Concept(
                        "faulttolerance",
                        FOUNDATIONS,
                        "Fault tolerance",
                        "continuing to work while parts fail",
                        PAGES + "foundations/faulttolerance/README.md",
                        List.of(new SplitBrainScenario())),
                planned(
                        "security",
                        FOUNDATIONS,
                        "Security",
                        "authenticating and authorizing clients and nodes, and recording what they did"),
                planned("systemmodes", FOUNDATIONS, "System modes", "the ground plan of a system"),
                planned("topology", FOUNDATIONS, "Topology", "which nodes are connected with which"),
                new Concept(
                        "replication",
                        PATTERNS,
                        "Data replication",
                        "several copies of the same data",
                        PAGES + "patterns/replication/README.md",
                        List.of(new EventSourcedScenario())),
                planned(
                        "messaging",
                        PATTERNS,
                        "Messaging",
                        "passing work and notifications on without waiting for each other"),
                planned(
                        "observability",
                        PATTERNS,
                        "Observability",
                        "understanding the state of a system from the outside"),
                new Concept(
                        "scaling",
                        PATTERNS,
                        "Scaling",
                        "carrying more load",
                        PAGES + "patterns/scaling/README.md",
                        List.of(new HorizontalScenario())),
                planned("discovery", PATTERNS, "Service discovery", "finding which instances offer a service now"),
                planned("caching", INFRASTRUCTURE, "Caching", "keeping a copy near"),
                planned("loadbalancing", INFRASTRUCTURE, "Load balancing", "spreading requests over servers"),
                planned("proxies", INFRASTRUCTURE, "Proxies", "intermediaries between clients and servers"));
    }

    private static Concept planned(String id, String part, String name, String about) {
        return new Concept(id, part, name, about, null, List.of());
    }

    public static List<Scenario<?>> scenarios() {
        return concepts().stream()
                .<Scenario<?>>flatMap(concept -> concept.scenarios().stream())
                .toList();
    }

    public static Optional<Scenario<?>> scenario(String id) {
        return scenarios().stream().filter(scenario -> scenario.id().equals(id)).findFirst();
    }

    /** The concept that {@code word} means. */
    public static Optional<Concept> concept(String word) {
        return concepts().stream().filter(concept -> concept.isCalled(word)).findFirst();
    }

    /** The concept that {@code scenario} belongs to. */
    public static Concept conceptOf(Scenario<?> scenario) {
        return concepts().stream()
                .filter(concept ->
                        concept.scenarios().stream().anyMatch(own -> own.id().equals(scenario.id())))
                .findFirst()
                .orElseThrow();
    }
}

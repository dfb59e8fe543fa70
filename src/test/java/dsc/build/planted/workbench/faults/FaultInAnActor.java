package dsc.build.planted.workbench.faults;

import dsc.build.planted.workbench.cluster.NodeThatReports;
import org.apache.pekko.actor.typed.ActorRef;

/** Breaks rules on purpose: faults know no actor and no runner, and packages no cycle. */
public record FaultInAnActor(ActorRef<String> actor, NodeThatReports node) {}

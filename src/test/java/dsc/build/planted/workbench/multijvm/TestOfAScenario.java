package dsc.build.planted.workbench.multijvm;

import dsc.workbench.protocol.NodeId;

/** Breaks a rule on purpose: multi-JVM tests are for any project, not for this one's scenarios. */
public record TestOfAScenario(NodeId node) {}

package dsc.build.planted.workbench.simulation;

import dsc.workbench.cluster.NodeSettings;

/** Breaks a rule on purpose: a simulated world has no live node. */
public record WorldOfALiveNode(NodeSettings settings) {}

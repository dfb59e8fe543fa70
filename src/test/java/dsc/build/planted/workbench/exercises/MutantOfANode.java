package dsc.build.planted.workbench.exercises;

import dsc.build.planted.workbench.cluster.NodeThatReports;

/** Breaks a rule on purpose: exercises know no live node. */
public record MutantOfANode(NodeThatReports node) {}

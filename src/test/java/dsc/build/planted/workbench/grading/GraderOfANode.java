package dsc.build.planted.workbench.grading;

import dsc.build.planted.workbench.cluster.NodeThatReports;

/** Breaks a rule on purpose: the grader knows no live node. */
public record GraderOfANode(NodeThatReports node) {}

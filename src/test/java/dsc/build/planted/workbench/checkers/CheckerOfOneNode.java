package dsc.build.planted.workbench.checkers;

import dsc.workbench.protocol.NodeId;

/** Breaks a rule on purpose: checkers know only histories. */
public record CheckerOfOneNode(NodeId node) {}

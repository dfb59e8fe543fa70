package dsc.build.planted.workbench.processes;

import dsc.workbench.protocol.NodeId;

/** Breaks a rule on purpose: a process is no node. */
public record ProcessOfANode(NodeId node) {}

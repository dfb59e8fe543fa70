package dsc.build.planted.workbench.loopback;

import dsc.workbench.protocol.NodeId;

/** Breaks a rule on purpose: a server does not know what it serves. */
public record ServerOfANode(NodeId node) {}

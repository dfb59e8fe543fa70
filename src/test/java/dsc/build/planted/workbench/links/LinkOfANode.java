package dsc.build.planted.workbench.links;

import dsc.workbench.protocol.NodeId;

/** Breaks a rule on purpose: what cuts links knows addresses, and no nodes. */
public record LinkOfANode(NodeId node) {}

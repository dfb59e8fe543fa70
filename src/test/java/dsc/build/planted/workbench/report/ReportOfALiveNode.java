package dsc.build.planted.workbench.report;

import dsc.workbench.protocol.NodeId;

/** Breaks a rule on purpose: a report knows only what was recorded. */
public record ReportOfALiveNode(NodeId node) {}

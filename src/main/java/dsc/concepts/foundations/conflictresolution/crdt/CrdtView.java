package dsc.concepts.foundations.conflictresolution.crdt;

import dsc.workbench.protocol.NodeView;

/**
 * A node at a moment.
 *
 * @param consistency the replicas that its operations wait for
 * @param updates that it was asked for since it started
 * @param unconfirmed of those, updates that are at this replica, and of which more was wanted than came in time
 */
record CrdtView(CrdtSettings.Consistency consistency, long updates, long unconfirmed) implements NodeView {}

package dsc.workbench.cluster;

import dsc.workbench.protocol.Wire;

/**
 * A message that is only there to arrive, or not.
 *
 * @param incarnation the sender's start
 */
record LinkProbe(long incarnation) implements Wire {}

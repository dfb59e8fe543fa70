package dsc.concepts.foundations.conflictresolution.lastwritewins;

import dsc.concepts.foundations.conflictresolution.LoneReplica;

class LoneReplicaTest extends LoneReplica {

    LoneReplicaTest() {
        super(new LastWriteWinsScenario());
    }
}

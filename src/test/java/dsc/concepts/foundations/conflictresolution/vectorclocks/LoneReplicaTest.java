package dsc.concepts.foundations.conflictresolution.vectorclocks;

import dsc.concepts.foundations.conflictresolution.LoneReplica;

class LoneReplicaTest extends LoneReplica {

    LoneReplicaTest() {
        super(new VectorClocksScenario());
    }
}

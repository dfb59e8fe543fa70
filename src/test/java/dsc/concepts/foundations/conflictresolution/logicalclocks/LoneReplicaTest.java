package dsc.concepts.foundations.conflictresolution.logicalclocks;

import dsc.concepts.foundations.conflictresolution.LoneReplica;

class LoneReplicaTest extends LoneReplica {

    LoneReplicaTest() {
        super(new LogicalClocksScenario());
    }
}

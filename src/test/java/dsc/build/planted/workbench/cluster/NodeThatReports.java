package dsc.build.planted.workbench.cluster;

import dsc.build.planted.workbench.faults.FaultInAnActor;
import dsc.concepts.Concept;
import dsc.workbench.report.RunRecord;

/** Breaks rules on purpose: a node knows neither the report nor a concept, and packages no cycle. */
public record NodeThatReports(RunRecord record, Concept concept) {
    FaultInAnActor back() {
        return null;
    }
}

package dsc.build.planted.concepts.foundations.first.alpha;

import dsc.build.planted.concepts.foundations.first.beta.Beta;
import dsc.build.planted.concepts.patterns.second.gamma.Gamma;
import dsc.concepts.Catalog;
import dsc.workbench.faults.LinkFault;

/** Breaks rules on purpose: it knows another protocol, another concept, a runner, and the catalog. */
public record Alpha(Beta beta, Gamma gamma, LinkFault fault, Catalog catalog) {}

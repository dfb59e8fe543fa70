package dsc.build.planted.workbench.protocol;

import dsc.workbench.faults.LinkFault;

/** Breaks a rule on purpose: the contract knows no runner. */
public record ContractWithFaults(LinkFault fault) {}

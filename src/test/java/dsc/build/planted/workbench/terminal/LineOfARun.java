package dsc.build.planted.workbench.terminal;

import dsc.build.planted.workbench.runs.RunOfACommand;

/** Breaks rules on purpose: it knows more than the JDK, and imports upwards. */
public record LineOfARun(RunOfACommand run) {}

package dsc.build.planted.cli;

import dsc.build.planted.concepts.foundations.first.alpha.Alpha;

/** Breaks a rule on purpose: the command line knows only the catalog. */
public record CommandOfOneProtocol(Alpha alpha) {}

package dsc.build.planted.workbench.runs;

import dsc.build.planted.cli.CommandOfOneProtocol;

/** Breaks a rule on purpose: nothing imports the command line. */
public record RunOfACommand(CommandOfOneProtocol command) {}

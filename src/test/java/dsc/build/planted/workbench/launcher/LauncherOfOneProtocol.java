package dsc.build.planted.workbench.launcher;

import dsc.build.planted.concepts.foundations.first.alpha.Alpha;

/** Breaks a rule on purpose: the launcher knows only the catalog. */
public record LauncherOfOneProtocol(Alpha alpha) {}

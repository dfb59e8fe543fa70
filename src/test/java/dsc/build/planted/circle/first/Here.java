package dsc.build.planted.circle.first;

import dsc.build.planted.circle.second.There;

/** Breaks a rule on purpose: two classes of different packages need each other. */
public record Here(There there) {}

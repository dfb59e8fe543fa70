package dsc.build.planted.concepts.shared;

import dsc.build.planted.concepts.patterns.second.gamma.Gamma;

/** Breaks a rule on purpose: what concepts share knows one of them. */
public record SharedByOne(Gamma gamma) {}

package dsc.build.planted.concepts.patterns.second.gamma;

/** Breaks no rule: it is what another concept should not know. */
public record Gamma(String name) {}

package dsc.build.planted.circle.second;

import dsc.build.planted.circle.first.Here;

/** The other half of {@link Here}'s circle. */
public record There(Here here) {}

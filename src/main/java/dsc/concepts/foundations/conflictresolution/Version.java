package dsc.concepts.foundations.conflictresolution;

import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.Wire;
import java.util.Comparator;

/**
 * What somebody wrote under a key.
 *
 * @param stamp when, as far as the protocol can tell
 */
public record Version(Cart value, VersionVector stamp) implements Wire {

    /** Some total order of versions whose stamps say nothing about which is later; the same on every replica. */
    public static final Comparator<Version> BY_CONTENT = Comparator.<Version, String>comparing(
                    version -> version.stamp().counters().toString())
            .thenComparing(version -> version.value().toString());
}

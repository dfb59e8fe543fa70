package dsc.concepts.foundations.conflictresolution;

import java.util.Comparator;
import java.util.List;

/** Versions whose stamps are timestamps: one number and its writer. */
public final class Timestamps {

    /** By number, then by writer, so that no two replicas order two versions differently. */
    public static final Comparator<Version> LATEST = Comparator.<Version>comparingLong(
                    version -> version.stamp().greatest())
            .thenComparing(
                    version -> String.join(",", version.stamp().counters().keySet()))
            .thenComparing(Version.BY_CONTENT);

    private Timestamps() {}

    /** The last write wins: one version at most. */
    public static List<Version> latest(List<Version> versions) {
        return versions.stream().max(LATEST).map(List::of).orElse(List.of());
    }
}

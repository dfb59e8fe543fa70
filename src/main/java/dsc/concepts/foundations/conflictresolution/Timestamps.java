package dsc.concepts.foundations.conflictresolution;

import java.util.Comparator;
import java.util.List;

/** Versions whose stamps are timestamps: one number and its writer. */
public final class Timestamps {

    private Timestamps() {}

    /**
     * The last write wins: one version at most. By number, then by writer, so that no two replicas order two versions
     * differently.
     */
    public static List<Version> latest(List<Version> versions) {
        Comparator<Version> order = Comparator.<Version>comparingLong(
                        version -> version.stamp().greatest())
                .thenComparing(
                        version -> String.join(",", version.stamp().counters().keySet()))
                .thenComparing(Version.BY_CONTENT);
        return versions.stream().max(order).map(List::of).orElse(List.of());
    }
}

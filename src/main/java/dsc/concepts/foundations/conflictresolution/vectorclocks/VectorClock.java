package dsc.concepts.foundations.conflictresolution.vectorclocks;

import dsc.concepts.foundations.conflictresolution.Resolution;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeId;
import java.util.List;

/**
 * A version makes those obsolete that it has seen; versions that did not see each other are siblings, and stay
 * (DeCandia et al., <i>Dynamo</i>, SOSP 2007, §4.4; clocks: Fidge 1988, Mattern 1989). An update takes the place of all
 * siblings that its replica holds, with their values merged.
 */
final class VectorClock implements Resolution {

    @Override
    public VersionVector stamp(NodeId self, Clock clock, List<Version> current, long greatest) {
        VersionVector seen =
                VersionVector.join(current.stream().map(Version::stamp).toList());
        return seen.with(self, seen.of(self) + 1);
    }

    @Override
    public List<Version> resolve(List<Version> versions) {
        List<Version> distinct = versions.stream().distinct().toList();
        return distinct.stream()
                .filter(version -> distinct.stream().noneMatch(other -> supersedes(other, version)))
                .sorted(Version.BY_CONTENT)
                .toList();
    }

    private static boolean supersedes(Version one, Version other) {
        return !one.stamp().equals(other.stamp()) && one.stamp().includes(other.stamp());
    }
}

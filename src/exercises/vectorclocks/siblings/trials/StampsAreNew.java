package dsc.concepts.foundations.conflictresolution.vectorclocks;

import dsc.concepts.foundations.conflictresolution.Cart;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.grading.Trial;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The stamp of an update includes those of all versions that it saw, and none of any replica includes it. */
public final class StampsAreNew implements Trial {

    private static final int UPDATES = 8;
    private static final int REPLICAS = 3;

    @Override
    public String name() {
        return "a stamp includes what the update saw, and is new";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        List<List<Version>> held = new ArrayList<>();
        for (int replica = 0; replica < REPLICAS; replica++) {
            held.add(new ArrayList<>());
        }
        List<Version> all = new ArrayList<>();
        for (int update = 1; update <= UPDATES; update++) {
            int at = random.nextInt(REPLICAS);
            int other = random.nextInt(REPLICAS);
            if (other != at && random.nextBoolean()) {
                held.get(other).stream()
                        .filter(version -> !held.get(at).contains(version))
                        .toList()
                        .forEach(held.get(at)::add);
            }
            List<Version> current = List.copyOf(held.get(at));
            NodeId self = new NodeId("n" + (at + 1));
            VersionVector stamp = new VectorClock().stamp(self, STOPPED, current, greatest(current));
            for (Version seen : current) {
                if (!stamp.includes(seen.stamp())) {
                    return Optional.of("an update by " + self + " that saw " + seen.stamp() + " has the stamp " + stamp
                            + ", which does not include that");
                }
            }
            for (Version earlier : all) {
                if (earlier.stamp().includes(stamp)) {
                    return Optional.of("an update by " + self + " that saw " + stamps(current) + " has the stamp "
                            + stamp + ", which an earlier update includes: " + earlier.stamp());
                }
            }
            for (Version earlier : all) {
                if (!current.contains(earlier)
                        && stamp.includes(earlier.stamp())
                        && current.stream().noneMatch(seen -> seen.stamp().includes(earlier.stamp()))) {
                    return Optional.of("an update by " + self + " that saw " + stamps(current) + " has the stamp "
                            + stamp + ", which includes " + earlier.stamp() + ", and it had not seen that");
                }
            }
            Version made = new Version(new Cart(List.of("e" + update), update), stamp);
            held.set(at, new ArrayList<>(List.of(made)));
            all.add(made);
        }
        return Optional.empty();
    }

    private static List<VersionVector> stamps(List<Version> versions) {
        return versions.stream().map(Version::stamp).toList();
    }

    private static long greatest(List<Version> versions) {
        return versions.stream()
                .mapToLong(version -> version.stamp().greatest())
                .max()
                .orElse(0);
    }

    private static final Clock STOPPED = new Clock() {
        @Override
        public long monotonicNanos() {
            return 0;
        }

        @Override
        public Instant now() {
            return Instant.EPOCH;
        }
    };
}

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

/** The stamp of an update includes those of all versions that it saw, and no earlier stamp includes it. */
public final class StampsIncludeWhatWasSeen implements Trial {

    private static final int UPDATES = 8;
    private static final int REPLICAS = 3;

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
        List<VersionVector> earlier = new ArrayList<>();
        for (int update = 1; update <= UPDATES; update++) {
            int at = random.nextInt(REPLICAS);
            int other = random.nextInt(REPLICAS);
            if (other != at && random.nextBoolean()) {
                List<Version> unknown = new ArrayList<>(held.get(other));
                unknown.removeAll(held.get(at));
                held.get(at).addAll(unknown);
            }
            List<Version> current = List.copyOf(held.get(at));
            List<VersionVector> seen = current.stream().map(Version::stamp).toList();
            NodeId self = new NodeId("n" + (at + 1));
            long greatest =
                    seen.stream().mapToLong(VersionVector::greatest).max().orElse(0);
            VersionVector stamp = new VectorClock().stamp(self, STOPPED, current, greatest);
            String said = "an update by " + self + " that saw " + seen + " has the stamp " + stamp;
            for (VersionVector one : seen) {
                if (!stamp.includes(one)) {
                    return Optional.of(said + ", which does not include " + one);
                }
            }
            for (VersionVector one : earlier) {
                if (one.includes(stamp)) {
                    return Optional.of(said + ", and an earlier update, " + one + ", includes that");
                }
                if (stamp.includes(one) && seen.stream().noneMatch(known -> known.includes(one))) {
                    return Optional.of(said + ", which includes " + one + ", and it did not see that");
                }
            }
            held.set(at, new ArrayList<>(List.of(new Version(new Cart(List.of("e" + update), update), stamp))));
            earlier.add(stamp);
        }
        return Optional.empty();
    }
}

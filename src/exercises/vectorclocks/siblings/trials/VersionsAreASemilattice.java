package dsc.concepts.foundations.conflictresolution.vectorclocks;

import dsc.concepts.foundations.conflictresolution.Cart;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.grading.Trial;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** The same versions remain in whatever order they come, and however often; one that is alone stays. */
public final class VersionsAreASemilattice implements Trial {

    private static final int VERSIONS_MAX = 5;

    @Override
    public String name() {
        return "the same versions remain in whatever order they come";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        VectorClock clock = new VectorClock();
        List<Version> versions = new ArrayList<>();
        int several = 1 + random.nextInt(VERSIONS_MAX);
        for (int number = 1; number <= several; number++) {
            VersionVector stamp = VersionVector.NONE;
            for (int replica = 1; replica <= 3; replica++) {
                long updates = random.nextLong(3);
                stamp = updates == 0 ? stamp : stamp.with(new NodeId("n" + replica), updates);
            }
            VersionVector drawn = stamp;
            // A stamp names one version.
            if (versions.stream().noneMatch(version -> version.stamp().equals(drawn))) {
                versions.add(new Version(new Cart(List.of("e" + number), number), drawn));
            }
        }
        Version alone = versions.getFirst();
        if (!clock.resolve(List.of(alone)).equals(List.of(alone))) {
            return Optional.of("of " + alone + " alone there remains " + clock.resolve(List.of(alone)));
        }
        List<Version> together = clock.resolve(List.copyOf(versions));
        List<Version> arrived = List.of();
        for (Version next : shuffled(versions, random)) {
            List<Version> all = new ArrayList<>(arrived);
            all.add(next);
            arrived = clock.resolve(List.copyOf(all));
        }
        return arrived.equals(together)
                ? Optional.empty()
                : Optional.of("of " + versions + " there remains " + together + " if they are there together, and "
                        + arrived + " if they come one by one");
    }

    /** Each of them, one of them twice. */
    private static List<Version> shuffled(List<Version> versions, SplittableRandom random) {
        List<Version> left = new ArrayList<>(versions);
        left.add(versions.get(random.nextInt(versions.size())));
        List<Version> order = new ArrayList<>();
        while (!left.isEmpty()) {
            order.add(left.remove(random.nextInt(left.size())));
        }
        return order;
    }
}

package dsc.concepts.foundations.conflictresolution.lastwritewins;

import dsc.concepts.foundations.conflictresolution.Cart;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.concepts.shared.VersionVector;
import dsc.workbench.grading.Trial;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Of the same versions the same one remains, in whatever order they come, and however often. */
public final class OrderOfArrivalDoesNotMatter implements Trial {

    @Override
    public String name() {
        return "the same version remains in whatever order versions come";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        WallClock clock = new WallClock();
        List<Version> versions = new ArrayList<>();
        int several = 1 + random.nextInt(4);
        for (int number = 0; number < several; number++) {
            // Few numbers and few writers, so that ties are frequent.
            VersionVector stamp = VersionVector.of(new NodeId("n" + (1 + random.nextInt(3))), random.nextLong(3));
            versions.add(new Version(new Cart(List.of("e" + random.nextInt(3)), 0), stamp));
        }
        List<Version> remaining = clock.resolve(List.copyOf(versions));
        if (remaining.size() != 1 || !versions.contains(remaining.getFirst())) {
            return Optional.of("of " + versions + " there remains " + remaining + ", not one of them");
        }
        List<Version> arrived = List.of();
        for (Version next : shuffled(versions, random)) {
            List<Version> all = new ArrayList<>(arrived);
            all.add(next);
            arrived = clock.resolve(List.copyOf(all));
        }
        return arrived.equals(remaining)
                ? Optional.empty()
                : Optional.of("of " + versions + " there remains " + remaining + " if they are there together, and "
                        + arrived + " if they come one by one");
    }

    /** Each of them, some of them twice. */
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

package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.grading.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Cuts a cluster into two or three sides, and asks on each whether it survives: at most one may. */
abstract class SurvivingSides implements Trial {

    private static final int MEMBERS_MAX = 9;

    private final Strategy strategy;

    /** What becomes of a side, where that is not open; and why. */
    record Due(boolean mustSurvive, boolean mustEnd, String why) {}

    SurvivingSides(Strategy strategy) {
        this.strategy = strategy;
    }

    abstract Due due(Strategy.Cut side, List<Strategy.Cut> sides, int quorum);

    /** What else a reader has to know of the members. */
    String besides(String oldest, int quorum) {
        return "";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        int all = 2 + random.nextInt(MEMBERS_MAX - 1);
        List<String> members = new ArrayList<>();
        for (int number = 1; number <= all; number++) {
            members.add("n" + number);
        }
        String oldest = members.get(random.nextInt(all));
        int quorum = 1 + random.nextInt(all);
        List<Strategy.Cut> sides = sides(members, oldest, random);
        List<Strategy.Cut> survivors =
                sides.stream().filter(side -> strategy.survives(side, quorum)).toList();
        return broken(sides, survivors, quorum)
                .map(how -> all + " members" + besides(oldest, quorum) + ", cut into " + shown(sides) + ": " + how);
    }

    private Optional<String> broken(List<Strategy.Cut> sides, List<Strategy.Cut> survivors, int quorum) {
        if (survivors.size() > 1) {
            return Optional.of("more than one survives, " + shown(survivors));
        }
        for (Strategy.Cut side : sides) {
            Due due = due(side, sides, quorum);
            if (due.mustSurvive() && !survivors.contains(side)) {
                return Optional.of(due.why() + ", and " + side.side() + " does not survive");
            }
            if (due.mustEnd() && survivors.contains(side)) {
                return Optional.of(due.why() + ", and " + side.side() + " survives");
            }
        }
        return survivors.isEmpty() ? brokenByNone(sides) : Optional.empty();
    }

    /** What is wrong if none of these survives. */
    Optional<String> brokenByNone(List<Strategy.Cut> sides) {
        return Optional.empty();
    }

    /** Of two or three sides, each as its own members see it. */
    private static List<Strategy.Cut> sides(List<String> members, String oldest, SplittableRandom random) {
        int most = Math.min(members.size(), 2 + random.nextInt(2));
        List<TreeSet<String>> sides = new ArrayList<>();
        for (int side = 0; side < most; side++) {
            sides.add(new TreeSet<>());
        }
        boolean isOneAlone = random.nextInt(3) == 0;
        for (String member : members) {
            sides.get(isOneAlone ? (member.equals(oldest) ? 0 : 1) : random.nextInt(most))
                    .add(member);
        }
        sides.removeIf(TreeSet::isEmpty);
        return sides.size() < 2
                ? List.of()
                : sides.stream()
                        .map(side -> new Strategy.Cut(members, oldest, side))
                        .toList();
    }

    private static List<TreeSet<String>> shown(List<Strategy.Cut> sides) {
        return sides.stream().map(side -> new TreeSet<>(side.side())).toList();
    }
}

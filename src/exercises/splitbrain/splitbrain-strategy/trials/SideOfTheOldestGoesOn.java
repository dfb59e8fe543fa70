package dsc.concepts.foundations.faulttolerance.splitbrain;

import dsc.workbench.grading.Trial;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeSet;

/** Under keep-oldest the side of the oldest goes on, unless that is alone among three or more. */
public final class SideOfTheOldestGoesOn implements Trial {

    private static final int MEMBERS_MAX = 9;

    @Override
    public String name() {
        return "no two sides survive, and that of the oldest does, unless it is alone";
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
        List<Strategy.Cut> survivors = sides.stream()
                .filter(side -> Strategy.KEEP_OLDEST.survives(side, quorum))
                .toList();
        if (survivors.size() > 1) {
            return Optional.of(sides(members, oldest, quorum, sides) + ": more than one survives, " + shown(survivors));
        }
        for (Strategy.Cut side : sides) {
            int size = side.side().size();
            boolean isAlone = members.size() > 2
                    && sides.stream()
                            .anyMatch(one -> one.hasOldest() && one.side().size() == 1);
            boolean mustSurvive = isAlone ? !side.hasOldest() && size == members.size() - 1 : side.hasOldest();
            boolean mustEnd = !mustSurvive;
            String why = isAlone ? "the oldest is alone" : "the oldest is not alone, or one of two";
            if (mustSurvive && !survivors.contains(side)) {
                return Optional.of(sides(members, oldest, quorum, sides) + ": " + why + ", and " + side.side()
                        + " does not survive");
            }
            if (mustEnd && survivors.contains(side)) {
                return Optional.of(
                        sides(members, oldest, quorum, sides) + ": " + why + ", and " + side.side() + " survives");
            }
        }

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

    private static String sides(List<String> members, String oldest, int quorum, List<Strategy.Cut> sides) {
        return members.size() + " members, the oldest of them " + oldest + ", cut into " + shown(sides);
    }
}

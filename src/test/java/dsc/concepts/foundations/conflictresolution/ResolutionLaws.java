package dsc.concepts.foundations.conflictresolution;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.shared.VersionVector;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** The laws of a {@link Resolution}, tried on drawn histories of three replicas. */
public final class ResolutionLaws {

    private static final int HISTORIES = 300;
    private static final int STEPS = 12;

    private ResolutionLaws() {}

    /** Commutative, associative, idempotent, inflationary. */
    public static void hold(Resolution resolution) {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            List<List<Version>> replicas = drawn(resolution, new SplittableRandom(seed));
            List<Version> a = replicas.get(0);
            List<Version> b = replicas.get(1);
            List<Version> c = replicas.get(2);
            List<Version> ab = join(resolution, a, b);
            assertThat(ab).as("commutative, seed %d", seed).isEqualTo(join(resolution, b, a));
            assertThat(join(resolution, ab, c))
                    .as("associative, seed %d", seed)
                    .isEqualTo(join(resolution, a, join(resolution, b, c)));
            assertThat(join(resolution, a, a)).as("idempotent, seed %d", seed).isEqualTo(a);
            assertThat(join(resolution, ab, a))
                    .as("inflationary, seed %d", seed)
                    .isEqualTo(ab);
        }
    }

    /** An update that has seen another one takes its place, whatever clocks show. */
    public static void updatesWinOverWhatTheySaw(Resolution resolution) {
        for (long seed = 1; seed <= HISTORIES; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<Version> current = drawn(resolution, random).getFirst();
            Version update = update(resolution, "n1", random.nextLong(20), current);

            assertThat(resolution.resolve(with(current, update)))
                    .as("seed %d", seed)
                    .isEqualTo(List.of(update));
        }
    }

    /** Which of two updates remains that saw the same third one, by replicas whose clocks show that. */
    public static List<String> winners(Resolution resolution, long first, long second) {
        List<Version> before = List.of(update(resolution, "n3", 10, List.of()));
        Version one = update(resolution, "n1", first, before);
        Version other = update(resolution, "n2", second, before);
        return resolution.resolve(with(with(before, one), other)).stream()
                .flatMap(version -> version.value().elements().stream())
                .toList();
    }

    static Version update(Resolution resolution, String by, long clockMillis, List<Version> current) {
        long greatest = current.stream()
                .mapToLong(version -> version.stamp().greatest())
                .max()
                .orElse(0);
        VersionVector stamp = resolution.stamp(new NodeId(by), clock(clockMillis), current, greatest);
        return new Version(new Cart(List.of("by " + by), 0), stamp);
    }

    private static List<Version> with(List<Version> versions, Version one) {
        List<Version> all = new ArrayList<>(versions);
        all.add(one);
        return all;
    }

    private static List<Version> join(Resolution resolution, List<Version> one, List<Version> other) {
        List<Version> all = new ArrayList<>(one);
        all.addAll(other);
        return resolution.resolve(all);
    }

    /** Three replicas that update one key, and learn from each other now and then; their clocks are off. */
    private static List<List<Version>> drawn(Resolution resolution, SplittableRandom random) {
        List<List<Version>> replicas = new ArrayList<>(List.of(List.of(), List.of(), List.of()));
        for (int step = 0; step < STEPS; step++) {
            int at = random.nextInt(3);
            int other = random.nextInt(3);
            if (random.nextBoolean()) {
                replicas.set(at, join(resolution, replicas.get(at), replicas.get(other)));
            } else {
                List<Version> current = replicas.get(at);
                long greatest = current.stream()
                        .mapToLong(version -> version.stamp().greatest())
                        .max()
                        .orElse(0);
                VersionVector stamp =
                        resolution.stamp(new NodeId("n" + (at + 1)), clock(random.nextLong(20)), current, greatest);
                List<Version> all = new ArrayList<>(current);
                all.add(new Version(new Cart(List.of("e" + step), step), stamp));
                replicas.set(at, resolution.resolve(all));
            }
        }
        return replicas;
    }

    private static Clock clock(long millis) {
        return new Clock() {
            @Override
            public long monotonicNanos() {
                return 0;
            }

            @Override
            public Instant now() {
                return Instant.ofEpochMilli(millis);
            }
        };
    }
}

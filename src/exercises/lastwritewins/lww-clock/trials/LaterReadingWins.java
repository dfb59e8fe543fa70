package dsc.concepts.foundations.conflictresolution.lastwritewins;

import dsc.concepts.foundations.conflictresolution.Cart;
import dsc.concepts.foundations.conflictresolution.Version;
import dsc.workbench.grading.Trial;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeId;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** When two replicas update a key and do not know of each other, the one whose clock shows more wins. */
public final class LaterReadingWins implements Trial {

    @Override
    public String name() {
        return "the later reading wins";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        long early = 1_000_000 + random.nextLong(1_000_000);
        long late = early + 1 + random.nextLong(random.nextBoolean() ? 3 : 100_000);
        boolean isGreaterEarlier = random.nextBoolean();
        Version one = written(isGreaterEarlier ? "n2" : "n1", early);
        Version other = written(isGreaterEarlier ? "n1" : "n2", late);
        List<Version> remaining = new WallClock().resolve(List.of(other, one));
        return remaining.equals(List.of(other))
                ? Optional.empty()
                : Optional.of("of " + one + ", written at microsecond " + early + ", and " + other + ", written at "
                        + late + ", there remains " + remaining);
    }

    private static Version written(String writer, long micros) {
        Clock clock = new Clock() {
            @Override
            public long monotonicNanos() {
                return 0;
            }

            @Override
            public Instant now() {
                return Instant.EPOCH.plus(micros, ChronoUnit.MICROS);
            }
        };
        NodeId self = new NodeId(writer);
        return new Version(new Cart(List.of("by " + writer), 0), new WallClock().stamp(self, clock, List.of(), 0));
    }
}

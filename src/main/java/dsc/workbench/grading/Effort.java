package dsc.workbench.grading;

import java.time.Duration;

/**
 * How thoroughly a submission is judged.
 *
 * @param familySeeds at most so many worlds of each family, or tries of each trial
 * @param drawn at most so many drawn worlds
 * @param limit after that time in all, it is not judged
 */
public record Effort(int familySeeds, int drawn, Duration limit) {

    /** What {@code dsc exercise check} does: all that the exercise asks for. */
    public static final Effort USUAL = new Effort(Integer.MAX_VALUE, Integer.MAX_VALUE, Duration.ofSeconds(150));

    /** What {@code --full} does besides: a thousand drawn worlds. */
    public static final Effort FULL = new Effort(Integer.MAX_VALUE, -1, Duration.ofMinutes(20));

    /** How many drawn worlds there are in a full judgement. */
    static final int FULL_DRAWN = 1_000;

    /** @param drawn what the exercise says */
    int drawn(int drawn) {
        return this.drawn < 0 ? FULL_DRAWN : Math.min(drawn, this.drawn);
    }
}

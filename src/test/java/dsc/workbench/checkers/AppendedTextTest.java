package dsc.workbench.checkers;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class AppendedTextTest {

    @Test
    void behavesAsTheStringThatItStandsFor() {
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            String one = "";
            AppendedText text = AppendedText.EMPTY;
            for (int pieces = random.nextInt(6); pieces > 0; pieces--) {
                String piece = word(random);
                one += piece;
                text = text.append(piece);
            }
            String other = word(random) + word(random);
            assertThat(text).as("seed %d", seed).hasToString(one).hasSameHashCodeAs(one);
            assertThat(text.equals(AppendedText.of(one))).as("seed %d", seed).isTrue();
            assertThat(text.equals(AppendedText.of(other))).as("seed %d", seed).isEqualTo(one.equals(other));
            assertThat(text.isPrefixOf(other)).as("seed %d", seed).isEqualTo(other.startsWith(one));
            assertThat(text.contentEquals(other)).as("seed %d", seed).isEqualTo(other.equals(one));
        }
    }

    /** "Aa" and "BB" have the same hash. */
    private static String word(SplittableRandom random) {
        return new String[] {"", "a", "Aa", "BB", "B"}[random.nextInt(5)];
    }
}

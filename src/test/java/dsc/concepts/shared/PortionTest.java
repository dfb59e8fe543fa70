package dsc.concepts.shared;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PortionTest {

    private static Portion<String> of(int chars, String... all) {
        return Portion.of(List.of(all), chars, String::length);
    }

    @Test
    void takesAsManyAsFit() {
        assertThat(of(4, "ab", "cd", "e").taken()).containsExactly("ab", "cd");
        assertThat(of(4, "ab", "cd", "e").isAll()).isFalse();
        assertThat(of(5, "ab", "cd", "e").taken()).containsExactly("ab", "cd", "e");
        assertThat(of(5, "ab", "cd", "e").isAll()).isTrue();
        assertThat(of(5).taken()).isEmpty();
        assertThat(of(5).isAll()).isTrue();
    }

    @Test
    void takesTheFirstHoweverLongItIs() {
        assertThat(of(1, "abc", "d").taken()).containsExactly("abc");
        assertThat(of(1, "abc", "d").isAll()).isFalse();
        assertThat(of(1, "abc").isAll()).isTrue();
    }

    /** Smaller ones behind it would overtake it. */
    @Test
    void endsWithTheFirstThatDoesNotFit() {
        assertThat(of(3, "ab", "cd", "e").taken()).containsExactly("ab");
    }
}

package dsc.workbench.protocol;

import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * How constants are written: in lower case, with hyphens on the command line, in settings and in files, with blanks in
 * sentences.
 */
public final class Words {

    private Words() {}

    /** The word for a constant, such as {@code least-shards}. */
    public static String of(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The constant as it stands in a sentence, such as {@code not written}. */
    public static String inText(Enum<?> constant) {
        return of(constant).replace('-', ' ');
    }

    /** The words for all constants of {@code type}, in their order. */
    public static <E extends Enum<E>> List<String> all(Class<E> type) {
        return Arrays.stream(type.getEnumConstants()).map(Words::of).toList();
    }

    /** The words for {@code constants}, in their order; {@code none} if there are none. */
    public static String list(Collection<? extends Enum<?>> constants, String separator) {
        return constants.isEmpty() ? "none" : constants.stream().map(Words::of).collect(Collectors.joining(separator));
    }

    /** The constant of {@code type} that is written {@code word}. */
    public static <E extends Enum<E>> Optional<E> constant(Class<E> type, String word) {
        return Arrays.stream(type.getEnumConstants())
                .filter(constant -> of(constant).equals(word))
                .findFirst();
    }
}

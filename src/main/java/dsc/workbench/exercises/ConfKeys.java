package dsc.workbench.exercises;

import com.typesafe.config.Config;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.protocol.Words;
import java.util.List;

/** What is alike in reading the files of exercises. */
final class ConfKeys {

    private ConfKeys() {}

    /** @throws IllegalArgumentException when {@code config} has a key that is not among {@code keys} */
    static void require(Config config, List<String> keys) {
        for (String key : config.root().keySet()) {
            if (!keys.contains(key)) {
                throw unknown("key", key, keys);
            }
        }
    }

    static List<String> strings(Config config, String key) {
        return config.hasPath(key) ? config.getStringList(key) : List.of();
    }

    static List<? extends Config> configs(Config config, String key) {
        return config.hasPath(key) ? config.getConfigList(key) : List.of();
    }

    /** @throws IllegalArgumentException when {@code word} names none of {@code type} */
    static <E extends Enum<E>> E constant(Class<E> type, String what, String word) {
        return Words.constant(type, word).orElseThrow(() -> unknown(what, word, Words.all(type)));
    }

    static IllegalArgumentException unknown(String what, String name, List<String> known) {
        List<String> near = Suggestions.to(name, known);
        return new IllegalArgumentException("unknown " + what + " \"" + name + "\"; "
                + (near.isEmpty()
                        ? "known: " + String.join(", ", known)
                        : "did you mean " + String.join(", ", near) + "?"));
    }
}

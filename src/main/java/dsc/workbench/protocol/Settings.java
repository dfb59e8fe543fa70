package dsc.workbench.protocol;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigValueType;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A scenario's own settings: the configuration at {@code dsc.<scenario>}. Each method that reads a value refuses one
 * that makes no sense with an {@link IllegalArgumentException}, whose message is a line that names the whole path, what
 * was given, and what would do.
 *
 * <p>Immutable; files are read when the first value is asked for.
 */
public final class Settings {

    private static final String OWN = "dsc.";

    private static final Pattern PERCENT = Pattern.compile("(\\d{1,3}(?:\\.\\d{1,9})?)\\s*%?");

    private static final Pattern LIST = Pattern.compile("\\s*\\[(.*)]\\s*");

    private final String path;
    private final Supplier<Config> all;

    private Settings(String path, Supplier<Config> all) {
        this.path = path;
        this.all = all;
    }

    /**
     * @param scenario its id
     * @param all the whole configuration; {@code dsc.<scenario>} may be absent
     */
    public static Settings of(String scenario, Config all) {
        return new Settings(OWN + scenario, () -> all);
    }

    /** The same of a configuration that is made when the first value is read, and only once. */
    public static Settings of(String scenario, Supplier<Config> all) {
        return new Settings(OWN + scenario, new Supplier<>() {
            private Config made;

            @Override
            public synchronized Config get() {
                if (made == null) {
                    made = all.get();
                }
                return made;
            }
        });
    }

    /** Another group of the same configuration, such as {@code dsc.journal}. */
    Settings group(String otherPath) {
        return new Settings(otherPath, all);
    }

    /** A duration, whose range is still to be said. */
    public Length duration(String name) {
        return new Length(name, read(name, Config::getDuration, "a time with its unit, such as 200ms"));
    }

    /** A duration of more than 0. */
    public Duration positive(String name) {
        Duration given = duration(name).given;
        if (!given.isPositive()) {
            throw wrong(name, "is longer than 0", describe(given));
        }
        return given;
    }

    /** A whole number, 1 or more. */
    public int count(String name) {
        return count(name, 1, Integer.MAX_VALUE);
    }

    /** A whole number from {@code least} to {@code most}. */
    public int count(String name, int least, int most) {
        String range = range(least, most);
        long given = read(name, Config::getLong, "a whole number, " + range);
        if (given < least || given > most) {
            throw wrong(name, "is " + range, Long.toString(given));
        }
        return (int) given;
    }

    /** A size in bytes from {@code least} to {@code most}, such as {@code 128KiB}. */
    public int bytes(String name, int least, int most) {
        String range = least + " to " + most + " bytes";
        long given = read(name, Config::getBytes, "a size with its unit, " + range);
        if (given < least || given > most) {
            throw wrong(name, "is " + range, Long.toString(given));
        }
        return (int) given;
    }

    /** What is written {@code 5%} or {@code 5}, as a fraction: 0.05; from 0 to 1. */
    public double percent(String name) {
        String range = "0% to 100%";
        String given = read(name, Config::getString, range);
        Matcher matcher = PERCENT.matcher(given);
        if (!matcher.matches() || Double.parseDouble(matcher.group(1)) > 100) {
            throw wrong(name, "is " + range, quoted(given));
        }
        return Double.parseDouble(matcher.group(1)) / 100;
    }

    /** Written {@code on} or {@code off}. */
    public boolean flag(String name) {
        return read(name, Config::getBoolean, "on or off");
    }

    /** Any text that is not blank. */
    public String text(String name) {
        String given = read(name, Config::getString, "a text");
        if (given.isBlank()) {
            throw wrong(name, "is a text", "a blank one");
        }
        return given;
    }

    /** Any texts, perhaps none. */
    public List<String> texts(String name) {
        return read(name, Config::getStringList, "a list of texts");
    }

    /** One of a type's constants, as {@link #word} writes them. */
    public <E extends Enum<E>> E choice(String name, Class<E> type) {
        List<String> words = Words.all(type);
        String either = ArgumentType.Word.either(words);
        String given = read(name, Config::getString, either);
        if (!words.contains(given)) {
            throw notOneOf(name, "is " + either, given, type);
        }
        return Words.constant(type, given).orElseThrow();
    }

    private <E extends Enum<E>> IllegalArgumentException notOneOf(
            String name, String whatItIs, String given, Class<E> type) {
        List<String> near = Suggestions.to(given, Words.all(type));
        return wrong(
                name,
                whatItIs,
                quoted(given) + (near.isEmpty() ? "" : "; did you mean " + String.join(" or ", near) + "?"));
    }

    /**
     * Some of a type's constants, perhaps none, as {@link #choice} knows them: a list, or, as on a command line, its
     * text, such as {@code [one, other]} or {@code one}.
     */
    public <E extends Enum<E>> Set<E> choices(String name, Class<E> type) {
        String some = "a list of " + ArgumentType.Word.either(Words.all(type));
        Set<E> chosen = EnumSet.noneOf(type);
        for (String given : read(name, Settings::words, some)) {
            chosen.add(Words.constant(type, given).orElseThrow(() -> notOneOf(name, "is " + some, given, type)));
        }
        return Collections.unmodifiableSet(chosen);
    }

    private static List<String> words(Config config, String name) {
        if (config.getValue(name).valueType() == ConfigValueType.LIST) {
            return config.getStringList(name);
        }
        Matcher list = LIST.matcher(config.getString(name));
        String inner = list.matches() ? list.group(1) : config.getString(name);
        return inner.isBlank() && list.matches()
                ? List.of()
                : Arrays.stream(inner.split(",", -1)).map(String::strip).toList();
    }

    /** To refuse what no method here looks at. */
    public IllegalArgumentException wrong(String name, String whatItIs, String given) {
        return new IllegalArgumentException(path + "." + name + " " + whatItIs + ", not " + given);
    }

    private <T> T read(String name, BiFunction<Config, String, T> reading, String whatItIs) {
        Config config = all.get();
        String whole = path + "." + name;
        try {
            return reading.apply(config.hasPath(path) ? config.getConfig(path) : ConfigFactory.empty(), name);
        } catch (ConfigException.Missing missing) {
            throw new IllegalArgumentException(whole + " is missing; it is " + whatItIs, missing);
        } catch (ConfigException.WrongType | ConfigException.BadValue otherwise) {
            throw new IllegalArgumentException(
                    whole + " is " + whatItIs + ", not "
                            + quoted(config.getValue(whole).unwrapped()),
                    otherwise);
        }
    }

    private static String range(long least, long most) {
        return most == Integer.MAX_VALUE ? least + " or more" : least + " to " + most;
    }

    private static String quoted(Object value) {
        return ArgumentType.Text.quoted(value);
    }

    /** As the configuration has it, in milliseconds unless that would lose something. */
    private static String describe(Duration duration) {
        return duration.toNanos() % 1_000_000 == 0 ? duration.toMillis() + "ms" : duration.toNanos() + "ns";
    }

    /** A duration that was given, before it is known to be in its range. */
    public final class Length {
        private final String name;
        private final Duration given;

        private Length(String name, Duration given) {
            this.name = name;
            this.given = given;
        }

        /** The duration, if it is {@code least} or longer. */
        public Duration atLeast(Duration least) {
            if (given.compareTo(least) < 0) {
                throw wrong(name, "is at least " + describe(least), describe(given));
            }
            return given;
        }

        /** The duration, if it is from {@code least} to {@code most}. */
        public Duration between(Duration least, Duration most) {
            if (given.compareTo(least) < 0 || given.compareTo(most) > 0) {
                throw wrong(name, "is " + describe(least) + " to " + describe(most), describe(given));
            }
            return given;
        }

        /** The duration, if it is as long as the setting {@code other}, or longer. */
        public Duration atLeast(String other) {
            return atLeast(other, 1);
        }

        /** The duration, if it is {@code times} as long as the setting {@code other}, or longer. */
        public Duration atLeast(String other, int times) {
            Duration least = positive(other).multipliedBy(times);
            if (given.compareTo(least) < 0) {
                throw wrong(
                        name,
                        "is at least " + (times == 1 ? "" : times + " times ") + path + "." + other + ", "
                                + describe(least),
                        describe(given));
            }
            return given;
        }
    }
}

package dsc.workbench.nodes;

import com.typesafe.config.Config;
import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigFactory;
import com.typesafe.config.ConfigObject;
import com.typesafe.config.ConfigResolveOptions;
import com.typesafe.config.ConfigUtil;
import com.typesafe.config.ConfigValue;
import com.typesafe.config.ConfigValueFactory;
import com.typesafe.config.ConfigValueType;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.terminal.Shell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The settings that there are: those of {@code conf/} and of Pekko. One that is misspelt would have no effect, and
 * nobody would notice.
 */
public final class KnownSettings {

    private static final String OWN = "dsc.";
    private static final String NODE = "dsc.node";

    /** Here anyone's names are keys. */
    private static final List<String> FREE_FORM = List.of(
            "pekko.actor.deployment",
            "pekko.serialization.jackson",
            "pekko.actor.serializers",
            "pekko.actor.serialization-bindings",
            "pekko.actor.serialization-identifiers",
            "pekko.coordinated-shutdown.phases",
            "pekko.coordinated-shutdown.reason-overrides",
            "pekko.cluster.role");

    private final Set<String> scenarios;

    /** By path, with the scenario that it belongs to, or "" for those of every scenario. */
    private final Map<String, Setting> known = new TreeMap<>();

    private final List<String> warnings = new ArrayList<>();

    /** The settings of Pekko and its modules; read when they are needed, which takes a moment. */
    private ConfigObject reference;

    private record Setting(String scenario, ConfigValue usual) {}

    /** @param value null where it is not known before other settings are */
    private record Given(String path, ConfigValue value, String where) {}

    /**
     * @param home where {@code conf/} lies
     * @param all the ids of all scenarios
     * @param scenarios the ids of those that are started
     */
    public KnownSettings(Path home, Collection<String> all, Collection<String> scenarios) {
        this.scenarios = Set.copyOf(scenarios);
        try (Stream<Path> files = Files.list(home.resolve("conf"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".conf"))
                    .sorted()
                    .toList()) {
                String name = file.getFileName().toString();
                String owner = all.stream()
                        .filter(id -> name.equals(id + ".conf") || name.startsWith(id + "-"))
                        .findFirst()
                        .orElse("");
                // What is over them, such as raft-bench.conf, does not say what is usual.
                boolean usual = !name.startsWith(owner + "-");
                leaves(List.of(), ConfigFactory.parseFile(file.toFile()).root(), (path, value) -> {
                    if (path.startsWith(OWN) && (usual || !known.containsKey(path))) {
                        known.put(path, new Setting(owner, value));
                    }
                });
            }
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }

    /**
     * Settings that have no effect, or a value of another kind than the usual one.
     *
     * @param own the user's own file
     * @param single values by path
     * @param warn takes a sentence about each that is perhaps misspelt
     * @throws IllegalArgumentException with a sentence about the first that certainly is wrong
     */
    public void require(Optional<Path> own, Map<String, String> single, Consumer<String> warn) {
        ConfigObject file = own.filter(path -> !NodeFiles.isPlain(own))
                .map(path -> ConfigFactory.parseFile(path.toFile()).root())
                .orElse(ConfigFactory.empty().root());
        List<Given> all = new ArrayList<>();
        leaves(List.of(), file, (path, value) -> all.add(new Given(path, value, where(own.orElseThrow(), value))));
        for (Map.Entry<String, String> entry : single.entrySet()) {
            ConfigValue value = ConfigValueFactory.fromAnyRef(entry.getValue());
            all.add(new Given(plain(ConfigUtil.splitPath(entry.getKey())), value, "-D" + entry.getKey()));
        }
        for (Given given : all) {
            String first = ConfigUtil.splitPath(given.path()).getFirst();
            boolean inFile = !given.where().startsWith("-D");
            if (first.equals("dsc")) {
                requireOwn(given);
            } else if (!inFile && !file.containsKey(first) && !reference().containsKey(first)) {
                throw wrong(given, "there is no such setting" + meant(OWN + given.path(), candidates()));
            } else if (reference().containsKey(first)) {
                requirePekkos(given);
            }
        }
        warnings.forEach(warn);
    }

    private void requireOwn(Given given) {
        Setting setting = known.get(given.path());
        if (setting == null) {
            throw unknown(given);
        }
        if (!setting.scenario().isEmpty() && !scenarios.contains(setting.scenario())) {
            throw wrong(given, "is a setting of " + setting.scenario() + ", which is not started here");
        }
        if (type(setting.usual()) == ConfigValueType.NULL) {
            throw wrong(given, "is filled in by the launcher");
        }
        requireKind(given, setting.usual());
    }

    private IllegalArgumentException unknown(Given given) {
        if (given.path().equals(NODE) || given.path().startsWith(NODE + ".")) {
            return wrong(given, "is decided by the launcher, for each node");
        }
        if (known.keySet().stream().anyMatch(path -> path.startsWith(given.path() + "."))) {
            return wrong(given, "is a group of settings, not one of them");
        }
        return wrong(given, "there is no such setting" + meant(given.path(), candidates()));
    }

    private List<String> candidates() {
        return known.entrySet().stream()
                .filter(entry -> entry.getValue().scenario().isEmpty()
                        || scenarios.contains(entry.getValue().scenario()))
                .filter(entry -> type(entry.getValue().usual()) != ConfigValueType.NULL)
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Those like it; or those with its last word; or all of its group. */
    private static String meant(String typed, List<String> candidates) {
        List<String> near = Suggestions.to(typed, candidates);
        String last = typed.substring(typed.lastIndexOf('.') + 1);
        if (near.isEmpty()) {
            near = candidates.stream()
                    .filter(path -> path.endsWith("." + last) || path.endsWith("-" + last) || path.contains("." + last))
                    .limit(3)
                    .toList();
        }
        if (!near.isEmpty()) {
            return "; did you mean " + String.join(" or ", near) + "?";
        }
        String group = typed.substring(0, Math.max(0, typed.lastIndexOf('.') + 1));
        List<String> siblings = candidates.stream()
                .filter(path -> path.startsWith(group) && !group.equals(OWN))
                .map(path -> path.substring(group.length()))
                .toList();
        return siblings.isEmpty() ? "; see conf/" : "; " + group + " has " + String.join(", ", siblings);
    }

    /** By the usual value: a duration and a size are to have a unit. */
    private static void requireKind(Given given, ConfigValue usual) {
        if (type(usual) == null || type(given.value()) == null) {
            return;
        }
        String text = String.valueOf(given.value().unwrapped());
        String wanted = String.valueOf(usual.unwrapped());
        boolean unit = !text.isEmpty() && !Character.isDigit(text.charAt(text.length() - 1));
        if (type(usual) == ConfigValueType.NUMBER) {
            boolean whole = !wanted.contains(".");
            if (!(whole
                    ? reads(text, (config, path) -> config.getLong(path)) && text.matches("[+-]?\\d+")
                    : reads(text, (config, path) -> config.getDouble(path)))) {
                throw wrong(
                        given,
                        "is a " + (whole ? "whole " : "") + "number, such as " + wanted + ", not \"" + text + "\"");
            }
        } else if (wanted.matches("on|off|true|false|yes|no")) {
            if (!reads(text, (config, path) -> config.getBoolean(path))) {
                throw wrong(given, "is on or off, not \"" + text + "\"");
            }
        } else if (reads(wanted, (config, path) -> config.getDuration(path))) {
            if (!unit || !reads(text, (config, path) -> config.getDuration(path))) {
                throw wrong(given, "is a time with its unit, such as " + wanted + ", not \"" + text + "\"");
            }
        } else if (wanted.matches("\\d.*") && reads(wanted, (config, path) -> config.getBytes(path))) {
            if (!unit || !reads(text, (config, path) -> config.getBytes(path))) {
                throw wrong(given, "is a size with its unit, such as " + wanted + ", not \"" + text + "\"");
            }
        }
    }

    private interface Reading {
        Object of(Config config, String path);
    }

    private static boolean reads(String text, Reading reading) {
        try {
            reading.of(ConfigFactory.parseMap(Map.of("it", text)), "it");
            return true;
        } catch (ConfigException otherwise) {
            return false;
        }
    }

    /** What has a name that Pekko nearly has is refused; of anything else it cannot be known. */
    private void requirePekkos(Given given) {
        List<String> keys = ConfigUtil.splitPath(given.path());
        ConfigObject parent = reference();
        for (int index = 0; index < keys.size(); index++) {
            String above = String.join(".", keys.subList(0, index));
            if (FREE_FORM.contains(above)) {
                return;
            }
            ConfigValue value = parent.get(keys.get(index));
            if (value == null) {
                List<String> near = Suggestions.to(keys.get(index), List.copyOf(parent.keySet()));
                if (!near.isEmpty()) {
                    throw wrong(
                            given,
                            "there is no such setting; did you mean "
                                    + near.stream()
                                            .map(key -> above + "." + key)
                                            .collect(Collectors.joining(" or ")) + "?");
                }
                if (keys.get(Math.max(0, index - 1)).matches(".*(dispatcher|-executor)")) {
                    return;
                }
                warnings.add(
                        given.where() + ": Pekko's reference.conf has no such setting, so it may be without effect");
                return;
            }
            if (!(value instanceof ConfigObject object)) {
                return;
            }
            parent = object;
        }
        if (!parent.isEmpty() && !FREE_FORM.contains(given.path())) {
            throw wrong(given, "is a group of settings, not one of them");
        }
    }

    private ConfigObject reference() {
        if (reference == null) {
            reference = ConfigFactory.defaultReferenceUnresolved()
                    .resolve(ConfigResolveOptions.noSystem().setAllowUnresolved(true))
                    .root();
        }
        return reference;
    }

    private static IllegalArgumentException wrong(Given given, String message) {
        return new IllegalArgumentException(
                given.where() + (given.where().startsWith("-D") ? ": " : ": " + given.path() + ": ") + message);
    }

    private static String where(Path file, ConfigValue value) {
        String name = Optional.ofNullable(value.origin().filename()).orElse(file.toString());
        return Shell.shown(Path.of(name)) + ", line " + value.origin().lineNumber();
    }

    /** Null for what other settings decide. */
    private static ConfigValueType type(ConfigValue value) {
        try {
            return value.valueType();
        } catch (ConfigException.NotResolved later) {
            return null;
        }
    }

    private interface Leaf {
        void is(String path, ConfigValue value);
    }

    private static void leaves(List<String> above, ConfigObject object, Leaf leaf) {
        for (String key : object.keySet()) {
            List<String> path = new ArrayList<>(above);
            path.add(key);
            ConfigValue value;
            try {
                value = object.get(key);
            } catch (ConfigException.NotResolved later) {
                continue;
            }
            if (value instanceof ConfigObject below && type(below) == ConfigValueType.OBJECT && !below.isEmpty()) {
                leaves(path, below, leaf);
            } else {
                leaf.is(plain(path), value);
            }
        }
    }

    private static String plain(List<String> path) {
        return ConfigUtil.joinPath(path);
    }
}

package dsc.cli.arguments;

import com.typesafe.config.ConfigException;
import com.typesafe.config.ConfigUtil;
import dsc.concepts.Catalog;
import dsc.workbench.faults.FaultPlan;
import dsc.workbench.journals.JournalChoice;
import dsc.workbench.nodes.KnownSettings;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.protocol.Deployment;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.protocol.Words;
import dsc.workbench.simulation.worlds.Hazard;
import dsc.workbench.terminal.LauncherException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;

/** What several commands require of their arguments; what does not fit is refused with a sentence. */
public record ArgumentChecks(CommandSpec spec) {

    /** The scenario with that id. */
    public Scenario<?> scenario(String id, List<Scenario<?>> scenarios) {
        return scenarios.stream()
                .filter(scenario -> scenario.id().equalsIgnoreCase(id))
                .findFirst()
                .orElseThrow(() -> wrong(unknown(id, scenarios) + " ./dsc list shows all."));
    }

    private static String unknown(String id, List<Scenario<?>> scenarios) {
        List<String> ids = scenarios.stream().map(Scenario::id).toList();
        return Catalog.concept(id)
                .map(concept -> "\"" + id + "\" is a concept; "
                        + (concept.scenarios().isEmpty()
                                ? "it has no protocol yet."
                                : "say which of its protocols: "
                                        + concept.scenarios().stream()
                                                .map(Scenario::id)
                                                .collect(Collectors.joining(", "))
                                        + "."))
                .orElseGet(() -> "there is no scenario \"" + id + "\"" + meant(id, ids));
    }

    /** The kinds that {@code list} names, separated by commas, or none of them. */
    public Set<FaultKind> faults(String list, int nodes) {
        Set<FaultKind> chosen = EnumSet.noneOf(FaultKind.class);
        for (String name : list.equals("none") ? List.<String>of() : List.of(list.split(","))) {
            chosen.add(Words.constant(FaultKind.class, name.strip().toLowerCase(Locale.ROOT))
                    .orElseThrow(() -> unknownFault(name)));
        }
        for (FaultKind kind : chosen) {
            if (!FaultPlan.possible(List.of(kind), nodes).contains(kind)) {
                throw wrong("a cluster of " + (nodes == 1 ? "one node" : nodes + " nodes") + " has no " + kind
                        + "; take more --nodes");
            }
        }
        return chosen;
    }

    /** @param because what follows the name of the fault in the sentence that refuses it; may be empty */
    public ParameterException notTolerated(String scenario, FaultKind kind, String because) {
        return wrong(scenario + " does not tolerate " + kind + because + "; --force injects it all the same");
    }

    /** Nothing that {@code --without} can name. */
    ParameterException unknownHazard(String name) {
        return unknown("--without: there is no", name, Words.all(Hazard.class), "all, ");
    }

    private ParameterException unknownFault(String name) {
        return unknown("there is no fault", name, Words.all(FaultKind.class), "");
    }

    /** @param besides what else it could have been, with a comma */
    private ParameterException unknown(String there, String name, List<String> known, String besides) {
        return wrong(
                there + " \"" + name + "\"" + meant(name, known) + " Known: " + besides + String.join(", ", known));
    }

    ParameterException noRule(String scenario, String name, List<String> names) {
        return wrong(
                names.isEmpty()
                        ? scenario + " has no rules, only its guarantee"
                        : "there is no rule \"" + name + "\"" + meant(name, names) + " Known: "
                                + String.join(", ", names));
    }

    private static String meant(String typed, List<String> names) {
        List<String> near = Suggestions.to(typed, names);
        return near.isEmpty() ? "." : "; did you mean " + String.join(" or ", near) + "?";
    }

    /** Where nodes read each other's events, each of them with a memory of its own would serve another truth. */
    public void requireSharedJournal(Scenario<?> scenario, JournalChoice journal) {
        if (scenario.deployment().journal() == Deployment.Journal.SHARED && !journal.survivesKill()) {
            throw wrong(scenario.id() + " needs a journal that its nodes share: --journal h2 or postgres, not "
                    + journal.kind());
        }
    }

    /**
     * Settings that make no sense.
     *
     * @param settings the scenario's own; what the launcher decides for each node is not in them
     */
    public void requireSettings(Scenario<?> scenario, Settings settings, int nodes) {
        try {
            scenario.deployment().require(scenario.id(), settings, nodes);
        } catch (IllegalArgumentException | ConfigException senseless) {
            throw wrong(senseless.getMessage());
        }
    }

    /** @param seconds how long clients work, in which faults of these kinds are to be drawn at that pace */
    public void requireTimeForFaults(FaultPlan.Pace pace, Set<FaultKind> kinds, int seconds) {
        long shortestMillis = pace.shortestRunMillis();
        if (!kinds.isEmpty() && TimeUnit.SECONDS.toMillis(seconds) < shortestMillis) {
            throw wrong("--seconds " + seconds + " leaves no time for faults: at least "
                    + Math.ceilDiv(shortestMillis, 1_000) + ", or --faults none");
        }
    }

    public void requireRange(String option, long value, long least, long most) {
        if (value < least || value > most) {
            throw wrong(option + " is " + least + " to " + most + ", not " + value);
        }
    }

    /** A configuration file of the user's own, or the word {@code plain}; null where there is none. */
    void requireConf(Path conf) {
        if (conf != null && !conf.equals(NodeFiles.PLAIN) && !(Files.isRegularFile(conf) && Files.isReadable(conf))) {
            throw wrong("--conf " + conf + " is not a readable file");
        }
    }

    /**
     * Settings that are misspelt, have a value of another kind, or belong to a scenario that is not started.
     *
     * @param started the scenarios that are
     */
    public void requireKnown(List<Scenario<?>> started, Optional<Path> own, Map<String, String> single) {
        if (own.isEmpty() && single.isEmpty()) {
            return;
        }
        requirePaths(single.keySet());
        List<String> all = Stream.concat(Catalog.scenarios().stream(), started.stream())
                .map(Scenario::id)
                .distinct()
                .toList();
        try {
            new KnownSettings(
                            InstallDirectory.directory(),
                            all,
                            started.stream().map(Scenario::id).toList())
                    .require(own, single, warning -> spec.commandLine().getErr().println("dsc: " + warning));
        } catch (IllegalArgumentException unknown) {
            throw wrong(unknown.getMessage());
        } catch (ConfigException malformed) {
            throw new LauncherException("the configuration cannot be read: " + malformed.getMessage());
        }
    }

    /** The paths of single configuration values. */
    void requirePaths(Collection<String> paths) {
        for (String path : paths) {
            try {
                ConfigUtil.splitPath(path);
            } catch (ConfigException malformed) {
                throw wrong("-D" + path + " names no configuration value; one looks like dsc.raft.heartbeat-interval");
            }
        }
    }

    public ParameterException wrong(String message) {
        return new ParameterException(spec.commandLine(), message);
    }
}

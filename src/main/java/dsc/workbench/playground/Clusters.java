package dsc.workbench.playground;

import dsc.workbench.playground.SupervisorClient.WrongUsageException;
import dsc.workbench.protocol.Suggestions;
import dsc.workbench.terminal.Caller;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Shell;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * Which cluster a command is about.
 *
 * @param usual the name of the cluster that is meant where none is given, if one was chosen
 * @param atPrompt whether it was by a prompt, and not by {@value Caller#NAME_VARIABLE}
 * @param example a scenario that hints suggest where no cluster is up
 */
public record Clusters(ClusterRegistry registry, Optional<String> usual, boolean atPrompt, String example) {

    /** @param example a scenario to start where no cluster is up */
    public static Clusters of(Path home, Caller caller, String example) {
        return new Clusters(new ClusterRegistry(home), caller.clusterName(), caller.atPrompt(), example);
    }

    /**
     * The cluster of that name, or the only one that is up.
     *
     * @param name may be null
     * @throws LauncherException when there is none, or several; the message says which and what to do
     */
    public ClusterEntry running(String name) {
        ClusterEntry entry = any(name);
        if (entry.isPutAside()) {
            throw new LauncherException(entry.name() + " is down, its journal kept; " + up(entry) + " continues it");
        }
        if (entry.supervisor().isEmpty()) {
            throw new LauncherException(entry.name() + " died: its supervisor (pid " + entry.pid()
                    + ") is gone. What it recorded lies in " + Shell.shown(entry.directory()) + "; ./dsc down"
                    + nameOption(entry) + " tidies up");
        }
        if (entry.port() == 0) {
            throw new LauncherException(entry.name() + " is still starting");
        }
        return entry;
    }

    /** The cluster of that name, or the only one there is, whatever state it is in. */
    public ClusterEntry any(String name) {
        if (name != null) {
            return named(name, "");
        }
        return usual.isPresent() ? named(usual.get(), atPrompt ? "" : " (" + Caller.NAME_VARIABLE + ")") : onlyOne();
    }

    /** What a cluster is called that is started without a name. */
    public String nameFor(String scenario) {
        return usual.orElse(scenario);
    }

    private ClusterEntry named(String name, String because) {
        return registry.find(name)
                .orElseThrow(
                        () -> new LauncherException("there is no cluster \"" + name + "\"" + because + nearest(name)));
    }

    private String nearest(String name) {
        List<String> near = Suggestions.to(name, names(registry.all()));
        return (near.isEmpty() ? "; " : "; did you mean " + String.join(" or ", near) + "? ") + those();
    }

    private ClusterEntry onlyOne() {
        List<ClusterEntry> all = registry.all();
        return onlyOne(all)
                .orElseThrow(() -> new LauncherException(
                        all.isEmpty()
                                ? "no cluster is up; " + starting()
                                : those() + "; say which with --name, or choose one for all commands: export "
                                        + Caller.NAME_VARIABLE + "="
                                        + meant(all).getFirst().name()));
    }

    private static Optional<ClusterEntry> onlyOne(List<ClusterEntry> all) {
        List<ClusterEntry> meant = meant(all);
        return meant.size() == 1 ? Optional.of(meant.getFirst()) : Optional.empty();
    }

    /** Those that are up, or all if none is. */
    private static List<ClusterEntry> meant(List<ClusterEntry> all) {
        List<ClusterEntry> up =
                all.stream().filter(entry -> entry.supervisor().isPresent()).toList();
        return up.isEmpty() ? all : up;
    }

    /** Such as {@code up: raft, two; down: three}. */
    private String those() {
        List<ClusterEntry> all = registry.all();
        String up = all.stream()
                .filter(entry -> entry.supervisor().isPresent())
                .map(ClusterEntry::name)
                .collect(Collectors.joining(", "));
        String others = all.stream()
                .filter(entry -> entry.supervisor().isEmpty())
                .map(ClusterEntry::name)
                .collect(Collectors.joining(", "));
        return (up.isEmpty() ? "none is up; " + starting() : "up: " + up)
                + (others.isEmpty() ? "" : "; down or died: " + others);
    }

    private String starting() {
        return "./dsc up " + example + " starts one";
    }

    private static List<String> names(List<ClusterEntry> entries) {
        return entries.stream().map(ClusterEntry::name).toList();
    }

    /** What continues a cluster that was put aside. */
    public String up(ClusterEntry entry) {
        return "./dsc up " + entry.scenario()
                + (nameFor(entry.scenario()).equals(entry.name()) ? "" : " --name " + Shell.quoted(entry.name()));
    }

    /** What to add to a command that is about {@code entry}, unless it is about that cluster anyway. */
    public String nameOption(ClusterEntry entry) {
        boolean isUsual = usual.isPresent()
                ? usual.get().equals(entry.name())
                : entry.name().equals(entry.scenario())
                        && onlyOne(registry.all())
                                .filter(one -> one.name().equals(entry.name()))
                                .isPresent();
        return isUsual ? "" : " --name " + Shell.quoted(entry.name());
    }

    /**
     * What a cluster's supervisor answers, its hints naming the cluster, its paths as they are seen from here.
     *
     * @param people takes a sentence when the answer takes its time
     * @throws WrongUsageException when the request makes no sense
     * @throws LauncherException when it cannot be carried out, or nobody answers
     */
    public Response ask(ClusterEntry entry, Request request, Consumer<String> people) throws WrongUsageException {
        try {
            Response response = new SupervisorClient(entry, late -> people.accept(fromHere(late, entry))).ask(request);
            return new Response(
                    response.lines().stream().map(line -> fromHere(line, entry)).toList(), response.data());
        } catch (WrongUsageException senseless) {
            throw new WrongUsageException(fromHere(senseless.getMessage(), entry));
        } catch (LauncherException failure) {
            throw new LauncherException(fromHere(failure.getMessage(), entry));
        }
    }

    private String fromHere(String text, ClusterEntry entry) {
        String told = text == null ? "" : text;
        return Caller.naming(told, told.contains("./dsc") ? nameOption(entry) : "")
                .replace(entry.directory().toString(), Shell.shown(entry.directory()));
    }
}

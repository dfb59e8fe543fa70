package dsc.workbench.launcher;

import java.util.List;
import java.util.stream.Collectors;

/** Which cluster a command is about. */
record Clusters(ClusterRegistry registry) {

    /**
     * The cluster of that name, or the only one that is up.
     *
     * @param name may be null
     * @throws LauncherException when there is none, or several; the message says which and what to do
     */
    ClusterEntry running(String name) {
        ClusterEntry entry = name == null ? onlyOne() : named(name);
        if (entry.isPutAside()) {
            throw new LauncherException(entry.name() + " is down, its journal kept; ./dsc up " + entry.scenario()
                    + nameOption(entry) + " continues it");
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
    ClusterEntry any(String name) {
        return name == null ? onlyOne() : named(name);
    }

    private ClusterEntry named(String name) {
        return registry.find(name)
                .orElseThrow(() -> new LauncherException("there is no cluster \"" + name + "\"; " + those()));
    }

    private ClusterEntry onlyOne() {
        List<ClusterEntry> all = registry.all();
        List<ClusterEntry> up =
                all.stream().filter(entry -> entry.supervisor().isPresent()).toList();
        if (up.size() == 1 || (up.isEmpty() && all.size() == 1)) {
            return up.isEmpty() ? all.getFirst() : up.getFirst();
        }
        throw new LauncherException(
                all.isEmpty() ? "no cluster is up; ./dsc up raft starts one" : those() + "; say which with --name");
    }

    private String those() {
        List<ClusterEntry> all = registry.all();
        return all.isEmpty()
                ? "none is up; ./dsc up raft starts one"
                : "there are " + all.stream().map(ClusterEntry::name).collect(Collectors.joining(", "));
    }

    /** What to add to a command that is about {@code entry}, if its name is not the usual one. */
    static String nameOption(ClusterEntry entry) {
        return entry.name().equals(entry.scenario()) ? "" : " --name " + Shell.quoted(entry.name());
    }
}

package dsc.cli.arguments;

import dsc.workbench.runs.ClientLoad;
import picocli.CommandLine.Option;

/** The options of every command that runs a scenario's clients at a stated pace. */
public final class ClientOptions {

    private static final int CLIENTS_MAX = 100;
    private static final int KEYS_MAX = 1_000;
    private static final int RATE_MAX = 100_000;

    @Option(names = "--clients", paramLabel = "N", defaultValue = "5", description = "Clients, 1 to 100 (default: 5).")
    private int clients;

    @Option(names = "--keys", paramLabel = "N", defaultValue = "5", description = "Keys, 1 to 1000 (default: 5).")
    private int keys;

    @Option(
            names = "--rate",
            paramLabel = "OPS_PER_S",
            defaultValue = "200",
            description =
                    "Operations a second, all clients together, 0 to 100000; 0 for as fast as answers come (default:"
                            + " 200).")
    private int rate;

    @Option(
            names = "--roam",
            description = "Each operation begins at a node that is drawn, as if clients moved (default: only where the"
                    + " scenario's clients do).")
    private boolean roam;

    /** Refuses what makes no sense. */
    public void require(ArgumentChecks usage) {
        usage.requireRange("--clients", clients, 1, CLIENTS_MAX);
        usage.requireRange("--keys", keys, 1, KEYS_MAX);
        usage.requireRange("--rate", rate, 0, RATE_MAX);
    }

    public int clients() {
        return clients;
    }

    public int keys() {
        return keys;
    }

    /** Operations a second, all clients together; 0 for as fast as answers come. */
    public int rate() {
        return rate;
    }

    public ClientLoad load() {
        return new ClientLoad(clients, keys, rate, roam);
    }
}

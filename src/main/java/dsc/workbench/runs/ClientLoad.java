package dsc.workbench.runs;

/**
 * How hard clients work.
 *
 * @param clients 1 to 100
 * @param keys 1 to 1000
 * @param rate operations a second, all clients together; 0 for as fast as answers come
 * @param roam whether each operation begins at a node that is drawn, also where the scenario's clients stay with one
 */
public record ClientLoad(int clients, int keys, int rate, boolean roam) {

    /** Clients that stay with a node, unless the scenario's roam. */
    public ClientLoad(int clients, int keys, int rate) {
        this(clients, keys, rate, false);
    }

    /** The rate as reports show it. */
    public String rateText() {
        return rate == 0 ? "as fast as answers come" : rate + " operations/s";
    }
}

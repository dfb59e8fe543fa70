package dsc.workbench.runs;

/**
 * How hard clients work.
 *
 * @param clients 1 to 100
 * @param keys 1 to 1000
 * @param rate operations a second, all clients together; 0 for as fast as answers come
 */
public record ClientLoad(int clients, int keys, int rate) {

    /** The rate as reports show it. */
    public String rateText() {
        return rate == 0 ? "as fast as answers come" : rate + " operations/s";
    }
}

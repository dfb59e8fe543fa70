package dsc.workbench.cluster;

import org.HdrHistogram.Histogram;

/**
 * What a {@link Load} came to.
 *
 * @param failure why it ended early, or null when every call was answered {@code ok} until its end
 * @param operations that were answered while it was measured
 * @param nanos how long it was measured
 * @param allOperations those of the warm-up included
 * @param failed calls that failed and were asked again, those of the warm-up included
 * @param p50Micros half of the answers took at most this long; 0 without any
 * @param p99Micros 99 of 100 did
 * @param maxMicros all did
 */
public record LoadReport(
        String failure,
        long operations,
        long nanos,
        long allOperations,
        long failed,
        double p50Micros,
        double p99Micros,
        double maxMicros) {

    private static final double NANOS_PER_MICRO = 1e3;

    static LoadReport of(String failure, Histogram latenciesNanos, long nanos, long allOperations, long failed) {
        return new LoadReport(
                failure,
                latenciesNanos.getTotalCount(),
                nanos,
                allOperations,
                failed,
                latenciesNanos.getValueAtPercentile(50) / NANOS_PER_MICRO,
                latenciesNanos.getValueAtPercentile(99) / NANOS_PER_MICRO,
                latenciesNanos.getMaxValue() / NANOS_PER_MICRO);
    }

    /** Answered operations; 0 when nothing was measured. */
    public double perSecond() {
        return nanos == 0 ? 0 : operations * 1e9 / nanos;
    }
}

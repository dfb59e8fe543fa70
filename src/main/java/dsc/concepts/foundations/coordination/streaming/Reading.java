package dsc.concepts.foundations.coordination.streaming;

import java.util.List;

/**
 * What a member does with a partition at the moment.
 *
 * @param step what it waits for
 * @param from the offset of the first of {@code results}, or the one that it wants to fetch; -1 for where the group is
 * @param results what it made of the records that it fetched; empty while it fetches
 * @param sinceNanos since when it waits
 */
record Reading(Step step, long from, List<String> results, long sinceNanos) {

    enum Step {
        FETCH,
        APPLY,
        COMMIT
    }

    static Reading fetch(long from, long nowNanos) {
        return new Reading(Step.FETCH, from, List.of(), nowNanos);
    }

    Reading then(Step next, long nowNanos) {
        return new Reading(next, from, results, nowNanos);
    }

    Reading again(long nowNanos) {
        return new Reading(step, from, results, nowNanos);
    }

    long end() {
        return from + results.size();
    }
}

package dsc.concepts.foundations.communication.supervision;

import dsc.concepts.shared.GrowingList;
import dsc.workbench.protocol.Wire;
import java.util.List;

/**
 * What a worker has of its key: two things that belong together, so that one can see whether a failure came between
 * them.
 *
 * @param letters in the order in which they were processed
 * @param count how many were counted
 */
public record Ledger(List<String> letters, long count) implements Wire {

    static final Ledger EMPTY = new Ledger(List.of(), 0);

    /** With {@code letter}, which is not counted yet. */
    Ledger appended(String letter) {
        return new Ledger(GrowingList.plus(letters, letter), count);
    }

    Ledger counted() {
        return new Ledger(letters, count + 1);
    }

    /** Whether each letter is counted. */
    boolean isWhole() {
        return letters.size() == count;
    }
}

package dsc.workbench.faults;

import java.util.OptionalLong;

/**
 * What was deleted of a node.
 *
 * @param rows of the journal; empty if that was in the node's memory, and went with its process
 * @param files of its own, such as those of Pekko's Distributed Data
 */
public record ErasedDisk(OptionalLong rows, long files) {

    /** Whether there was something to lose. */
    boolean wasUsed() {
        return rows.isEmpty() || rows.getAsLong() > 0 || files > 0;
    }

    /** Such as {@code 12 rows deleted}. */
    String describe() {
        String ofJournal = rows.isEmpty() ? "" : count(rows.getAsLong(), "row");
        String ofItsOwn = files == 0 ? "" : count(files, "file");
        String both = ofJournal + (ofJournal.isEmpty() || ofItsOwn.isEmpty() ? "" : " and ") + ofItsOwn;
        return both.isEmpty() ? "its journal was in its memory" : both + " deleted";
    }

    private static String count(long count, String what) {
        return count + " " + what + (count == 1 ? "" : "s");
    }
}

package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.foundations.consensus.zab.PeerMessage.Propose;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/**
 * The proposals that came to a follower before an earlier one, as links may reorder them; a crash makes it forget them.
 */
final class Proposals {

    private final int entriesMax;
    private final TreeMap<Zxid, Entry> early = new TreeMap<>();
    private long epoch;

    /** @param entriesMax how many are kept; the primary sends again what a follower does not have */
    Proposals(int entriesMax) {
        this.entriesMax = entriesMax;
    }

    void forget() {
        early.clear();
    }

    /** Whether some came before one that is missing. */
    boolean areEarly() {
        return !early.isEmpty();
    }

    /** Rule 6: what comes next after {@code last}, without a gap; nothing if that is missing. */
    List<Entry> next(Propose propose, Zxid last) {
        if (propose.epoch() != epoch) {
            early.clear();
            epoch = propose.epoch();
        }
        propose.entries().forEach(entry -> early.put(entry.zxid(), entry));
        early.headMap(last, true).clear();
        List<Entry> next = new ArrayList<>();
        Zxid end = last;
        while (!early.isEmpty() && early.firstKey().follows(end)) {
            end = early.firstKey();
            next.add(early.pollFirstEntry().getValue());
        }
        while (early.size() > entriesMax) {
            early.pollLastEntry();
        }
        return next;
    }
}

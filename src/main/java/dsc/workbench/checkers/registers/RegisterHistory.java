package dsc.workbench.checkers.registers;

import static dsc.workbench.checkers.registers.Access.NONE;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Operation;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * A history of registers with unique values: which sessions there are, what each wrote, and which write each
 * observation saw. A session is a process; an absent key of a {@code snapshot} was observed as nil. A failed write
 * takes no part. A write of unknown outcome takes part exactly if somebody saw its value; it is the last operation of
 * its process. A {@code final-} observation is a session of its own.
 */
final class RegisterHistory {

    static final String WRITE = "write";
    static final String READ = "read";
    static final String SNAPSHOT = "snapshot";
    static final String FINAL_SNAPSHOT = "final-snapshot";

    static final List<String> FUNCTIONS = List.of(WRITE, READ, SNAPSHOT, FINAL_SNAPSHOT);

    private final List<Object> keys;
    private final List<Access> accesses;
    private final List<List<Access>> sessions = new ArrayList<>();

    /** For each session and key, the places of its writes, ascending; null where there is none. */
    private final int[][][] writes;

    /** For each key, the sessions that write it. */
    private final int[][] writers;

    /** For each access, the ids of the observations that saw it, ascending; empty for observations. */
    private final int[][] readers;

    private final Optional<Verdict> nowhere;

    /**
     * @param keys the keys, each at its number
     * @param accesses each at its id, by their invocations; sessions and places are numbered without gaps
     * @param nowhere that a value was observed which no write that may have taken effect has; empty if there is none
     */
    RegisterHistory(List<Object> keys, List<Access> accesses, Optional<Verdict> nowhere) {
        this.keys = keys;
        this.accesses = accesses;
        this.nowhere = nowhere;
        for (Access access : accesses) {
            while (sessions.size() <= access.session()) {
                sessions.add(new ArrayList<>());
            }
            if (sessions.get(access.session()).size() != access.place()) {
                throw new IllegalArgumentException("places in a session have no gaps: " + access);
            }
            sessions.get(access.session()).add(access);
        }
        writes = writes();
        writers = writers();
        readers = readers();
    }

    private int[][] writers() {
        int[][] found = new int[keys.size()][];
        Arrays.setAll(
                found,
                key -> IntStream.range(0, sessions.size())
                        .filter(session -> writes[session][key] != null)
                        .toArray());
        return found;
    }

    private int[][][] writes() {
        int[][][] places = new int[sessions.size()][keys.size()][];
        for (List<Access> session : sessions) {
            int[][] ofSession = places[session.getFirst().session()];
            for (Access access : session) {
                if (access.isWrite()) {
                    int[] before = ofSession[access.written()];
                    int count = before == null ? 0 : before.length;
                    ofSession[access.written()] = before == null ? new int[1] : Arrays.copyOf(before, count + 1);
                    ofSession[access.written()][count] = access.place();
                }
            }
        }
        return places;
    }

    private int[][] readers() {
        int[] counts = new int[accesses.size()];
        accesses.forEach(access ->
                Arrays.stream(access.sources()).filter(source -> source != NONE).forEach(source -> counts[source]++));
        int[][] found = new int[accesses.size()][];
        Arrays.setAll(found, id -> new int[counts[id]]);
        for (int id = accesses.size() - 1; id >= 0; id--) {
            for (int source : accesses.get(id).sources()) {
                if (source != NONE) {
                    found[source][--counts[source]] = id;
                }
            }
        }
        return found;
    }

    List<Object> keys() {
        return keys;
    }

    List<Access> accesses() {
        return accesses;
    }

    Access access(int id) {
        return accesses.get(id);
    }

    List<List<Access>> sessions() {
        return sessions;
    }

    /** The sessions that write a key, ascending. */
    int[] writers(int key) {
        return writers[key];
    }

    /** The ids of the observations that saw a write, ascending. */
    int[] readers(int write) {
        return readers[write];
    }

    /** That a value came from nowhere: if so, nothing else about the history is to be asked. */
    Optional<Verdict> nowhere() {
        return nowhere;
    }

    /** The last write of a key among the first {@code count} accesses of a session, or {@link Access#NONE}. */
    int lastWrite(int session, int key, int count) {
        int[] places = writes[session][key];
        if (places == null) {
            return NONE;
        }
        int found = Arrays.binarySearch(places, count);
        int below = found >= 0 ? found : -found - 1;
        return below == 0 ? NONE : sessions.get(session).get(places[below - 1]).id();
    }

    /** The first write of a key in a session that has a property which all later ones have too, or NONE. */
    int firstWrite(int session, int key, IntPredicate property) {
        int[] places = writes[session][key];
        if (places == null) {
            return NONE;
        }
        List<Access> all = sessions.get(session);
        int low = 0;
        int high = places.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (property.test(all.get(places[middle]).id())) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low == places.length ? NONE : all.get(places[low]).id();
    }

    /**
     * The same without some accesses, and without what some observations saw under some keys.
     *
     * @param isKept whether to keep the access of an id; a write that a kept observation saw must be
     * @param observes whether the access of an id still observes a key of a number
     */
    RegisterHistory restricted(IntPredicate isKept, ObservedKeys observes) {
        int[] ids = new int[accesses.size()];
        Arrays.fill(ids, NONE);
        int count = 0;
        for (Access access : accesses) {
            if (isKept.test(access.id())) {
                ids[access.id()] = count++;
            }
        }
        int[] numbers = new int[sessions.size()];
        Arrays.fill(numbers, NONE);
        int[] places = new int[sessions.size()];
        int sessionCount = 0;
        List<Access> kept = new ArrayList<>(count);
        for (Access access : accesses) {
            if (ids[access.id()] == NONE) {
                continue;
            }
            int session = access.session();
            numbers[session] = numbers[session] == NONE ? sessionCount++ : numbers[session];
            int[] observed = Arrays.stream(access.observed())
                    .filter(key -> observes.test(access.id(), key))
                    .toArray();
            int[] sources = Arrays.stream(observed)
                    .map(access::source)
                    .map(source -> source == NONE ? NONE : kept(ids, source))
                    .toArray();
            kept.add(new Access(
                    kept.size(),
                    access.operation(),
                    numbers[session],
                    places[session]++,
                    access.written(),
                    observed,
                    sources));
        }
        return new RegisterHistory(keys, kept, Optional.empty());
    }

    private static int kept(int[] ids, int source) {
        if (ids[source] == NONE) {
            throw new IllegalArgumentException("the write " + source + " is observed and must be kept");
        }
        return ids[source];
    }

    /** Whether an access observes a key. */
    interface ObservedKeys {
        boolean test(int access, int key);
    }

    List<Operation> operations() {
        return accesses.stream().map(Access::operation).toList();
    }
}

package dsc.concepts.foundations.consensus.paxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.paxos.Acceptor.Vote;
import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;

/**
 * What survives a crash.
 *
 * @param round the greatest that this node has used, 0 before the first
 * @param acceptors by decision
 * @param decided the values that this node has learned, by decision
 */
public record PaxosState(long round, SortedMap<String, Acceptor> acceptors, SortedMap<String, String> decided)
        implements Wire {

    public sealed interface Event extends Wire {}

    /** No ballot of this node has this round again. */
    public record RoundUsed(long round) implements Event {}

    public record Promised(String decision, Ballot ballot) implements Event {}

    public record Voted(String decision, Vote vote) implements Event {}

    public record Learned(String decision, String value) implements Event {}

    private static final int DECISIONS_SHOWN = 20;

    static final PaxosState EMPTY = new PaxosState(0, Collections.emptySortedMap(), Collections.emptySortedMap());

    Acceptor acceptor(String decision) {
        return acceptors.getOrDefault(decision, Acceptor.NEW);
    }

    /** Up to twenty, in the order of their names: a key's own, and those named by the key, a hyphen, and more. */
    List<List<String>> lastDecisions(String key) {
        List<List<String>> all = decided.entrySet().stream()
                .filter(each -> each.getKey().equals(key) || each.getKey().startsWith(key + "-"))
                .map(each -> List.of(each.getKey(), each.getValue()))
                .toList();
        return all.subList(Math.max(0, all.size() - DECISIONS_SHOWN), all.size());
    }

    PaxosState after(Event event) {
        return switch (event) {
            case RoundUsed used -> new PaxosState(used.round(), acceptors, decided);
            case Promised promised ->
                with(promised.decision(), acceptor(promised.decision()).promising(promised.ballot()));
            case Voted voted ->
                with(voted.decision(), acceptor(voted.decision()).voting(voted.vote()));
            case Learned learned ->
                new PaxosState(round, acceptors, SortedMaps.with(decided, learned.decision(), learned.value()));
        };
    }

    private PaxosState with(String decision, Acceptor acceptor) {
        return new PaxosState(round, SortedMaps.with(acceptors, decision, acceptor), decided);
    }
}

package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.DurableState.TermStarted;
import dsc.concepts.foundations.consensus.raft.DurableState.VoteCast;
import dsc.concepts.foundations.consensus.raft.Raft.ElectionTimedOut;
import dsc.concepts.foundations.consensus.raft.Raft.PreVote;
import dsc.concepts.foundations.consensus.raft.Raft.RequestPreVote;
import dsc.concepts.foundations.consensus.raft.Raft.RequestVote;
import dsc.concepts.foundations.consensus.raft.Raft.TimeoutNow;
import dsc.concepts.foundations.consensus.raft.Raft.Vote;
import dsc.concepts.foundations.consensus.raft.Role.Candidate;
import dsc.concepts.foundations.consensus.raft.Role.Follower;
import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.concepts.foundations.consensus.raft.Role.PreCandidate;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;
import java.util.Set;

/** How a server becomes the leader (§5.2, §5.4.1), first asking whether it could (PreVote; thesis, §9.6). */
final class Election {

    private final Server server;
    private final Leadership leadership;

    Election(Server server, Leadership leadership) {
        this.server = server;
        this.leadership = leadership;
    }

    void onElectionTimedOut(ElectionTimedOut timedOut) {
        if (timedOut.number() != server.electionTimer || server.role instanceof Leader) {
            return;
        }
        if (!server.mayStand()) {
            server.role = new Follower(Optional.empty(), server.node.clock().monotonicNanos());
            return;
        }
        server.role = new PreCandidate(Set.of(server.node.self()));
        server.restartElectionTimer();
        for (NodeId peer : server.configuration().others(server.node.self())) {
            server.send(
                    peer,
                    new RequestPreVote(
                            server.term(),
                            server.term() + 1,
                            server.node.self(),
                            server.log().lastIndex(),
                            server.log().lastTerm()));
        }
        standIfWanted();
    }

    void onRequestPreVote(RequestPreVote request) {
        boolean granted = request.nextTerm() > server.term()
                && !server.hearsLeader()
                && server.log().isCoveredBy(request.lastLogIndex(), request.lastLogTerm());
        server.send(request.candidate(), new PreVote(server.term(), request.nextTerm(), server.node.self(), granted));
    }

    void onPreVote(PreVote vote) {
        if (server.role instanceof PreCandidate candidate && vote.granted() && vote.nextTerm() == server.term() + 1) {
            server.role = candidate.with(vote.voter());
            standIfWanted();
        }
    }

    private void standIfWanted() {
        if (server.role instanceof PreCandidate candidate && server.quorum().isReachedBy(candidate.votes())) {
            stand(false);
        }
    }

    /** Starts a term and asks for votes in it (§5.2). */
    private void stand(boolean transfer) {
        server.persist(new TermStarted(server.term() + 1));
        server.persist(new VoteCast(server.term(), server.node.self()));
        server.role = new Candidate(Set.of(server.node.self()));
        server.restartElectionTimer();
        for (NodeId peer : server.configuration().others(server.node.self())) {
            server.send(
                    peer,
                    new RequestVote(
                            server.term(),
                            server.node.self(),
                            server.log().lastIndex(),
                            server.log().lastTerm(),
                            transfer));
        }
        leadIfElected();
    }

    /**
     * At most one vote a term, for a candidate whose log holds all that is committed (§5.2, §5.4.1; thesis, §4.2.3).
     */
    void onRequestVote(RequestVote request) {
        boolean free = server.state()
                .votedFor()
                .filter(other -> !other.equals(request.candidate()))
                .isEmpty();
        boolean granted = request.term() == server.term()
                && free
                && server.log().isCoveredBy(request.lastLogIndex(), request.lastLogTerm());
        if (granted) {
            if (server.state().votedFor().isEmpty()) {
                server.persist(new VoteCast(server.term(), request.candidate()));
            }
            server.restartElectionTimer();
        }
        server.send(request.candidate(), new Vote(server.term(), server.node.self(), granted));
    }

    void onVote(Vote vote) {
        if (server.role instanceof Candidate candidate && vote.granted() && vote.term() == server.term()) {
            server.role = candidate.with(vote.voter());
            leadIfElected();
        }
    }

    private void leadIfElected() {
        if (server.role instanceof Candidate candidate && server.quorum().isReachedBy(candidate.votes())) {
            leadership.begin();
        }
    }

    /** The leader handed over: no need to ask whether anyone misses it. */
    void onTimeoutNow(TimeoutNow now) {
        if (now.term() == server.term() && server.role instanceof Follower && server.mayStand()) {
            stand(true);
        }
    }
}

package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.DurableState.EntriesAppended;
import dsc.concepts.foundations.consensus.raft.DurableState.LogCompacted;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.AppendRefused;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.concepts.foundations.consensus.raft.Raft.InstallSnapshot;
import dsc.concepts.foundations.consensus.raft.Raft.SnapshotChunkReceived;
import dsc.concepts.foundations.consensus.raft.Role.Follower;
import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;

/** What a follower does with what a leader sends: entries (§5.3) and snapshots (§7). */
final class Following {

    private final Server server;

    /** The snapshot of which the beginning has arrived. */
    private Optional<IncomingSnapshot> incoming = Optional.empty();

    Following(Server server) {
        this.server = server;
    }

    void forgetIncomingSnapshot() {
        incoming = Optional.empty();
    }

    /** Accepts entries whose predecessor it has, and removes what conflicts with them (§5.3, figure 2). */
    void onAppendEntries(AppendEntries append) {
        if (append.term() < server.term()) {
            refuse(append.leader(), append.previousIndex(), server.log().lastIndex() + 1, 0);
            return;
        }
        follow(append.leader());
        if (!server.log().matches(append.previousIndex(), append.previousTerm())) {
            long hint = append.previousIndex() > server.log().lastIndex()
                    ? server.log().lastIndex() + 1
                    : server.log().firstIndexOfTermAt(append.previousIndex());
            refuse(append.leader(), append.previousIndex(), hint, append.round());
            return;
        }
        long matchIndex = append.previousIndex() + append.entries().size();
        long known = append.previousIndex();
        while (known < matchIndex
                && server.log()
                        .matches(
                                known + 1,
                                append.entries()
                                        .get((int) (known - append.previousIndex()))
                                        .term())) {
            known++;
        }
        if (known < matchIndex) {
            if (known < server.commitIndex) {
                throw new IllegalStateException("a leader of term " + append.term()
                        + " contradicts the committed entry " + (known + 1) + ": " + server.log());
            }
            int from = (int) (known - append.previousIndex());
            server.persist(new EntriesAppended(
                    known, append.entries().subList(from, append.entries().size())));
        }
        server.commit(Math.min(append.commitIndex(), matchIndex));
        server.send(append.leader(), new Appended(server.term(), server.node.self(), matchIndex, append.round()));
    }

    private void refuse(NodeId leader, long previousIndex, long hintIndex, long round) {
        server.send(leader, new AppendRefused(server.term(), server.node.self(), previousIndex, hintIndex, round));
    }

    /** The sender is the one leader of this term. */
    private void follow(NodeId leader) {
        if (server.role instanceof Leader) {
            throw new IllegalStateException(
                    "two leaders in term " + server.term() + ": " + server.node.self() + " and " + leader);
        }
        server.role = new Follower(Optional.of(leader), server.node.clock().monotonicNanos());
        server.restartElectionTimer();
    }

    void onInstallSnapshot(InstallSnapshot chunk) {
        if (chunk.term() < server.term()) {
            refuse(chunk.leader(), chunk.lastIndex(), server.log().lastIndex() + 1, 0);
            return;
        }
        follow(chunk.leader());
        if (chunk.lastIndex() <= server.commitIndex) {
            server.send(chunk.leader(), new Appended(server.term(), server.node.self(), chunk.lastIndex(), 0));
            return;
        }
        IncomingSnapshot snapshot = incoming.filter(begun -> begun.continuesWith(chunk))
                .orElseGet(() -> IncomingSnapshot.of(chunk))
                .plus(chunk);
        incoming = Optional.of(snapshot);
        if (!snapshot.complete()) {
            server.send(
                    chunk.leader(),
                    new SnapshotChunkReceived(server.term(), server.node.self(), chunk.lastIndex(), snapshot.size()));
            return;
        }
        incoming = Optional.empty();
        server.persist(new LogCompacted(snapshot.snapshot()));
        server.restoreStore(snapshot.snapshot());
        server.commitIndex = chunk.lastIndex();
        server.logger().info("{} installed the snapshot up to index {}", server.node.self(), chunk.lastIndex());
        server.send(chunk.leader(), new Appended(server.term(), server.node.self(), chunk.lastIndex(), 0));
    }
}

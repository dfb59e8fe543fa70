package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.DurableState.EntriesAppended;
import dsc.concepts.foundations.consensus.raft.Raft.AppendEntries;
import dsc.concepts.foundations.consensus.raft.Raft.AppendRefused;
import dsc.concepts.foundations.consensus.raft.Raft.Appended;
import dsc.concepts.foundations.consensus.raft.Raft.HeartbeatDue;
import dsc.concepts.foundations.consensus.raft.Raft.InstallSnapshot;
import dsc.concepts.foundations.consensus.raft.Raft.PeerMessage;
import dsc.concepts.foundations.consensus.raft.Raft.Read;
import dsc.concepts.foundations.consensus.raft.Raft.SnapshotChunkReceived;
import dsc.concepts.foundations.consensus.raft.Raft.TimeoutNow;
import dsc.concepts.foundations.consensus.raft.Raft.TransferLeadership;
import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.concepts.foundations.consensus.raft.Role.Transfer;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * What a leader does: replicate its log, commit, confirm itself for reads, step down, hand over (§5.3, §5.4.2, §7, §8).
 */
final class Leadership {

    private final Server server;

    Leadership(Server server) {
        this.server = server;
    }

    /** Begins with an entry of its own, without which it could not commit earlier terms' (§5.4.2, §8). */
    void begin() {
        long now = server.node.clock().monotonicNanos();
        Map<NodeId, Progress> progress = new LinkedHashMap<>();
        for (NodeId follower : server.receivers()) {
            progress.put(follower, Progress.assumed(server.log().lastIndex(), now));
        }
        server.persist(
                new EntriesAppended(server.log().lastIndex(), List.of(new Entry(server.term(), new Command.NoOp()))));
        server.role = new Leader(server.log().lastIndex(), 0, progress, Optional.empty(), Optional.empty());
        server.logger()
                .info(
                        "{} leads term {} from index {}",
                        server.node.self(),
                        server.term(),
                        server.log().lastIndex());
        server.timers.cancel("election");
        server.timers.startTimerWithFixedDelay("heartbeat", new HeartbeatDue(), server.settings.heartbeatInterval());
        progress.keySet().forEach(this::replicate);
        afterAcknowledgement();
    }

    /** A leader that a majority has not answered for an election timeout steps down (thesis, §6.2). */
    void onHeartbeatDue() {
        if (!(server.role instanceof Leader leader)) {
            return;
        }
        long now = server.node.clock().monotonicNanos();
        Set<NodeId> answered = new TreeSet<>(Set.of(server.node.self()));
        leader.progress().forEach((follower, progress) -> {
            if (now - progress.ackedNanos()
                    < server.settings.electionTimeoutMax().toNanos()) {
                answered.add(follower);
            }
        });
        if (!server.quorum().isReachedBy(answered)) {
            server.becomeFollower(Optional.empty());
            return;
        }
        if (leader.transfer().filter(transfer -> now >= transfer.untilNanos()).isPresent()) {
            server.role = leader.withTransfer(Optional.empty());
        }
        for (NodeId follower : leader.progress().keySet()) {
            boolean snapshot = progress(follower).sending().isPresent();
            if (progress(follower).pipelining() || snapshot) {
                // A snapshot's pieces carry no round, so reads need this as well.
                heartbeat(follower);
            }
            replicate(follower);
        }
        if (server.clients.hasUnsent()) {
            // Normally a Flush is under way already. It is lost when more messages wait for the journal than Pekko
            // keeps.
            server.flushQueued = false;
            server.queueFlush();
        }
    }

    /** Appends the proposals as one batch, and begins a round if reads wait for one. */
    void onFlush() {
        server.flushQueued = false;
        if (!(server.role instanceof Leader leader)) {
            return;
        }
        List<Clients.Proposal> proposals =
                appendsNow() ? server.clients.takeProposals(server.settings.batchEntriesMax()) : List.of();
        if (!proposals.isEmpty()) {
            List<Entry> entries = new ArrayList<>();
            for (Clients.Proposal proposal : proposals) {
                entries.add(new Entry(server.term(), proposal.command()));
                server.clients.await(server.log().lastIndex() + entries.size(), proposal.replyTo());
            }
            server.persist(new EntriesAppended(server.log().lastIndex(), entries));
        }
        boolean newRound = server.clients.waitForRound(leader.round() + 1);
        if (newRound) {
            server.role = leader.withRound(leader.round() + 1);
        }
        for (NodeId follower : leader.progress().keySet()) {
            boolean sent = progress(follower).pipelining() && pipeline(follower);
            if (newRound && !sent) {
                heartbeat(follower);
            }
        }
        afterAcknowledgement();
    }

    /**
     * While entries are on their way, a few commands wait until those are committed, or until there are more of them: a
     * message and a write to the journal cost the same for one as for many (Nagle's algorithm, RFC 896).
     */
    private boolean appendsNow() {
        int count = server.clients.proposalCount();
        return count >= server.settings.batchEntriesMin()
                || (count > 0 && server.commitIndex == server.log().lastIndex());
    }

    void onTransferLeadership(TransferLeadership transfer) {
        if (!(server.role instanceof Leader leader)) {
            server.reply(transfer.replyTo(), new Reply.Redirect(server.leaderHint()));
            return;
        }
        Optional<NodeId> target = transfer.target().or(() -> mostUpToDate(leader));
        if (target.filter(this::isFollower).isEmpty()) {
            server.reply(
                    transfer.replyTo(),
                    new Reply.Failed(
                            "there is no follower " + target.map(NodeId::value).orElse("")));
            return;
        }
        if (leader.transfer().isPresent()) {
            server.reply(
                    transfer.replyTo(),
                    new Reply.Failed("leadership is being handed over to "
                            + leader.transfer().get().target() + " already"));
            return;
        }
        long untilNanos = server.node.clock().monotonicNanos()
                + server.settings.electionTimeoutMax().toNanos();
        server.role = leader.withTransfer(Optional.of(new Transfer(target.get(), untilNanos, false)));
        server.reply(transfer.replyTo(), new Reply.Ok(target.get().value()));
        replicate(target.get());
        handOverIfReady(target.get());
    }

    private boolean isFollower(NodeId node) {
        return server.configuration().others(server.node.self()).contains(node);
    }

    void onAppended(Appended appended) {
        if (!(server.role instanceof Leader leader) || !isOfFollower(leader, appended, appended.follower())) {
            return;
        }
        Progress before = leader.progress().get(appended.follower());
        Progress now = before.heard(server.node.clock().monotonicNanos(), appended.round())
                .acknowledged(appended.matchIndex());
        server.role = leader.with(appended.follower(), now);
        afterAcknowledgement();
        if (progress(appended.follower()).nextIndex() < server.log().firstIndex()) {
            replicate(appended.follower());
        } else {
            pipeline(appended.follower());
        }
        handOverIfReady(appended.follower());
    }

    void onAppendRefused(AppendRefused refused) {
        if (!(server.role instanceof Leader leader) || !isOfFollower(leader, refused, refused.follower())) {
            return;
        }
        Progress before = leader.progress().get(refused.follower());
        Progress heard = before.heard(server.node.clock().monotonicNanos(), refused.round());
        // The follower has what was acknowledged: refusing that is old news. While it receives a snapshot, it refuses
        // every heartbeat.
        boolean stale = refused.previousIndex() <= before.matchIndex()
                || before.sending().isPresent();
        server.role = leader.with(refused.follower(), stale ? heard : heard.refused(refused.hintIndex()));
        afterAcknowledgement();
        if (!stale) {
            replicate(refused.follower());
        }
    }

    void onSnapshotChunkReceived(SnapshotChunkReceived received) {
        if (!(server.role instanceof Leader leader) || !isOfFollower(leader, received, received.follower())) {
            return;
        }
        Progress heard = leader.progress()
                .get(received.follower())
                .heard(server.node.clock().monotonicNanos(), 0);
        server.role = leader.with(received.follower(), heard);
        heard.sending()
                .filter(sending -> sending.snapshot().lastIndex() == received.lastIndex()
                        && (received.nextOffset() > sending.offset() || startsAgain(received, sending)))
                .ifPresent(sending -> {
                    server.role =
                            leader.with(received.follower(), heard.sending(sending.snapshot(), received.nextOffset()));
                    sendSnapshotChunk(received.follower());
                });
    }

    /** An answer of this term, and not of a server that was removed meanwhile. */
    private boolean isOfFollower(Leader leader, PeerMessage answer, NodeId follower) {
        return answer.term() == server.term() && leader.progress().containsKey(follower);
    }

    /** A follower that crashed has lost the pieces that it had. */
    private static boolean startsAgain(SnapshotChunkReceived received, Progress.SnapshotTransfer sending) {
        return received.nextOffset() == 0 && sending.offset() > 0;
    }

    /** What may have become possible: an entry committed, a read confirmed. */
    private void afterAcknowledgement() {
        if (!(server.role instanceof Leader leader)) {
            return;
        }
        commitByCounting(leader);
        answerReads(leader);
        if (appendsNow()) {
            server.queueFlush();
        }
    }

    /** Commits what a majority has; only entries of its own term by counting, earlier ones with them (§5.3, §5.4.2). */
    private void commitByCounting(Leader leader) {
        long majorityIndex = server.quorum().reached(server.log().lastIndex(), leader.progress(), Progress::matchIndex);
        if (majorityIndex > server.commitIndex && server.log().term(majorityIndex) == server.term()) {
            server.commit(majorityIndex);
        }
    }

    /**
     * ReadIndex (thesis, §6.4): the leader's commit index of now, or its no-op's, is served once a round of messages
     * confirmed the leader.
     */
    void onRead(Read read) {
        if (server.role instanceof Leader leader) {
            long readIndex = Math.max(server.commitIndex, leader.firstIndex());
            server.clients.read(new Clients.Read(leader.round() + 1, readIndex, read.key(), read.replyTo()));
            server.queueFlush();
        } else {
            server.reply(read.replyTo(), new Reply.Redirect(server.leaderHint()));
        }
    }

    /** Answers the reads that waited for a round which a majority has answered now (thesis, §6.4). */
    private void answerReads(Leader leader) {
        long confirmedRound = server.quorum().reached(leader.round(), leader.progress(), Progress::ackedRound);
        for (Clients.Read read : server.clients.takeReads(confirmedRound, server.commitIndex)) {
            server.reply(read.replyTo(), new Reply.Ok(server.store.get(read.key())));
        }
    }

    /** Sends a follower what it lacks: a snapshot, or entries; one message until the logs are known to match. */
    void replicate(NodeId follower) {
        Progress progress = progress(follower);
        if (progress.sending().isPresent()
                || progress.nextIndex() < server.log().firstIndex()) {
            sendSnapshotChunk(follower);
        } else if (progress.pipelining()) {
            pipeline(follower);
        } else {
            sendEntries(follower, progress.nextIndex(), server.settings.batchEntriesMax());
        }
    }

    /**
     * Sends all that is new and fits into the window, without waiting for answers. Returns whether anything went out.
     */
    private boolean pipeline(NodeId follower) {
        boolean sent = false;
        Progress progress = progress(follower);
        while (progress.pipelining()
                && progress.nextIndex() >= server.log().firstIndex()
                && progress.nextIndex() <= server.log().lastIndex()
                && progress.nextIndex() - progress.matchIndex() <= server.settings.inFlightEntriesMax()) {
            int count = sendEntries(follower, progress.nextIndex(), server.settings.batchEntriesMax());
            progress = progress.sentUpTo(progress.nextIndex() + count);
            server.role = ((Leader) server.role).with(follower, progress);
            sent = true;
        }
        return sent;
    }

    /** Says that it leads, and what is committed. */
    void heartbeat(NodeId follower) {
        sendEntries(
                follower, Math.max(progress(follower).nextIndex(), server.log().firstIndex()), 0);
    }

    private int sendEntries(NodeId follower, long from, int entriesMax) {
        List<Entry> entries = server.log().batch(from, entriesMax, server.settings.batchBytesMax());
        long round = ((Leader) server.role).round();
        server.sendAhead(
                follower,
                new AppendEntries(
                        server.term(),
                        server.node.self(),
                        from - 1,
                        server.log().term(from - 1),
                        entries,
                        server.commitIndex,
                        round));
        return entries.size();
    }

    private void sendSnapshotChunk(NodeId follower) {
        Progress progress = progress(follower);
        if (progress.sending().isEmpty()) {
            progress = progress.sending(server.log().snapshot(), 0);
            server.role = ((Leader) server.role).with(follower, progress);
        }
        Progress.SnapshotTransfer sending = progress.sending().orElseThrow();
        int bytesMax = server.settings.snapshotChunkBytes();
        server.send(
                follower,
                new InstallSnapshot(
                        server.term(),
                        server.node.self(),
                        sending.snapshot().lastIndex(),
                        sending.snapshot().lastTerm(),
                        sending.snapshot().configuration(),
                        sending.offset(),
                        sending.chunk(bytesMax),
                        sending.lastChunk(bytesMax)));
    }

    private void handOverIfReady(NodeId follower) {
        if (server.role instanceof Leader leader
                && leader.transfer().filter(transfer -> !transfer.ordered()).isPresent()
                && leader.transfer().get().target().equals(follower)
                && progress(follower).matchIndex() == server.log().lastIndex()) {
            Transfer transfer = leader.transfer().get();
            server.role = leader.withTransfer(Optional.of(new Transfer(follower, transfer.untilNanos(), true)));
            server.send(follower, new TimeoutNow(server.term()));
        }
    }

    /** The server with the longest log among those of the group that were heard lately, if any was. */
    Optional<NodeId> mostUpToDate(Leader leader) {
        long since = server.node.clock().monotonicNanos()
                - server.settings.electionTimeoutMin().toNanos();
        return leader.progress().entrySet().stream()
                .filter(entry -> isFollower(entry.getKey()))
                .max(Comparator.<Map.Entry<NodeId, Progress>, Boolean>comparing(
                                entry -> entry.getValue().ackedNanos() - since >= 0)
                        .thenComparing(entry -> entry.getValue().matchIndex()))
                .map(Map.Entry::getKey);
    }

    private Progress progress(NodeId follower) {
        return ((Leader) server.role).progress().get(follower);
    }
}

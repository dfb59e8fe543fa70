package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.foundations.consensus.raft.DurableState.EntriesAppended;
import dsc.concepts.foundations.consensus.raft.Raft.AddServer;
import dsc.concepts.foundations.consensus.raft.Raft.RemoveServer;
import dsc.concepts.foundations.consensus.raft.Raft.TimeoutNow;
import dsc.concepts.foundations.consensus.raft.Role.Leader;
import dsc.concepts.foundations.consensus.raft.Role.Learner;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import org.apache.pekko.actor.typed.ActorRef;

/**
 * How a leader changes the group, one server at a time (thesis, §4.1), with what Ongaro added on the raft-dev list in
 * July 2015 ("bug in single-server membership changes"): not before it has committed an entry of its own term.
 */
final class Membership {

    private final Server server;
    private final Leadership leadership;

    Membership(Server server, Leadership leadership) {
        this.server = server;
        this.leadership = leadership;
    }

    /** The new server first gets the log, and counts once it has nearly all of it (thesis, §4.2.1). */
    void onAddServer(AddServer add) {
        if (!(server.role instanceof Leader leader) || leader.transfer().isPresent()) {
            server.reply(add.replyTo(), new Reply.Redirect(server.leaderHint()));
            return;
        }
        NodeId added = add.server();
        Optional<String> refusal = refusal(leader).or(() -> refusalToAdd(added));
        if (refusal.isPresent()) {
            server.reply(add.replyTo(), new Reply.Failed(refusal.get()));
            return;
        }
        server.clients.awaitLearner(add.replyTo());
        server.role = leader.with(added, Progress.assumed(server.log().lastIndex(), now()))
                .withLearner(Optional.of(new Learner(added, 1, server.log().lastIndex(), now())));
        leadership.replicate(added);
    }

    void onRemoveServer(RemoveServer remove) {
        if (!(server.role instanceof Leader leader) || leader.transfer().isPresent()) {
            server.reply(remove.replyTo(), new Reply.Redirect(server.leaderHint()));
            return;
        }
        NodeId removed = remove.server();
        Optional<String> refusal = refusal(leader).or(() -> refusalToRemove(removed));
        if (refusal.isPresent()) {
            server.reply(remove.replyTo(), new Reply.Failed(refusal.get()));
        } else {
            append(server.configuration().without(removed), remove.replyTo());
        }
    }

    /** Why this leader cannot change the group now. */
    private Optional<String> refusal(Leader leader) {
        if (server.commitIndex < leader.firstIndex()) {
            // An earlier leader may have changed the same group in another way, which is not known here. Two changes of
            // one group by one server each need not have a majority in common; but once an entry of this term is
            // committed, the other change never will be.
            return Optional.of(
                    "the leader of term " + server.term() + " has not committed an entry of its own yet; ask again");
        }
        if (!server.configurationIsCommitted()) {
            return Optional.of("the group is being changed already, to " + server.configuration() + "; ask again");
        }
        return leader.learner().map(learner -> learner.server() + " is being added already; ask again");
    }

    private Optional<String> refusalToAdd(NodeId added) {
        if (server.configuration().contains(added)) {
            return Optional.of(added + " is in the group already: " + server.configuration());
        }
        boolean known =
                added.equals(server.node.self()) || server.node.peers().others().contains(added);
        return known
                ? Optional.empty()
                : Optional.of("no node is named " + added + "; known: " + server.node.self() + " and "
                        + server.node.peers().others());
    }

    private Optional<String> refusalToRemove(NodeId removed) {
        if (!server.configuration().contains(removed)) {
            return Optional.of(removed + " is not in the group: " + server.configuration());
        }
        return server.configuration().servers().size() > 1
                ? Optional.empty()
                : Optional.of(removed + " is the last server of the group");
    }

    /** From now on, the leader counts by it (§6: "a server always uses the latest configuration in its log"). */
    private void append(Configuration configuration, ActorRef<Reply> replyTo) {
        Entry entry = new Entry(server.term(), new Command.Reconfigure(configuration));
        server.persist(new EntriesAppended(server.log().lastIndex(), List.of(entry)));
        server.clients.await(server.log().lastIndex(), replyTo);
        server.logger()
                .info(
                        "{} changes the group to {} at index {}",
                        server.node.self(),
                        configuration,
                        server.log().lastIndex());
        server.queueFlush();
    }

    /** What the message just handled may have decided: a learner caught up, or not; a removal was committed. */
    void afterMessage() {
        if (server.role instanceof Leader leader) {
            leader.learner().ifPresent(learner -> teach(leader, learner));
        }
        if (server.role instanceof Leader leader && server.configurationIsCommitted()) {
            dismissRemoved(leader);
        }
        if (server.role instanceof Leader leader
                && server.configurationIsCommitted()
                && !server.configuration().contains(server.node.self())) {
            resign(leader);
        }
    }

    /**
     * A round gives the learner what the log held when the round began. One that takes less than an election timeout
     * leaves so little that the group will not wait for it (thesis, §4.2.1).
     */
    private void teach(Leader leader, Learner learner) {
        Duration round = Duration.ofNanos(now() - learner.roundNanos());
        boolean roundOver = leader.progress().get(learner.server()).matchIndex() >= learner.targetIndex();
        if (!roundOver) {
            if (round.compareTo(server.settings.catchUpRoundTimeout()) > 0) {
                giveUp(leader, learner, "its round " + learner.round() + " took more than " + round.toMillis() + " ms");
            }
        } else if (round.compareTo(server.settings.electionTimeoutMin()) < 0) {
            if (leader.transfer().isEmpty()) {
                server.role = leader.withLearner(Optional.empty());
                append(server.configuration().with(learner.server()), server.clients.takeLearner());
            }
        } else if (learner.round() == server.settings.catchUpRoundsMax()) {
            giveUp(leader, learner, "it was behind after " + learner.round() + " rounds");
        } else {
            server.role = leader.withLearner(Optional.of(new Learner(
                    learner.server(), learner.round() + 1, server.log().lastIndex(), now())));
        }
    }

    private void giveUp(Leader leader, Learner learner, String why) {
        server.role = leader.withLearner(Optional.empty()).without(learner.server());
        server.reply(server.clients.takeLearner(), new Reply.Failed(learner.server() + " does not catch up: " + why));
    }

    /** They have been sent what removes them, and now hear that it is committed: they stand for election no more. */
    private void dismissRemoved(Leader leader) {
        Configuration group = server.configuration();
        if (group.servers().containsAll(leader.progress().keySet())) {
            return;
        }
        List<NodeId> removed = leader.progress().keySet().stream()
                .filter(follower -> !group.contains(follower))
                .filter(follower -> leader.learner()
                        .filter(learner -> learner.server().equals(follower))
                        .isEmpty())
                .toList();
        for (NodeId follower : removed) {
            leadership.heartbeat(follower);
            server.role = ((Leader) server.role).without(follower);
        }
    }

    /**
     * A leader manages the group until it is committed that it is not in it (thesis, §4.2.2); then another takes over.
     */
    private void resign(Leader leader) {
        leader.progress().keySet().forEach(leadership::heartbeat);
        leadership.mostUpToDate(leader).ifPresent(next -> server.send(next, new TimeoutNow(server.term())));
        server.becomeFollower(Optional.empty());
    }

    private long now() {
        return server.node.clock().monotonicNanos();
    }
}

package dsc.concepts.foundations.consensus.raft;

import dsc.concepts.Variant;
import dsc.concepts.Variant.Edit;
import java.util.List;

/**
 * Rafts that are broken on purpose, each in one place; a section without a name is the extended paper's, "thesis" is
 * Ongaro's.
 */
final class BrokenRafts {

    /** §5.3: an entry is committed once a majority has it; here, once the leader has it. */
    static final Variant COMMITS_WITHOUT_MAJORITY = Variant.of(
            RaftScenario.class,
            "commits without a majority",
            new Edit(
                    "Leadership.java",
                    "server.quorum().reached(server.log().lastIndex(), leader.progress(), Progress::matchIndex)",
                    "server.log().lastIndex()"));

    /** §5.2, §5.3: any two majorities have a server in common; here two halves need not. */
    static final Variant COUNTS_MAJORITY_TOO_SMALL = Variant.of(
            RaftScenario.class,
            "counts a majority one too small",
            new Edit(
                    "Quorum.java",
                    "return configuration.servers().size() / 2 + 1;",
                    "return Math.max(1, configuration.servers().size() / 2);"));

    /** §5.4.2, figure 8: only entries of the leader's own term are committed by counting; here all are. */
    static final Variant COMMITS_EARLIER_TERMS_BY_COUNTING = Variant.of(
            RaftScenario.class,
            "commits earlier terms by counting",
            new Edit("Leadership.java", " && server.log().term(majorityIndex) == server.term()", ""));

    /** §5.2: a server votes for at most one candidate a term; here for everyone who asks. */
    static final Variant VOTES_TWICE = Variant.of(
            RaftScenario.class, "votes twice in a term", new Edit("Election.java", "                && free\n", ""));

    /** §5.2, figure 2: the vote is durable; here a server that starts again has forgotten it. */
    static final Variant FORGETS_ITS_VOTE = Variant.of(
            RaftScenario.class,
            "forgets its vote over a restart",
            new Edit(
                    "Raft.java",
                    "return server::apply;",
                    "return (state, event) -> server.electionTimer == 0 && event instanceof DurableState.VoteCast"
                            + " ? state : server.apply(state, event);"));

    /** §5.4.1: nobody is elected whose log lacks what is committed; here anyone is. */
    static final Variant VOTES_FOR_ANY_LOG = Variant.of(
            RaftScenario.class,
            "votes for any log",
            new Edit(
                    "Log.java",
                    "return term > lastTerm() || (term == lastTerm() && index >= lastIndex());",
                    "return true;"));

    /** Thesis, §6.4: a leader serves a read once a majority confirmed it; here at once. */
    static final Variant READS_WITHOUT_CONFIRMING = Variant.of(
            RaftScenario.class,
            "reads without confirming leadership",
            new Edit(
                    "Leadership.java",
                    "server.quorum().reached(leader.round(), leader.progress(), Progress::ackedRound)",
                    "leader.round() + 1"));

    /** Thesis, §6.4: a new leader knows what is committed once its no-op is; here it reads before. */
    static final Variant READS_BEFORE_ITS_NO_OP = Variant.of(
            RaftScenario.class,
            "reads before its no-op is committed",
            new Edit("Raft.java", "Math.max(server.commitIndex, leader.firstIndex())", "server.commitIndex"));

    /** Figure 2: state is "updated on stable storage before responding to RPCs"; here messages do not wait for that. */
    static final Variant SENDS_BEFORE_DURABLE = Variant.of(
            RaftScenario.class,
            "sends before it is durable",
            new Edit(
                    "Server.java",
                    "step.afterwards(() -> node.peers().tell(to, message))",
                    "node.peers().tell(to, message)"));

    /** Thesis, §10.2.1: only a leader may send while it writes; here a follower acknowledges what it is writing. */
    static final Variant ACKNOWLEDGES_BEFORE_DURABLE = Variant.of(
            RaftScenario.class,
            "acknowledges before it is durable",
            new Edit(
                    "Following.java",
                    "server.send(append.leader(), new Appended(",
                    "server.node.peers().tell(append.leader(), new Appended("));

    /** §5.3: a follower refuses entries whose predecessor it does not have; here it looks at the index only. */
    static final Variant SKIPS_CONSISTENCY_CHECK = Variant.of(
            RaftScenario.class,
            "skips the consistency check",
            new Edit(
                    "Following.java",
                    "!server.log().matches(append.previousIndex(), append.previousTerm())",
                    "append.previousIndex() > server.log().lastIndex()"));

    /** §5.3, figure 2: an entry that conflicts with the leader's gives way; here it stays. */
    static final Variant KEEPS_CONFLICTING_ENTRIES = Variant.of(
            RaftScenario.class,
            "keeps conflicting entries",
            new Edit(
                    "Following.java",
                    "        while (known < matchIndex\n",
                    "        known = Math.min(matchIndex, server.log().lastIndex());\n"
                            + "        while (known < matchIndex\n"));

    /** §5.3, figure 2: entries are removed "if an existing entry conflicts"; here whatever a message does not hold. */
    static final Variant SHORTENS_ITS_LOG = Variant.of(
            RaftScenario.class,
            "shortens its log on a late message",
            new Edit(
                    "Following.java",
                    "if (known < matchIndex) {",
                    "if (known < matchIndex || matchIndex < server.log().lastIndex()) {"));

    /** §5.1: whoever learns of a higher term becomes a follower; here it takes the term and keeps its role. */
    static final Variant KEEPS_ITS_ROLE = Variant.of(
            RaftScenario.class,
            "keeps its role at a higher term",
            new Edit(
                    "Raft.java",
                    "server.persist(new TermStarted(message.term()));\n"
                            + "            server.becomeFollower(Optional.empty());",
                    "server.persist(new TermStarted(message.term()));"));

    /** §5.1: a request of an earlier term is refused; here a deposed leader is followed. */
    static final Variant FOLLOWS_DEPOSED_LEADER = Variant.of(
            RaftScenario.class,
            "follows a deposed leader",
            new Edit("Following.java", "if (append.term() < server.term()) {", "if (false) {"));

    /** Thesis, §6.3: a repeated command takes effect once; here each time. */
    static final Variant FORGETS_SESSIONS = Variant.of(
            RaftScenario.class,
            "forgets what a session did",
            new Edit("KeyValueStore.java", "if (command.session() == 0) {", "if (command.session() >= 0) {"));

    /** Figure 2: a follower commits up to "min(leaderCommit, index of last new entry)"; here up to leaderCommit. */
    static final Variant COMMITS_UNCHECKED_ENTRIES = Variant.of(
            RaftScenario.class,
            "commits entries the leader did not vouch for",
            new Edit(
                    "Following.java",
                    "Math.min(append.commitIndex(), matchIndex)",
                    "Math.min(append.commitIndex(), server.log().lastIndex())"));

    /** §7: a snapshot tells the term of the last entry that it covers; here the server's. */
    static final Variant SNAPSHOT_OF_WRONG_TERM = Variant.of(
            RaftScenario.class,
            "snapshot of a wrong term",
            new Edit("Server.java", "commitIndex, log().term(commitIndex), state()", "commitIndex, term(), state()"));

    /** Thesis, §6.3: sessions are part of the state machine, and so of snapshots; here they are lost. */
    static final Variant SNAPSHOT_WITHOUT_SESSIONS = Variant.of(
            RaftScenario.class,
            "snapshot restored without sessions",
            new Edit("KeyValueStore.java", "store.sessions.put(session, new Session(sequence, result));", ""));

    /** §7, figure 13: a snapshot takes the place of the state machine's state; here of the log's beginning only. */
    static final Variant SNAPSHOT_NOT_RESTORED = Variant.of(
            RaftScenario.class,
            "snapshot installed in the log only",
            new Edit("Following.java", "server.store = KeyValueStore.of(snapshot.snapshot().data());", ""));

    /** Figure 2: after a restart nothing is known to be committed; here all that is in the log. */
    static final Variant COMMITS_ITS_LOG_ON_RESTART = Variant.of(
            RaftScenario.class,
            "takes its log for committed on restart",
            new Edit(
                    "Server.java",
                    "flushQueued = false;\n        becomeFollower",
                    "flushQueued = false;\n        commit(state.log().lastIndex());\n        becomeFollower"));

    /** §8: a deposed leader cannot know what becomes of its entries; here it says that they failed. */
    static final Variant REPORTS_FAILURE = Variant.of(
            RaftScenario.class,
            "reports what may be committed as failed",
            new Edit(
                    "Clients.java",
                    "new Reply.Unknown(\"the leader stepped down\")",
                    "new Reply.Failed(\"the leader stepped down\")"));

    /** §7: entries after a snapshot stay only if its last is in the log; here whatever is there. */
    static final Variant KEEPS_ENTRIES_BEHIND_SNAPSHOT = Variant.of(
            RaftScenario.class,
            "keeps what conflicts behind a snapshot",
            new Edit("Log.java", " && matches(later.lastIndex(), later.lastTerm());", ";"));

    /** §7, figure 13: pieces of a snapshot are put together by their offsets; here as they come. */
    static final Variant PIECES_AS_THEY_COME = Variant.of(
            RaftScenario.class,
            "puts a snapshot together as pieces come",
            new Edit("IncomingSnapshot.java", "if (chunk.offset() != data.length) {", "if (false) {"));

    /** Raft-dev, July 2015: a leader first commits an entry of its own term; here it changes the group before. */
    static final Variant CHANGES_BEFORE_ITS_NO_OP = Variant.of(
            RaftScenario.class,
            "changes the group before its no-op is committed",
            new Edit("Membership.java", "if (server.commitIndex < leader.firstIndex()) {", "if (false) {"));

    /** Thesis, §4.1: a configuration counts from the moment at which it is in the log; here once it is committed. */
    static final Variant CONFIGURES_WHEN_COMMITTED = Variant.of(
            RaftScenario.class,
            "goes by a configuration once it is committed",
            new Edit("Server.java", "return state().configuration();", "return state().configurationAt(commitIndex);"));

    /** Thesis, §4.2.2: a leader outside of the group does not count itself; here it does. */
    static final Variant COUNTS_ITSELF_OUTSIDE = Variant.of(
            RaftScenario.class,
            "counts itself outside of the group",
            new Edit(
                    "Quorum.java",
                    "servers = configuration.servers();",
                    "servers = configuration.with(self).servers();"));

    /** Thesis, §4.1: one change is committed before the next; here nobody waits for that. */
    static final Variant CHANGES_TWICE_AT_ONCE = Variant.of(
            RaftScenario.class,
            "changes the group twice at once",
            new Edit("Membership.java", "if (!server.configurationIsCommitted()) {", "if (false) {"));

    /** Thesis, §4.2.2: a leader that is removed steps down; here it leads on. */
    static final Variant LEADS_ON_OUTSIDE = Variant.of(
            RaftScenario.class,
            "leads on outside of the group",
            new Edit(
                    "Membership.java",
                    "                && !server.configuration().contains(server.node.self())) {",
                    "                && false) {"));

    /** Thesis, §4.2.2: a server that knows that it was removed does not stand for election; here it does. */
    static final Variant STANDS_OUTSIDE = Variant.of(
            RaftScenario.class,
            "stands for election outside of the group",
            new Edit(
                    "Server.java",
                    "return configuration().contains(node.self()) || !configurationIsCommitted();",
                    "return true;"));

    /** Thesis, figure 5.1: a snapshot has the configuration as of its last entry; here that of the snapshot before. */
    static final Variant SNAPSHOT_OF_OLD_GROUP = Variant.of(
            RaftScenario.class,
            "snapshot of an old group",
            new Edit(
                    "Server.java",
                    "state().configurationAt(commitIndex), store",
                    "log().snapshot().configuration(), store"));

    static final List<Variant> ALL = List.of(
            COMMITS_WITHOUT_MAJORITY,
            COUNTS_MAJORITY_TOO_SMALL,
            COMMITS_EARLIER_TERMS_BY_COUNTING,
            VOTES_TWICE,
            FORGETS_ITS_VOTE,
            VOTES_FOR_ANY_LOG,
            READS_WITHOUT_CONFIRMING,
            READS_BEFORE_ITS_NO_OP,
            SENDS_BEFORE_DURABLE,
            ACKNOWLEDGES_BEFORE_DURABLE,
            SKIPS_CONSISTENCY_CHECK,
            KEEPS_CONFLICTING_ENTRIES,
            SHORTENS_ITS_LOG,
            KEEPS_ITS_ROLE,
            FOLLOWS_DEPOSED_LEADER,
            FORGETS_SESSIONS,
            COMMITS_UNCHECKED_ENTRIES,
            SNAPSHOT_OF_WRONG_TERM,
            SNAPSHOT_WITHOUT_SESSIONS,
            SNAPSHOT_NOT_RESTORED,
            COMMITS_ITS_LOG_ON_RESTART,
            REPORTS_FAILURE,
            KEEPS_ENTRIES_BEHIND_SNAPSHOT,
            PIECES_AS_THEY_COME,
            CHANGES_BEFORE_ITS_NO_OP,
            CONFIGURES_WHEN_COMMITTED,
            COUNTS_ITSELF_OUTSIDE,
            CHANGES_TWICE_AT_ONCE,
            LEADS_ON_OUTSIDE,
            STANDS_OUTSIDE,
            SNAPSHOT_OF_OLD_GROUP);

    private BrokenRafts() {}
}

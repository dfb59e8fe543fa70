package dsc.workbench.report;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Evidence;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.report.RunRecord.FaultBand;
import dsc.workbench.report.WorldRecord.Kind;
import dsc.workbench.report.WorldRecord.Step;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Writes reports of invented worlds, to look at: {@code SampleWorlds target/sample-reports}. */
public final class SampleWorlds {

    private static final long MILLI = 1_000_000L;

    private SampleWorlds() {}

    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments.length > 0 ? arguments[0] : "target/sample-reports");
        Files.createDirectories(folder);
        WorldReport.write(splitBrain(), folder.resolve("world-split-brain.html"));
        WorldReport.write(empty(), folder.resolve("world-empty.html"));
        WorldReport.write(staleRead(), folder.resolve("world-stale-read.html"));
        WorldReport.write(odd(), folder.resolve("world-odd.html"));
        WorldReport.write(InventedWorld.record(7, 5_000, false), folder.resolve("world-valid.html"));
        WorldReport.write(InventedWorld.record(11, 100_000, true), folder.resolve("world-big.html"));
    }

    /**
     * Two leaders of one term: n3 grants its vote to n2, crashes before its vote is durable, and grants it again to n1.
     */
    static WorldRecord splitBrain() {
        WorldStory story = new WorldStory();
        firstWrite(story);
        cutAndElection(story);
        crashAndSecondVote(story);
        int violation = story.size() - 1;
        aftermath(story);
        Map<String, Long> sometimes = new LinkedHashMap<>();
        sometimes.put("a leader is elected", 3L);
        sometimes.put("a node crashes while it is leader", 0L);
        sometimes.put("a message is lost", 3L);
        sometimes.put("a vote is refused", 0L);
        sometimes.put("an entry of an old term is overwritten", 1L);
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("nodes", "3");
        parameters.put("clients", "1");
        parameters.put("seed", "8214775501");
        parameters.put("faults", "partition, kill");
        parameters.put("variant", "vote answered before it is durable");
        return new WorldRecord(
                "raft",
                "Distributed consensus",
                "At most one leader is elected in a term (Election Safety); every key behaves as one copy.",
                List.of("n1", "n2", "n3"),
                List.of("c1"),
                parameters,
                "./dsc world raft --seed 8214775501 --faults partition,kill --variant hasty-vote",
                "9f2c41d07be35a6688e0",
                Verdict.invalid("n1 became leader of term 2, of which n2 is leader."),
                story.steps(),
                violation,
                List.of(
                        new FaultBand(
                                "partition",
                                "n1 | n2 n3",
                                List.of("n1"),
                                30 * MILLI,
                                96 * MILLI,
                                true,
                                "3 messages were lost"),
                        new FaultBand(
                                "kill",
                                "n3",
                                List.of("n3"),
                                70 * MILLI,
                                84 * MILLI,
                                true,
                                "what was not durable is gone")),
                sometimes,
                List.of());
    }

    private static void firstWrite(WorldStory story) {
        story.at(0);
        for (String node : List.of("n1", "n2", "n3")) {
            story.step(Kind.START, node, null, "recovered 0 events", "follower, term 1, log 0");
        }
        story.at(2_000).step(Kind.HANDLE, "n1", "HeartbeatDue", "HeartbeatDue[]", "leader, term 1, log 0");
        story.at(5_000).step(Kind.INVOKE, "c1", "write", "write k1 5", null);
        long write = story.send("c1", "n1", "Write", "Write[key=k1, value=5, session=1, sequence=1]");
        story.at(5_800).receive(write, null);
        story.at(6_400).step(Kind.PERSIST, "n1", "Appended", "Appended[index=1, term=1]", "leader, term 1, log 1");
        long toN2 = story.send("n1", "n2", "AppendEntries", "AppendEntries[term=1, previous=0, entries=1, commit=0]");
        long toN3 = story.send("n1", "n3", "AppendEntries", "AppendEntries[term=1, previous=0, entries=1, commit=0]");
        story.at(7_900).receive(toN2, null);
        story.at(8_300).step(Kind.PERSIST, "n2", "Appended", "Appended[index=1, term=1]", "follower, term 1, log 1");
        long fromN2 = story.send("n2", "n1", "AppendAnswer", "AppendAnswer[term=1, success, match=1]");
        story.at(9_100).receive(toN3, null);
        story.at(9_700).step(Kind.PERSIST, "n3", "Appended", "Appended[index=1, term=1]", "follower, term 1, log 1");
        long fromN3 = story.send("n3", "n1", "AppendAnswer", "AppendAnswer[term=1, success, match=1]");
        story.at(10_200).receive(fromN2, "leader, term 1, log 1, commit 1");
        long answer = story.send("n1", "c1", "Ok", "Ok[5]");
        story.at(11_000).receive(answer, null).step(Kind.COMPLETE, "c1", "ok", "write k1 5 → ok", null);
        story.at(11_900).receive(fromN3, null);
    }

    private static void cutAndElection(WorldStory story) {
        story.at(30_000).step(Kind.FAULT, null, "partition", "partition n1 | n2 n3", null);
        story.at(34_000).step(Kind.HANDLE, "n1", "HeartbeatDue", "HeartbeatDue[]", null);
        String beat = "AppendEntries[term=1, previous=1, entries=0, commit=1]";
        long toN2 = story.send("n1", "n2", "AppendEntries", beat);
        long toN3 = story.send("n1", "n3", "AppendEntries", beat);
        story.at(35_100).lose(toN2, "partition n1 | n2 n3");
        story.at(35_600).lose(toN3, "partition n1 | n2 n3");
        story.at(52_000)
                .step(Kind.HANDLE, "n2", "ElectionTimeout", "ElectionTimeout[]", "candidate, term 2, log 1, voted n2");
        story.at(52_500).step(Kind.PERSIST, "n2", "Voted", "Voted[term=2, for=n2]", null);
        long voteN1 = story.send("n2", "n1", "RequestVote", "RequestVote[term=2, last=(1,1)]");
        long voteN3 = story.send("n2", "n3", "RequestVote", "RequestVote[term=2, last=(1,1)]");
        story.at(53_400).receive(voteN3, "follower, term 2, log 1, voted n2");
        long granted = story.send("n3", "n2", "Vote", "Vote[term=2, granted]");
        story.at(53_900).lose(voteN1, "partition n1 | n2 n3");
        story.at(54_600).receive(granted, "leader, term 2, log 1");
        long beatN3 = story.send("n2", "n3", "AppendEntries", "AppendEntries[term=2, previous=1, entries=0, commit=1]");
        story.at(55_700).receive(beatN3, null);
        long answer = story.send("n3", "n2", "AppendAnswer", "AppendAnswer[term=2, success, match=1]");
        story.at(56_500).receive(answer, null);
    }

    private static void crashAndSecondVote(WorldStory story) {
        story.at(70_000).step(Kind.FAULT, null, "kill", "kill n3", null);
        story.step(Kind.CRASH, "n3", "crash", "Voted[term=2, for=n2] was not durable", null);
        story.at(76_000).step(Kind.PAUSE, "n2", "pause", "pause n2", null);
        story.at(84_000).step(Kind.START, "n3", "start", "recovered 1 event", "follower, term 1, log 1");
        story.step(Kind.HEAL, null, "kill", "n3 is back", null);
        story.at(96_000).step(Kind.HEAL, null, "partition", "partition n1 | n2 n3 ends", null);
        story.at(97_500).step(Kind.RESUME, "n2", "resume", "resume n2", null);
        story.at(99_000)
                .step(Kind.HANDLE, "n1", "ElectionTimeout", "ElectionTimeout[]", "candidate, term 2, log 1, voted n1");
        story.at(99_300).step(Kind.PERSIST, "n1", "Voted", "Voted[term=2, for=n1]", null);
        story.send("n1", "n2", "RequestVote", "RequestVote[term=2, last=(1,1)]");
        long vote = story.send("n1", "n3", "RequestVote", "RequestVote[term=2, last=(1,1)]");
        story.at(100_400).receive(vote, "follower, term 2, log 1, voted n1");
        long granted = story.send("n3", "n1", "Vote", "Vote[term=2, granted]");
        story.at(101_100).receive(granted, "leader, term 2, log 1");
        story.step(Kind.VIOLATION, "n1", "two leaders", "n1 became leader of term 2, of which n2 is leader", null);
    }

    private static void aftermath(WorldStory story) {
        long beat = story.send("n1", "n3", "AppendEntries", "AppendEntries[term=2, previous=1, entries=0, commit=1]");
        story.at(101_900).receive(beat, null);
        story.step(Kind.INVOKE, "c1", "read", "read k1", null);
        story.send("c1", "n2", "Read", "Read[key=k1]");
    }

    static WorldRecord empty() {
        return new WorldRecord(
                "raft",
                "Distributed consensus",
                "At most one leader is elected in a term.",
                List.of("n1", "n2", "n3"),
                List.of(),
                Map.of(),
                "./dsc world raft --seed 1",
                "0",
                Verdict.unknown("Nothing happened."),
                List.of(),
                -1,
                List.of(),
                Map.of(),
                List.of());
    }

    /**
     * Long names, many nodes, arrivals that nobody sent, a duplicate, a message to oneself, a place that is no node.
     */
    static WorldRecord odd() {
        List<String> nodes = IntStream.range(0, 14)
                .mapToObj(at -> "eu-west-" + at + "-replica")
                .toList();
        WorldStory story = new WorldStory();
        story.step(Kind.RECEIVE, nodes.get(2), "Ping", "from nowhere", null);
        long own = story.send(nodes.get(3), nodes.get(3), "Reminder", "to itself");
        long twice = story.send(nodes.get(0), nodes.get(13), "AnUnusuallyLongNameOfAMessage", "arrives twice");
        story.at(1).receive(own, "primary=eu-west-2-replica, role backup");
        story.at(2).receive(twice, null).receive(twice, null);
        story.step(Kind.HANDLE, "harness", "Tick", "word ".repeat(60), null);
        story.step(Kind.COMPLETE, "c1", "ok", "never invoked", null);
        story.step(Kind.VIOLATION, null, null, null, null);
        return new WorldRecord(
                "lock",
                "Distributed locks",
                "No two clients hold the lock at once.",
                nodes,
                List.of("c1"),
                Map.of(),
                "./dsc world lock",
                "0",
                Verdict.invalid("Nobody knows why."),
                story.steps(),
                story.size() - 1,
                List.of(new FaultBand("pause", "a node", nodes.subList(0, 1), 0, 1_500, false, null)),
                Map.of(),
                List.of("A note about this world."));
    }

    /** Operations only, two of which begin at the same nanosecond, and what a checker says of them. */
    static WorldRecord staleRead() {
        History history = History.of(List.of(
                event(0, Event.Type.INVOKE, "write", 1L, 10),
                event(0, Event.Type.OK, "write", 1L, 20),
                event(1, Event.Type.INVOKE, "read", null, 30),
                event(2, Event.Type.INVOKE, "read", null, 30),
                event(1, Event.Type.OK, "read", 7L, 40),
                event(2, Event.Type.OK, "read", 1L, 44)));
        List<Step> steps = List.of(
                new Step(10, Kind.INVOKE, "c1", null, "write", "write k1 1", -1, null),
                new Step(20, Kind.COMPLETE, "c1", null, "ok", "write k1 1 → ok", -1, null),
                invoke("c2", 30),
                invoke("c3", 30),
                new Step(40, Kind.COMPLETE, "c2", null, "ok", "read k1 → 7", -1, null),
                new Step(44, Kind.COMPLETE, "c3", null, "ok", "read k1 → 1", -1, null));
        Evidence evidence = new Evidence(
                "k1",
                history.operations().subList(0, 1),
                "1",
                history.operations().subList(1, 3));
        return new WorldRecord(
                "register",
                "Consistency models",
                "One copy.",
                List.of("n1"),
                List.of("c1", "c2", "c3"),
                Map.of(),
                "./dsc world register",
                "0",
                Verdict.invalid("k1 has no order", evidence),
                steps,
                -1,
                List.of(),
                Map.of(),
                List.of());
    }

    private static Step invoke(String client, long nanos) {
        return new Step(nanos, Kind.INVOKE, client, null, "read", "read k1", -1, null);
    }

    private static Event event(long process, Event.Type type, String function, Object value, long nanos) {
        return new Event(process, type, function, "k1", value, nanos, null);
    }
}

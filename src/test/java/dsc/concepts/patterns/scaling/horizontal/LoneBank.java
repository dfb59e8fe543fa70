package dsc.concepts.patterns.scaling.horizontal;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.History;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.Clock;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.protocol.Peers;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Scenario;
import dsc.workbench.protocol.ShippedSettings;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.pekko.actor.testkit.typed.javadsl.ActorTestKit;
import org.apache.pekko.actor.testkit.typed.javadsl.TestProbe;
import org.apache.pekko.actor.typed.ActorRef;
import org.apache.pekko.cluster.typed.Cluster;
import org.apache.pekko.cluster.typed.Join;

/**
 * The scenario on a cluster of one node in this process, with a client that records what it sees.
 *
 * @param <M> the scenario's messages, which are another class in each mutant
 */
final class LoneBank<M> implements AutoCloseable {

    final TestJournal journal;
    private final Scenario<M> scenario;
    private final ActorTestKit kit;
    private final ActorRef<M> branch;
    private final TestProbe<Reply> client;
    private final Recorder recorder = new Recorder(System::nanoTime);
    private final long session;
    private long process;
    private long sequence;

    LoneBank(Scenario<M> scenario) throws Exception {
        this.scenario = scenario;
        this.journal = new TestJournal();
        // What comes out of the journal is of the mutant's classes, if it is one.
        Thread.currentThread().setContextClassLoader(scenario.getClass().getClassLoader());
        kit = ActorTestKit.create(
                "bank", journal.config("pekko.remote.artery.canonical.port = 0\ndsc.horizontal.ask-timeout = 10s"));
        Cluster cluster = Cluster.get(kit.system());
        cluster.manager().tell(Join.create(cluster.selfMember().address()));
        Peers<M> nobody = new Peers<>() {
            @Override
            public List<NodeId> others() {
                return List.of();
            }

            @Override
            public void tell(NodeId to, M message) {
                throw new IllegalStateException("there is no " + to);
            }
        };
        branch = kit.spawn(scenario.behavior(NodeContext.of(
                scenario,
                kit.system().settings().config(),
                new NodeId("n1"),
                List.of(new NodeId("n1")),
                nobody,
                Clock.system(),
                new SplittableRandom(1))));
        client = kit.createTestProbe();
        Reply opened = ask(Call.of(Call.OPEN_SESSION, null, null));
        while (!(opened instanceof Reply.Ok)) {
            opened = ask(Call.of(Call.OPEN_SESSION, null, null));
        }
        session = ((Number) ((Reply.Ok) opened).value()).longValue();
    }

    private Reply ask(Call call) {
        branch.tell(scenario.operations().message(call, client.ref()));
        return client.receiveMessage();
    }

    /** Asks for a transfer so many times, as a client does that gets no answer, and records what it was told first. */
    Reply transfer(String function, int amount, int times) {
        sequence++;
        List<String> argument = List.of(Integer.toString(amount), "t" + sequence);
        Event invocation = recorder.invoke(process++, function, "k", argument);
        Reply first = null;
        for (int time = 0; time < times; time++) {
            Reply reply = ask(Call.of(function, "k", argument).in(session, sequence));
            first = first == null ? reply : first;
        }
        recorder.complete(
                invocation,
                switch (first) {
                    case Reply.Ok ok -> Event.Type.OK;
                    case Reply.Failed failed -> Event.Type.FAIL;
                    default -> Event.Type.INFO;
                },
                argument,
                null);
        return first;
    }

    /** Reads the balance, and records it. */
    void read() {
        Event invocation = recorder.invoke(process++, "read", "k", null);
        Reply reply = ask(Call.of("read", "k", null));
        boolean ok = reply instanceof Reply.Ok;
        recorder.complete(
                invocation,
                ok ? Event.Type.OK : Event.Type.FAIL,
                reply instanceof Reply.Ok answered ? answered.value() : null,
                null);
    }

    /** Asks in the end what runs ask in the end, and checks. */
    Verdict verdict() {
        for (Call call : scenario.operations().finalReads(List.of("k"))) {
            Event invocation = recorder.invoke(process++, Operations.FINAL + call.function(), call.key(), "n1");
            Reply reply = ask(call);
            boolean ok = reply instanceof Reply.Ok;
            recorder.complete(
                    invocation,
                    ok ? Event.Type.OK : Event.Type.FAIL,
                    reply instanceof Reply.Ok answered ? answered.value() : "n1",
                    null);
        }
        return scenario.guarantee(ShippedSettings.of("horizontal")).checker().check(history(), Duration.ofSeconds(10));
    }

    History history() {
        return recorder.history();
    }

    @Override
    public void close() throws SQLException {
        kit.shutdownTestKit();
        journal.close();
        Thread.currentThread().setContextClassLoader(LoneBank.class.getClassLoader());
    }
}

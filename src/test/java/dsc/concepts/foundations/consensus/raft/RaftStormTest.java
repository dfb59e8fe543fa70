package dsc.concepts.foundations.consensus.raft;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consensus.raft.TestNetwork.Weather;
import dsc.concepts.shared.KeyValue;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.history.Event;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Reply;
import dsc.workbench.protocol.Workload;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Clients at work while messages are lost, come twice and overtake each other, servers are cut off, crash, and their
 * journals fail. Afterwards every command has taken effect once, what clients saw is linearizable, and the replicas are
 * alike.
 */
class RaftStormTest {

    private static final int CLIENTS = 4;
    private static final int CALLS = 8;
    private static final List<String> SHARED_KEYS = List.of("a", "b");

    @RegisterExtension
    static final TestSystem SYSTEM = new TestSystem();

    /** One seed's world. */
    private static final class Storm {
        private final TestGroup group;
        private final SplittableRandom random;
        private final Recorder recorder = new Recorder(System::nanoTime);

        Storm(int servers, long seed) {
            // Small messages: a snapshot takes many, and so does a conflict.
            this.group = new TestGroup(SYSTEM.kit(), servers, seed, TestGroup.settings(3, 64));
            this.random = new SplittableRandom(seed);
        }

        /** Counts up on a key of its own, which works only if each step takes effect once; in between, shared keys. */
        private void work(int number, SplittableRandom calls) {
            TestClient client = new TestClient(group, number);
            String counter = "counter" + number;
            for (int count = 0; count < CALLS; count++) {
                String before = count == 0 ? null : Integer.toString(count - 1);
                List<String> step = new ArrayList<>();
                step.add(before);
                step.add(Integer.toString(count));
                assertThat(client.ok("cas", counter, step)).isEqualTo(Integer.toString(count));
                record(client, number, KeyValue.workload().next(calls, SHARED_KEYS, new Workload.Turn(0, 1, 0)));
            }
        }

        private void record(TestClient client, int number, Call call) {
            Event invocation = recorder.invoke(number, call.function(), call.key(), call.value());
            switch (client.perform(call)) {
                case Reply.Ok ok ->
                    recorder.complete(
                            invocation, Event.Type.OK, call.value() == null ? ok.value() : call.value(), null);
                case Reply.Failed failed ->
                    recorder.complete(invocation, Event.Type.FAIL, call.value(), failed.error());
                case Reply.Unknown unknown -> throw new AssertionError(unknown);
                case Reply.Lost lost -> throw new AssertionError(lost);
                case Reply.Redirect redirect -> throw new AssertionError(redirect);
            }
        }

        /** One fault after the other for as long as the clients work. */
        private void rage(CompletableFuture<?> clients) {
            while (!clients.isDone()) {
                NodeId victim = group.nodes.get(random.nextInt(group.nodes.size()));
                switch (random.nextInt(3)) {
                    case 0 -> {
                        group.network.cutOff(victim);
                        group.awaitAnElectionTimeout();
                        group.network.heal();
                        group.network.set(STORM);
                    }
                    case 1 -> {
                        group.stop(victim);
                        group.start(victim);
                        group.awaitAnElectionTimeout();
                    }
                    default -> {
                        SYSTEM.journal().failNextNPersisted(group.persistenceId(victim), 1 + random.nextInt(2));
                        group.awaitAnElectionTimeout();
                    }
                }
            }
        }
    }

    private static final Weather STORM = new Weather(20, 30, 10);

    @Test
    void everythingTakesEffectOnceAndTheReplicasEndAlike() {
        assertWeathered(5, 3);
    }

    @Tag("thorough")
    @ParameterizedTest(name = "{0} servers, seed {1}")
    @CsvSource({"3, 1", "3, 2"})
    void andSoInOtherStorms(int servers, long seed) {
        assertWeathered(servers, seed);
    }

    private static void assertWeathered(int servers, long seed) {
        Storm storm = new Storm(servers, seed);
        storm.group.awaitLeader();
        storm.group.network.set(STORM);
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<CompletableFuture<Void>> clients = new ArrayList<>();
            for (int number = 0; number < CLIENTS; number++) {
                int client = number;
                SplittableRandom calls = storm.random.split();
                clients.add(CompletableFuture.runAsync(() -> storm.work(client, calls), threads));
            }
            CompletableFuture<Void> all = CompletableFuture.allOf(clients.toArray(CompletableFuture[]::new));
            storm.rage(all);
            all.join();
        }
        SYSTEM.journal().resetPolicy();
        storm.group.network.heal();
        storm.group.network.assertOneLeaderATerm();
        assertLinearizable(storm, seed);
        assertReplicasAlike(storm);
        storm.group.network.assertOneLeaderATerm();
        storm.group.stopAll();
    }

    private static void assertLinearizable(Storm storm, long seed) {
        Verdict verdict = KeyValue.LINEARIZABLE.check(storm.recorder.history(), Duration.ofSeconds(20));
        assertThat(verdict.status()).as("seed %d: %s", seed, verdict).isEqualTo(Verdict.Status.VALID);
    }

    private static void assertReplicasAlike(Storm storm) {
        storm.group.awaitAlike();
        Map<String, Object> expected = new HashMap<>(storm.group.valuesOn(storm.group.nodes.getFirst(), SHARED_KEYS));
        for (int number = 0; number < CLIENTS; number++) {
            expected.put("counter" + number, Integer.toString(CALLS - 1));
        }
        storm.group.assertValuesOnAll(expected);
    }
}

package dsc.workbench.faults;

import static dsc.workbench.faults.FakeCluster.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dsc.workbench.faults.FakeCluster.Told;
import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.history.Event;
import dsc.workbench.history.FaultNote;
import dsc.workbench.history.FaultWindow;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A plan is carried out to its end, whatever becomes of a single fault; several faults are in force together. */
@Timeout(60)
class FaultInjectorTest extends PastPlans {

    private static Fault lossForAnHour() {
        return fault(FaultKind.LOSS, AN_HOUR_MILLIS, Direction.BOTH, node(1), node(2), node(3));
    }

    private static Stream<String> words(List<Event> events) {
        return events.stream()
                .map(event -> event.function() + ": "
                        + FaultNote.of(event).orElseThrow().what());
    }

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "DISK")
    void aFaultWhoseEffectIsSeenIsConfirmedAndOver(FaultKind kind) throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        NodeId[] all = {node(1), node(2), node(3)};

        Injection injection = carryOut(
                cluster,
                switch (kind) {
                    case DELAY, LOSS, DUPLICATE -> fault(kind, all);
                    default -> fault(kind, node(2));
                });

        assertThat(injection.confirmed()).as(injection.effect()).isTrue();
        assertThat(injection.toNanos()).isGreaterThan(injection.fromNanos());
        assertThat(cluster.ailing()).isEmpty();
        assertThat(injection.effect())
                .isEqualTo(
                        switch (kind) {
                            case KILL -> "exit status 137, answers 0.0 s after the restart";
                            case PAUSE -> "was seen stopped, then running";
                            case PARTIAL -> "20 messages sent over the cut links, none arrived";
                            case PARTITION, ISOLATE, ONE_WAY -> "40 messages sent over the cut links, none arrived";
                            case DELAY -> "60 messages delayed";
                            case LOSS -> "30 messages lost";
                            case DUPLICATE -> "30 messages sent twice";
                            case TRANSFER -> "n2 leads";
                            case CLOCK -> "read 5.0 s behind, then correct again";
                            case MEMBERSHIP -> "the group was n1 n3, then n1 n2 n3";
                            case LEAVE -> "left and ended in 0.0 s, answers 0.0 s after the restart";
                            case LIMP -> "was seen stopped 81 % of the time, then running";
                            case DISK -> "not live";
                        });
    }

    @Test
    void aNodeThatSurvivesItsKillIsToldAndTheNextFaultComes() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public int kill(NodeId id) throws FaultFailedException {
                throw new FaultFailedException(id + " survived SIGKILL");
            }
        };

        List<Injection> injections =
                carryOut(cluster, foreground(fault(FaultKind.KILL, node(2)), fault(FaultKind.PARTITION, node(1))));

        assertThat(injections).extracting(Injection::confirmed).containsExactly(false, true);
        assertThat(injections.getFirst().effect()).isEqualTo("n2 survived SIGKILL");
    }

    @Test
    void aNodeThatDoesNotComeBackLeavesLaterCutsToTheOthers() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public void restart(List<NodeId> ids) throws FaultFailedException {
                throw new FaultFailedException(ids.getFirst() + " does not answer after its restart");
            }
        };

        List<Injection> injections = carryOut(
                cluster,
                foreground(
                        fault(FaultKind.KILL, node(2)),
                        fault(FaultKind.PARTITION, node(1)),
                        fault(FaultKind.ISOLATE, node(2))));

        assertThat(injections).extracting(Injection::confirmed).containsExactly(false, true, false);
        assertThat(injections.getFirst().effect()).isEqualTo("n2 does not answer after its restart");
        assertThat(cluster.ailing()).isEmpty();
    }

    @Test
    void aNodeThatDoesNotTakeTheFaultLeavesItUnconfirmedAndTheOthersHealed() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public Map<NodeId, LinkReport> setLinks(NodeId id, Map<NodeId, LinkFault> faults)
                    throws FaultFailedException, InterruptedException {
                if (id.equals(node(2))) {
                    throw new FaultFailedException("n2's control endpoint failed");
                }
                return super.setLinks(id, faults);
            }
        };

        List<Injection> injections =
                carryOut(cluster, foreground(fault(FaultKind.PARTITION, node(1)), fault(FaultKind.TRANSFER, node(3))));

        assertThat(injections).extracting(Injection::confirmed).containsExactly(false, true);
        assertThat(injections.getFirst().effect()).isEqualTo("n2's control endpoint failed");
        assertThat(cluster.told()).extracting(Told::node).contains(node(1), node(3));
        assertThat(cluster.ailing()).isEmpty();
    }

    @Test
    void aDefectInTheControlsEndsTheFaultAndNotThePlan() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public Map<NodeId, LinkReport> links(NodeId id) {
                throw new IllegalStateException("unforeseen");
            }
        };

        List<Injection> injections =
                carryOut(cluster, foreground(fault(FaultKind.ISOLATE, node(1)), fault(FaultKind.KILL, node(1))));

        assertThat(injections).extracting(Injection::confirmed).containsExactly(false, true);
        assertThat(injections.getFirst().effect()).contains("unforeseen");
        assertThat(cluster.ailing()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void stopEndsWhatIsInForceAndBeginsNothingMore(FaultKind kind) throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        CountDownLatch begun = new CountDownLatch(1);
        FaultInjector injector = new FaultInjector(cluster, recorder, injection -> begun.countDown(), 0);
        Fault now = fault(kind, AN_HOUR_MILLIS, Direction.BOTH, node(1));
        Fault inTenHours = now.numbered(2).beginningAt(20 * AN_HOUR_MILLIS).lasting(0);

        injector.start(new FaultPlan(List.of(now, inTenHours), List.of(inTenHours)).tracks());
        begun.await();
        injector.stop();

        assertThat(injector.injections()).extracting(Injection::fault).containsExactly(now);
        assertThat(injector.injections()).noneMatch(Injection::inForce);
        assertThat(cluster.ailing()).isEmpty();
        assertThat(cluster.nodes()).allMatch(cluster::isRunning);
    }

    /** Tells when the end of a fault of that kind was heard. */
    private static Consumer<Injection> listeningForTheEndOf(FaultKind kind, CountDownLatch over) {
        return injection -> {
            if (injection.fault().kind() == kind && !injection.inForce()) {
                over.countDown();
            }
        };
    }

    @Test
    void aNodeThatComesBackGetsTheFaultsInForce() throws InterruptedException {
        CountDownLatch lossInForce = new CountDownLatch(3);
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public Map<NodeId, LinkReport> setLinks(NodeId id, Map<NodeId, LinkFault> faults)
                    throws FaultFailedException, InterruptedException {
                Map<NodeId, LinkReport> counters = super.setLinks(id, faults);
                lossInForce.countDown();
                return counters;
            }

            @Override
            public int kill(NodeId id) throws FaultFailedException, InterruptedException {
                lossInForce.await();
                return super.kill(id);
            }
        };
        CountDownLatch back = new CountDownLatch(1);
        FaultInjector injector = new FaultInjector(cluster, recorder, listeningForTheEndOf(FaultKind.KILL, back), 0);

        injector.start(new FaultPlan(List.of(fault(FaultKind.KILL, node(2))), List.of(lossForAnHour())).tracks());
        back.await();

        assertThat(cluster.told()).contains(new Told(node(2), 2, Map.of(node(1), LOSS, node(3), LOSS)));
        assertThat(cluster.ailing()).containsOnlyKeys(node(1), node(2), node(3));
        injector.stop();
        assertThat(cluster.ailing()).isEmpty();
        assertThat(injector.injections()).allMatch(Injection::confirmed);
    }

    /** A one begins while a node is stopped: what that node lost before must not count for it. */
    @Test
    void whatANodeCountedBeforeAFaultIsNotTheFaults() throws InterruptedException {
        CountDownLatch paused = new CountDownLatch(1);
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public Map<NodeId, LinkReport> setLinks(NodeId id, Map<NodeId, LinkFault> faults)
                    throws FaultFailedException, InterruptedException {
                paused.await();
                return super.setLinks(id, faults);
            }

            @Override
            public void pause(NodeId id) throws FaultFailedException, InterruptedException {
                super.pause(id);
                paused.countDown();
            }

            @Override
            public void resume(NodeId id) throws FaultFailedException, InterruptedException {
                foundAway.await();
                super.resume(id);
            }
        };
        cluster.silent = true;
        cluster.lostBefore(node(3), 25);
        CountDownLatch back = new CountDownLatch(1);
        FaultInjector injector = new FaultInjector(cluster, recorder, listeningForTheEndOf(FaultKind.PAUSE, back), 0);

        injector.start(new FaultPlan(List.of(fault(FaultKind.PAUSE, node(3))), List.of(lossForAnHour())).tracks());
        back.await();
        assertThat(cluster.told()).contains(new Told(node(3), 1, Map.of(node(1), LOSS, node(2), LOSS)));
        injector.stop();

        Injection loss = injector.injections().stream()
                .filter(injection -> injection.fault().kind() == FaultKind.LOSS)
                .findFirst()
                .orElseThrow();
        assertThat(loss.effect()).isEqualTo("0 messages lost");
        assertThat(loss.confirmed()).isFalse();
    }

    @Test
    void aCutAndALossAreInForceTogether() throws InterruptedException {
        CountDownLatch lossInForce = new CountDownLatch(3);
        CountDownLatch cutOver = new CountDownLatch(1);
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public Map<NodeId, LinkReport> setLinks(NodeId id, Map<NodeId, LinkFault> faults)
                    throws FaultFailedException, InterruptedException {
                Map<NodeId, LinkReport> counters = super.setLinks(id, faults);
                lossInForce.countDown();
                return counters;
            }

            @Override
            public NodeId transferLeadership(NodeId target) throws FaultFailedException, InterruptedException {
                lossInForce.await();
                return super.transferLeadership(target);
            }
        };
        FaultInjector injector =
                new FaultInjector(cluster, recorder, listeningForTheEndOf(FaultKind.ISOLATE, cutOver), 0);

        injector.start(new FaultPlan(
                        List.of(fault(FaultKind.TRANSFER, node(1)), fault(FaultKind.ISOLATE, node(1))),
                        List.of(lossForAnHour()))
                .tracks());
        cutOver.await();

        LinkFault both = new LinkFault(true, 50, 0, 0, 0);
        assertThat(cluster.told())
                .contains(new Told(node(1), 1, Map.of(node(2), both, node(3), both)))
                .contains(new Told(node(2), 1, Map.of(node(1), both, node(3), LOSS)));
        assertThat(cluster.ailing().get(node(2))).isEqualTo(Map.of(node(1), LOSS, node(3), LOSS));
        injector.stop();
        assertThat(cluster.ailing()).isEmpty();
    }

    @Test
    void theHistoryNotesBeginningsAndEnds() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(2);
        cluster.leader = Optional.of(node(1));

        carryOut(
                cluster,
                foreground(fault(FaultKind.KILL, node(1)), fault(FaultKind.ONE_WAY, 0, Direction.TO_NODES, node(2))));

        List<Event> events = recorder.history().events();
        assertThat(events).allMatch(Event::ofNemesis).allMatch(event -> event.type() == Event.Type.INFO);
        assertThat(words(events))
                .containsExactly(
                        "kill: n1 (leader)",
                        "kill-end: exit status 137, answers 0.0 s after the restart",
                        "one-way: n1 (leader) → n2",
                        "one-way-end: 10 messages sent over the cut links, none arrived; in the other direction 10 of"
                                + " 10 arrived");
        assertThat(heard).hasSize(4).extracting(Injection::inForce).containsExactly(true, false, true, false);
        List<FaultWindow> windows = recorder.history().faultWindows();
        assertThat(windows)
                .extracting(FaultWindow::kind, FaultWindow::nodes, FaultWindow::others, FaultWindow::direction)
                .containsExactly(
                        tuple("kill", List.of("n1"), List.of(), FaultWindow.BOTH),
                        tuple("one-way", List.of("n2"), List.of("n1"), FaultWindow.TO_NODES));
        assertThat(windows).allMatch(window -> window.fromNanos() < window.toNanos());
    }
}

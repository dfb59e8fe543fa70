package dsc.workbench.faults;

import static dsc.workbench.faults.FakeCluster.node;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dsc.workbench.faults.FakeCluster.Told;
import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.history.Event;
import dsc.workbench.history.FaultNote;
import dsc.workbench.history.FaultWindow;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The plans' times are all past, and most faults last no time, so that nothing waits. */
@Timeout(60)
class FaultInjectorTest {

    private static final LinkFault LOSS = new LinkFault(false, 50, 0, 0, 0);
    private static final long AN_HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

    private final Recorder recorder = new Recorder(hoursAfterItsStart());
    private final List<Injection> heard = new CopyOnWriteArrayList<>();

    /** Nanoseconds: 0 when first asked, then ten hours, and a millisecond more each time. */
    private static LongSupplier hoursAfterItsStart() {
        AtomicLong calls = new AtomicLong();
        return () -> {
            long call = calls.getAndIncrement();
            return call == 0 ? 0 : TimeUnit.HOURS.toNanos(10) + TimeUnit.MILLISECONDS.toNanos(call);
        };
    }

    private static Fault fault(FaultKind kind, long durationMillis, Direction direction, NodeId... nodes) {
        LinkFault link = switch (kind) {
            case LOSS -> LOSS;
            case DUPLICATE -> new LinkFault(false, 0, 50, 0, 0);
            case DELAY -> new LinkFault(false, 0, 0, 5, 10);
            default -> LinkFault.NONE;
        };
        if (kind == FaultKind.CLOCK) {
            return Fault.onClock(-5_000, 0, durationMillis, nodes[0].value());
        }
        return new Fault(1, kind, 0, durationMillis, false, List.of(nodes), direction, link);
    }

    private static Fault fault(FaultKind kind, NodeId... nodes) {
        return fault(kind, 0, Direction.BOTH, nodes);
    }

    private static Fault lossForAnHour() {
        return fault(FaultKind.LOSS, AN_HOUR_MILLIS, Direction.BOTH, node(1), node(2), node(3));
    }

    private static FaultPlan disruptions(Fault... faults) {
        return new FaultPlan(List.of(faults), List.of());
    }

    private static FaultPlan planOf(Fault fault) {
        return switch (fault.kind()) {
            case DELAY, LOSS, DUPLICATE, CLOCK -> new FaultPlan(List.of(), List.of(fault));
            default -> disruptions(fault);
        };
    }

    private List<Injection> carryOut(FakeCluster cluster, FaultPlan plan) throws InterruptedException {
        FaultInjector injector = new FaultInjector(cluster, recorder, heard::add, 0);
        injector.start(plan.tracks());
        injector.await();
        assertThat(injector.injections()).noneMatch(Injection::inForce);
        return injector.injections();
    }

    private Injection carryOut(FakeCluster cluster, Fault fault) throws InterruptedException {
        List<Injection> injections = carryOut(cluster, planOf(fault));
        assertThat(injections).hasSize(1);
        assertThat(injections.getFirst().fault()).isEqualTo(fault);
        return injections.getFirst();
    }

    private static Stream<String> words(List<Event> events) {
        return events.stream()
                .map(event -> event.function() + ": "
                        + FaultNote.of(event).orElseThrow().what());
    }

    @ParameterizedTest
    @EnumSource
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
                            case PARTITION, ISOLATE, ONE_WAY -> "40 messages sent over the cut links, none arrived";
                            case DELAY -> "60 messages delayed";
                            case LOSS -> "30 messages lost";
                            case DUPLICATE -> "30 messages sent twice";
                            case TRANSFER -> "n2 leads";
                            case CLOCK -> "read 5.0 s behind, then correct again";
                            case MEMBERSHIP -> "the group was n1 n3, then n1 n2 n3";
                            case LEAVE -> "left and ended in 0.0 s, answers 0.0 s after the restart";
                            case LIMP -> "was seen stopped 81 % of the time, then running";
                        });
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 49, 100})
    void aNodeThatLimpsIsStoppedMostOfTheTimeAndNotAllOfIt(int stoppedPercent) throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.stoppedPercent = stoppedPercent;

        Injection injection = carryOut(cluster, fault(FaultKind.LIMP, node(2)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).startsWith("was seen stopped " + stoppedPercent + " %");
        assertThat(cluster.actions()).containsExactly("limp n2", "resume n2");
    }

    @Test
    void aNodeThatDoesNotLeaveByItselfIsSeen() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.stubborn = true;

        Injection injection = carryOut(cluster, fault(FaultKind.LEAVE, node(2)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).contains("did not end by itself", "was killed");
        assertThat(cluster.actions()).containsExactly("stop n2", "restart n2");
    }

    @Test
    void aClockThatCannotBeSetIsSeen() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.clockThatCannotBeSet = true;

        Injection injection = carryOut(cluster, fault(FaultKind.CLOCK, node(2)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("was never read 5.0 s behind");
    }

    @Test
    void aNodeThatIsKilledMeanwhileComesBackWithItsClockOff() throws Exception {
        FakeCluster cluster = new FakeCluster(3);
        OpenFaults faults = new OpenFaults(cluster);
        Fault ahead = Fault.onClock(60_000, 0, 0, "n2");
        Fault behind = Fault.onClock(-1_000, 0, 0, "n2").numbered(2);
        OpenFault first = faults.begin(ahead, ahead.nodes());
        OpenFault kill = faults.begin(fault(FaultKind.KILL, node(2)), List.of(node(2)));
        OpenFault second = faults.begin(behind, behind.nodes());

        kill.end(OpenFault.Retries.NONE);
        assertThat(cluster.clock(node(2)).isAheadBy(59_000)).isTrue();
        assertThat(first.end(OpenFault.Retries.NONE).confirmed()).isTrue();
        assertThat(cluster.clock(node(2)).isAheadBy(-1_000)).isTrue();
        assertThat(second.end(OpenFault.Retries.NONE).confirmed()).isTrue();

        assertThat(cluster.clock(node(2)).isAheadBy(0)).isTrue();
        assertThat(cluster.actions())
                .containsExactly(
                        "clock n2 60000", "kill n2", "restart n2", "clock n2 59000", "clock n2 -1000", "clock n2 0");
    }

    @Test
    void killAndPauseBringTheNodeBack() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);

        carryOut(cluster, disruptions(fault(FaultKind.KILL, node(2)), fault(FaultKind.PAUSE, node(1))));

        assertThat(cluster.actions()).containsExactly("kill n2", "restart n2", "pause n1", "resume n1");
    }

    @Test
    void aMajorityIsKilledBeforeItIsBroughtBack() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);

        Injection injection = carryOut(cluster, fault(FaultKind.KILL, node(3), node(1)));

        assertThat(cluster.actions()).containsExactly("kill n3", "kill n1", "restart n3", "restart n1");
        assertThat(injection.description()).isEqualTo("n3 n1");
        assertThat(injection.effect()).isEqualTo("exit status 137 137, answers 0.0 s after the restart");
    }

    @Test
    void whoWasKilledComesBackAlsoWhenAnotherSurvives() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public int kill(NodeId id) throws FaultFailedException, InterruptedException {
                if (id.equals(node(1))) {
                    throw new FaultFailedException(id + " survived SIGKILL");
                }
                return super.kill(id);
            }
        };

        Injection injection = carryOut(cluster, fault(FaultKind.KILL, node(3), node(1)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("n1 survived SIGKILL");
        assertThat(cluster.actions()).containsExactly("kill n3", "restart n3");
    }

    @Test
    void whoWasTakenOutOfTheGroupIsTakenBackInAlsoWhenThatWasNotSeen() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public List<NodeId> removeServer(NodeId id) throws FaultFailedException, InterruptedException {
                super.removeServer(id);
                throw new FaultFailedException("n1 leads, with the group n1 n2 n3");
            }
        };

        Injection injection = carryOut(cluster, fault(FaultKind.MEMBERSHIP, node(2)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("n1 leads, with the group n1 n2 n3");
        assertThat(injection.description()).isEqualTo("without n2");
        assertThat(cluster.actions()).containsExactly("remove n2", "add n2");
    }

    @Test
    void severalAreTakenOutOneAfterTheOther() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(5);

        Injection injection = carryOut(cluster, fault(FaultKind.MEMBERSHIP, node(2), node(4)));

        assertThat(injection.confirmed()).isTrue();
        assertThat(cluster.actions()).containsExactly("remove n2", "remove n4", "add n2", "add n4");
    }

    @Test
    void aGroupThatDoesNotBecomeWholeAgainIsNotConfirmed() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public List<NodeId> addServer(NodeId id) throws FaultFailedException {
                throw new FaultFailedException(id + " could not be taken into the group");
            }
        };

        Injection injection = carryOut(cluster, fault(FaultKind.MEMBERSHIP, node(2)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("n2 could not be taken into the group");
    }

    @Test
    void aOneWayCutLeavesTheOtherWayOpen() throws InterruptedException {
        FakeCluster from = new FakeCluster(3);
        carryOut(from, fault(FaultKind.ONE_WAY, 0, Direction.FROM_NODES, node(1)));
        assertThat(from.told())
                .contains(new Told(node(1), 1, Map.of(node(2), LinkFault.ofCut(), node(3), LinkFault.ofCut())))
                .allMatch(told -> told.node().equals(node(1)) || told.faults().isEmpty());

        FakeCluster to = new FakeCluster(3);
        carryOut(to, fault(FaultKind.ONE_WAY, 0, Direction.TO_NODES, node(1)));
        assertThat(to.told())
                .contains(new Told(node(2), 1, Map.of(node(1), LinkFault.ofCut())))
                .contains(new Told(node(3), 1, Map.of(node(1), LinkFault.ofCut())))
                .allMatch(told -> !told.node().equals(node(1)) || told.faults().isEmpty());
    }

    @Test
    void aOneWayCutThatCutsBothWaysIsNotConfirmed() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.deafWhereMute = true;

        Injection oneWay = carryOut(cluster, fault(FaultKind.ONE_WAY, 0, Direction.FROM_NODES, node(1)));

        assertThat(oneWay.confirmed()).isFalse();
        assertThat(oneWay.effect())
                .isEqualTo("20 messages sent over the cut links, none arrived; in the other direction 0 of 20 arrived");
        assertThat(carryOut(cluster, fault(FaultKind.ISOLATE, node(1))).confirmed())
                .isTrue();
    }

    @Test
    void aPartitionCutsBothWaysBetweenTheSidesAndNothingWithin() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(5);

        carryOut(cluster, fault(FaultKind.PARTITION, node(1), node(2)));

        assertThat(cluster.told())
                .contains(new Told(
                        node(1),
                        1,
                        Map.of(node(3), LinkFault.ofCut(), node(4), LinkFault.ofCut(), node(5), LinkFault.ofCut())))
                .contains(new Told(node(4), 1, Map.of(node(1), LinkFault.ofCut(), node(2), LinkFault.ofCut())));
    }

    @Test
    void theLeaderOfThatMomentTakesTheFirstPlace() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(5);
        cluster.leader = Optional.of(node(4));
        List<NodeId> two = List.of(node(1), node(2));
        Fault aimed = new Fault(1, FaultKind.PARTITION, 0, 0, true, two, Direction.BOTH, LinkFault.NONE);

        Injection injection = carryOut(cluster, aimed);

        assertThat(injection.nodes()).containsExactly(node(4), node(2));
        assertThat(injection.description()).isEqualTo("n4 (leader) n2 | n1 n3 n5");

        cluster.leader = Optional.of(node(2));
        assertThat(carryOut(cluster, aimed).nodes()).containsExactly(node(1), node(2));
        cluster.leader = Optional.empty();
        assertThat(carryOut(cluster, aimed).description()).isEqualTo("n1 n2 | n3 n4 n5");
    }

    @Test
    void aCutThatLetsSomethingThroughIsNotConfirmed() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.leaky = true;

        Injection injection = carryOut(cluster, fault(FaultKind.PARTITION, node(1)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).contains("arrived").doesNotContain("none arrived");
        assertThat(cluster.ailing()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"PARTITION", "ISOLATE", "ONE_WAY", "DELAY", "LOSS", "DUPLICATE"})
    void whereNothingWasSentNothingIsConfirmed(FaultKind kind) throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3);
        cluster.silent = true;

        Injection injection = carryOut(cluster, fault(kind, node(1)));

        assertThat(injection.confirmed()).as(injection.effect()).isFalse();
        assertThat(injection.effect()).isNotBlank();
        assertThat(cluster.ailing()).isEmpty();
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
                carryOut(cluster, disruptions(fault(FaultKind.KILL, node(2)), fault(FaultKind.PARTITION, node(1))));

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
                disruptions(
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
                carryOut(cluster, disruptions(fault(FaultKind.PARTITION, node(1)), fault(FaultKind.TRANSFER, node(3))));

        assertThat(injections).extracting(Injection::confirmed).containsExactly(false, true);
        assertThat(injections.getFirst().effect()).isEqualTo("n2's control endpoint failed");
        assertThat(cluster.told()).extracting(Told::node).contains(node(1), node(3));
        assertThat(cluster.ailing()).isEmpty();
    }

    @Test
    void linksAreHealedWhenTheLookAtThemFails() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public Map<NodeId, LinkReport> links(NodeId id) throws FaultFailedException {
                throw new FaultFailedException("no counters from " + id);
            }
        };

        for (FaultKind kind : List.of(FaultKind.ISOLATE, FaultKind.LOSS)) {
            Injection injection = carryOut(cluster, fault(kind, node(1)));

            assertThat(injection.confirmed()).isFalse();
            assertThat(injection.effect()).startsWith("no counters from n");
            assertThat(cluster.ailing()).isEmpty();
        }
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
                carryOut(cluster, disruptions(fault(FaultKind.ISOLATE, node(1)), fault(FaultKind.KILL, node(1))));

        assertThat(injections).extracting(Injection::confirmed).containsExactly(false, true);
        assertThat(injections.getFirst().effect()).contains("unforeseen");
        assertThat(cluster.ailing()).isEmpty();
    }

    @Test
    void aNodeThatWasNotSeenStoppedIsContinuedAllTheSame() throws InterruptedException {
        FakeCluster cluster = new FakeCluster(3) {
            @Override
            public void pause(NodeId id) throws FaultFailedException, InterruptedException {
                super.pause(id);
                throw new FaultFailedException(id + " is in state R after SIGSTOP");
            }
        };

        Injection injection = carryOut(cluster, fault(FaultKind.PAUSE, node(1)));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("n1 is in state R after SIGSTOP");
        assertThat(cluster.actions()).containsExactly("pause n1", "resume n1");
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

    /** A disturbance begins while a node is stopped: what that node lost before must not count for it. */
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
    void aCutAndADisturbanceAreInForceTogether() throws InterruptedException {
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
                disruptions(fault(FaultKind.KILL, node(1)), fault(FaultKind.ONE_WAY, 0, Direction.TO_NODES, node(2))));

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

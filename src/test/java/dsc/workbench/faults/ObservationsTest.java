package dsc.workbench.faults;

import static dsc.workbench.faults.FakeCluster.node;
import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** On a machine that is busy, nodes answer late: what failed at first is tried again within the fault's time. */
@Timeout(60)
class ObservationsTest {

    private static final int LOOKS = 3;

    private final Recorder recorder = new Recorder(System::nanoTime);

    /** The first answers of each kind from one node are lost. */
    private static final class BusyCluster extends FakeCluster {
        private final AtomicInteger transfers = new AtomicInteger();
        private final AtomicInteger clocks = new AtomicInteger();
        private final AtomicInteger looks = new AtomicInteger();
        private final AtomicInteger heals = new AtomicInteger();
        private final AtomicInteger removals = new AtomicInteger();
        private final AtomicInteger clocksSet = new AtomicInteger();
        private final int failures;

        BusyCluster(int failures) {
            super(3);
            this.failures = failures;
        }

        private void answer(AtomicInteger asked) throws FaultFailedException {
            if (asked.incrementAndGet() <= failures) {
                throw new FaultFailedException("no answer in time");
            }
        }

        @Override
        public NodeId transferLeadership(NodeId target) throws FaultFailedException, InterruptedException {
            answer(transfers);
            return super.transferLeadership(target);
        }

        @Override
        public ClockReading clock(NodeId id) throws FaultFailedException, InterruptedException {
            answer(clocks);
            return super.clock(id);
        }

        @Override
        public void setClock(NodeId id, long offsetMillis) throws FaultFailedException, InterruptedException {
            if (offsetMillis == 0) {
                answer(clocksSet);
            }
            super.setClock(id, offsetMillis);
        }

        @Override
        public Map<NodeId, LinkReport> links(NodeId id) throws FaultFailedException, InterruptedException {
            if (id.equals(node(1))) {
                answer(looks);
            }
            return super.links(id);
        }

        @Override
        public Map<NodeId, LinkReport> setLinks(NodeId id, Map<NodeId, LinkFault> faults)
                throws FaultFailedException, InterruptedException {
            if (id.equals(node(1)) && faults.isEmpty()) {
                answer(heals);
            }
            return super.setLinks(id, faults);
        }

        @Override
        public List<NodeId> removeServer(NodeId id) throws FaultFailedException, InterruptedException {
            answer(removals);
            return super.removeServer(id);
        }
    }

    private Injection carryOut(FakeCluster cluster, Fault fault) throws InterruptedException {
        FaultInjector injector = new FaultInjector(cluster, recorder, injection -> {}, LOOKS);
        injector.start(List.of(List.of(fault)));
        injector.await();
        return injector.injections().getFirst();
    }

    private static Fault fault(FaultKind kind) {
        LinkFault link = switch (kind) {
            case LOSS -> new LinkFault(false, 50, 0, 0, 0);
            case DUPLICATE -> new LinkFault(false, 0, 50, 0, 0);
            case DELAY -> new LinkFault(false, 0, 0, 5, 10);
            default -> LinkFault.NONE;
        };
        return kind == FaultKind.CLOCK
                ? Fault.onClock(-5_000, 0, 100, "n1")
                : new Fault(1, kind, 0, 100, false, List.of(node(1)), Direction.BOTH, link);
    }

    @ParameterizedTest
    @EnumSource(
            names = {"PARTITION", "ISOLATE", "ONE_WAY", "DELAY", "LOSS", "DUPLICATE", "TRANSFER", "CLOCK", "MEMBERSHIP"
            })
    void anObservationThatFailsAtFirstIsTriedAgain(FaultKind kind) throws InterruptedException {
        BusyCluster cluster = new BusyCluster(1);

        Injection injection = carryOut(cluster, fault(kind));

        assertThat(injection.confirmed()).as(injection.effect()).isTrue();
        assertThat(cluster.ailing()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(names = {"ISOLATE", "LOSS", "TRANSFER", "CLOCK"})
    void butNotForEver(FaultKind kind) throws InterruptedException {
        Injection injection = carryOut(new BusyCluster(1_000), fault(kind));

        assertThat(injection.confirmed()).isFalse();
        assertThat(injection.effect()).isEqualTo("no answer in time");
    }

    @Test
    void aTransferThatNeverHappensIsNamedOnlyWhereAnotherHappened() throws InterruptedException {
        FakeCluster busyOnce = new FakeCluster(3) {
            private boolean busy = true;

            @Override
            public NodeId transferLeadership(NodeId target) throws FaultFailedException, InterruptedException {
                if (target.equals(node(2)) && busy) {
                    throw new FaultFailedException("n2 does not lead");
                }
                return super.transferLeadership(target);
            }
        };
        FaultInjector injector = new FaultInjector(busyOnce, recorder, injection -> {}, LOOKS);
        injector.start(List.of(List.of(
                new Fault(1, FaultKind.TRANSFER, 0, 0, false, List.of(node(2)), Direction.BOTH, LinkFault.NONE),
                new Fault(2, FaultKind.TRANSFER, 0, 0, false, List.of(node(3)), Direction.BOTH, LinkFault.NONE))));
        injector.await();

        assertThat(Effects.of(injector.injections()).deciding()).isEmpty();
        assertThat(Effects.of(injector.injections()).named())
                .containsExactly("not confirmed, while others of its kind were: transfer to n2 (n2 does not lead)");
    }
}

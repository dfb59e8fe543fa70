package dsc.workbench.faults;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.workbench.faults.Fault.Direction;
import dsc.workbench.history.Recorder;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.NodeId;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/** Plans whose times are all past, and whose faults last no time unless a test says so: nothing waits. */
abstract class PastPlans {

    static final LinkFault LOSS = new LinkFault(false, 50, 0, 0, 0);
    static final long AN_HOUR_MILLIS = TimeUnit.HOURS.toMillis(1);

    final Recorder recorder = new Recorder(hoursAfterItsStart());
    final List<Injection> heard = new CopyOnWriteArrayList<>();

    /** Nanoseconds: 0 when first asked, then ten hours, and a millisecond more each time. */
    private static LongSupplier hoursAfterItsStart() {
        AtomicLong calls = new AtomicLong();
        return () -> {
            long call = calls.getAndIncrement();
            return call == 0 ? 0 : TimeUnit.HOURS.toNanos(10) + TimeUnit.MILLISECONDS.toNanos(call);
        };
    }

    static Fault fault(FaultKind kind, long durationMillis, Direction direction, NodeId... nodes) {
        LinkFault link = switch (kind) {
            case LOSS -> LOSS;
            case DUPLICATE -> new LinkFault(false, 0, 50, 0, 0);
            case DELAY -> new LinkFault(false, 0, 0, 5, 10);
            default -> LinkFault.NONE;
        };
        if (kind == FaultKind.CLOCK) {
            return Fault.onClock(-5_000, 0, durationMillis, nodes[0].value());
        }
        if (kind == FaultKind.PARTIAL) {
            return Fault.partial(
                    0, durationMillis, nodes[0].value(), nodes[0].value().equals("n2") ? "n3" : "n2");
        }
        return new Fault(1, kind, 0, durationMillis, false, List.of(nodes), direction, link);
    }

    static Fault fault(FaultKind kind, NodeId... nodes) {
        return fault(kind, 0, Direction.BOTH, nodes);
    }

    static FaultPlan foreground(Fault... faults) {
        return new FaultPlan(List.of(faults), List.of());
    }

    private static FaultPlan planOf(Fault fault) {
        return switch (fault.kind()) {
            case DELAY, LOSS, DUPLICATE, CLOCK -> new FaultPlan(List.of(), List.of(fault));
            default -> foreground(fault);
        };
    }

    List<Injection> carryOut(FakeCluster cluster, FaultPlan plan) throws InterruptedException {
        FaultInjector injector = new FaultInjector(cluster, recorder, heard::add, 0);
        injector.start(plan.tracks());
        injector.await();
        assertThat(injector.injections()).noneMatch(Injection::inForce);
        return injector.injections();
    }

    Injection carryOut(FakeCluster cluster, Fault fault) throws InterruptedException {
        List<Injection> injections = carryOut(cluster, planOf(fault));
        assertThat(injections).hasSize(1);
        assertThat(injections.getFirst().fault()).isEqualTo(fault);
        return injections.getFirst();
    }
}

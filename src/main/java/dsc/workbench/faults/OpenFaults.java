package dsc.workbench.faults;

import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.faults.Links.Link;
import dsc.workbench.faults.OpenFault.Effect;
import dsc.workbench.faults.OpenFault.Retries;
import dsc.workbench.faults.TrafficWatch.Traffic;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.ToLongFunction;
import java.util.stream.Collectors;

/**
 * Puts faults in force on a cluster, any number of them at once, and finds out at their end whether each had its
 * effect.
 */
public final class OpenFaults {

    /** A node that is to be stopped 80 % of the time; on a busy machine each change comes a little late. */
    private static final int LIMP_PERCENT_MIN = 50;

    private final Controls controls;
    private final Links links;
    private final Clocks clocks;

    public OpenFaults(Controls controls) {
        this.controls = controls;
        this.links = new Links(controls);
        this.clocks = new Clocks(controls);
    }

    /**
     * Puts {@code fault} in force, and returns once it is.
     *
     * @param nodes the nodes that it hits (see {@link Aim})
     * @throws FaultFailedException when it could not be done; nothing of it is in force then
     */
    public OpenFault begin(Fault fault, List<NodeId> nodes) throws FaultFailedException, InterruptedException {
        return switch (fault.kind()) {
            case KILL -> kill(nodes);
            case PAUSE -> pause(nodes.getFirst());
            case PARTITION, PARTIAL, ISOLATE, ONE_WAY -> cut(fault, nodes);
            case DELAY -> affectLinks(fault, nodes, LinkReport::delayed, "delayed");
            case LOSS -> affectLinks(fault, nodes, LinkReport::lost, "lost");
            case DUPLICATE -> affectLinks(fault, nodes, LinkReport::duplicated, "sent twice");
            case TRANSFER -> transfer(nodes.getFirst());
            case CLOCK -> clock(fault, nodes.getFirst());
            case MEMBERSHIP -> remove(nodes);
            case LEAVE -> leave(nodes.getFirst());
            case LIMP -> limp(nodes.getFirst());
            case DISK -> loseDisk(nodes.getFirst());
        };
    }

    /** Tells a node that was away which faults are in force on its links and on its clock. */
    public void reapplyFaults(NodeId node) throws FaultFailedException, InterruptedException {
        links.reapplyFaults(node);
        clocks.reapplyFaults(node);
    }

    private OpenFault kill(List<NodeId> nodes) throws FaultFailedException, InterruptedException {
        List<NodeId> killed = new ArrayList<>();
        List<String> statuses = new ArrayList<>();
        try {
            for (NodeId node : nodes) {
                statuses.add(Integer.toString(controls.kill(node)));
                killed.add(node);
            }
        } catch (FaultFailedException | InterruptedException | RuntimeException failed) {
            undo(() -> restart(killed), failed);
            throw failed;
        }
        return down(nodes, true, "exit status " + String.join(" ", statuses));
    }

    /** It had its effect if there was something to lose. */
    private OpenFault loseDisk(NodeId node) throws FaultFailedException, InterruptedException {
        String how = "exit status " + controls.kill(node) + ", ";
        ErasedDisk disk;
        try {
            disk = controls.eraseDisk(node);
        } catch (FaultFailedException | InterruptedException | RuntimeException failed) {
            undo(() -> restart(List.of(node)), failed);
            throw failed;
        }
        return down(List.of(node), disk.wasUsed(), how + disk.describe());
    }

    private OpenFault leave(NodeId node) throws FaultFailedException, InterruptedException {
        long startNanos = System.nanoTime();
        boolean byItself = controls.stop(node);
        double seconds = (System.nanoTime() - startNanos) / 1e9;
        String how = byItself ? "left and ended in %.1f s" : "did not end by itself in %.1f s, and was killed";
        return down(List.of(node), byItself, String.format(Locale.ROOT, how, seconds));
    }

    /** A fault of nodes that are down: its end restarts them. */
    private OpenFault down(List<NodeId> nodes, boolean confirmed, String how) {
        return retries -> {
            long startNanos = System.nanoTime();
            restart(nodes);
            double seconds = (System.nanoTime() - startNanos) / 1e9;
            return new Effect(
                    confirmed, String.format(Locale.ROOT, "%s, answers %.1f s after the restart", how, seconds));
        };
    }

    private void restart(List<NodeId> killed) throws FaultFailedException, InterruptedException {
        controls.restart(killed);
        for (NodeId node : killed) {
            reapplyFaults(node);
        }
    }

    private OpenFault pause(NodeId node) throws FaultFailedException, InterruptedException {
        try {
            controls.pause(node);
        } catch (FaultFailedException | InterruptedException | RuntimeException failed) {
            // It was not seen stopped, and may yet stop.
            undo(() -> resume(node), failed);
            throw failed;
        }
        return retries -> {
            resume(node);
            return new Effect(true, "was seen stopped, then running");
        };
    }

    /** It had its effect if the node was stopped most of the time, and yet not all of it. */
    private OpenFault limp(NodeId node) throws FaultFailedException, InterruptedException {
        try {
            controls.limp(node);
        } catch (FaultFailedException | InterruptedException | RuntimeException failed) {
            undo(() -> resume(node), failed);
            throw failed;
        }
        AtomicInteger percent = new AtomicInteger();
        return retries -> {
            boolean limped;
            try {
                limped = observe(
                        () -> {
                            percent.set(controls.stoppedPercent(node));
                            return percent.get() >= LIMP_PERCENT_MIN && percent.get() < 100;
                        },
                        retries);
            } finally {
                resume(node);
            }
            return new Effect(limped, "was seen stopped " + percent + " % of the time, then running");
        };
    }

    private void resume(NodeId node) throws FaultFailedException, InterruptedException {
        controls.resume(node);
        reapplyFaults(node);
    }

    /**
     * A cut had its effect if something was sent over it and nothing of that arrived; a cut of one direction, if the
     * other went on besides.
     */
    private OpenFault cut(Fault fault, List<NodeId> nodes) throws FaultFailedException, InterruptedException {
        boolean oneWay = fault.direction() != Fault.Direction.BOTH;
        Map<Link, LinkFault> cut = links.of(fault, nodes);
        TrafficWatch watch = new TrafficWatch(begin(fault, cut));
        return new OpenFault() {
            @Override
            public void look() throws InterruptedException {
                try {
                    watch.look(links.counters());
                } catch (FaultFailedException unanswered) {
                    // Whether it matters shows at the end.
                }
            }

            @Override
            public Effect end(Retries retries) throws FaultFailedException, InterruptedException {
                FaultFailedException silent = null;
                try {
                    observe(
                            () -> {
                                watch.look(links.counters());
                                return effect().confirmed()
                                        || watch.over(cut.keySet()).arrived() > 0;
                            },
                            retries);
                } catch (FaultFailedException unanswered) {
                    silent = unanswered;
                } finally {
                    heal(fault, retries);
                }
                if (silent != null && !effect().confirmed()) {
                    throw silent;
                }
                return effect();
            }

            private Effect effect() {
                Traffic over = watch.over(cut.keySet());
                return oneWay ? effectOfOneWay(over, watch.over(reversed(cut.keySet()))) : effectOfCut(over);
            }
        };
    }

    /** Something that nodes are asked, and may not answer at once. */
    @FunctionalInterface
    private interface Observation {

        /** Returns whether it showed what was looked for. */
        boolean shows() throws FaultFailedException, InterruptedException;
    }

    /**
     * Looks until {@code observation} shows what it should, or no look is left. A node that did not answer is asked
     * again, like one whose answer did not show it yet.
     *
     * @throws FaultFailedException when the last look was not answered
     */
    private static boolean observe(Observation observation, Retries retries)
            throws FaultFailedException, InterruptedException {
        while (true) {
            try {
                if (observation.shows()) {
                    return true;
                }
                if (!retries.lookAgain()) {
                    return false;
                }
            } catch (FaultFailedException unanswered) {
                if (!retries.lookAgain()) {
                    throw unanswered;
                }
            }
        }
    }

    /** A node that does not take it at once is told again. */
    private void heal(Fault fault, Retries retries) throws FaultFailedException, InterruptedException {
        observe(
                () -> {
                    links.end(fault);
                    return true;
                },
                retries);
    }

    private static List<Link> reversed(Collection<Link> links) {
        return links.stream().map(link -> new Link(link.to(), link.from())).toList();
    }

    private static Effect effectOfCut(Traffic over) {
        return new Effect(over.sent() > 0 && over.arrived() == 0, over.describe());
    }

    private static Effect effectOfOneWay(Traffic over, Traffic back) {
        return new Effect(
                over.sent() > 0 && over.arrived() == 0 && (back.sent() == 0 || back.arrived() > 0),
                over.sent() == 0
                        ? over.describe()
                        : over.describe() + "; in the other direction " + back.arrived() + " of " + back.sent()
                                + " arrived");
    }

    private Map<Link, LinkReport> begin(Fault fault, Map<Link, LinkFault> ailing)
            throws FaultFailedException, InterruptedException {
        try {
            return links.begin(fault, ailing);
        } catch (FaultFailedException | InterruptedException | RuntimeException failed) {
            undo(() -> links.end(fault), failed);
            throw failed;
        }
    }

    /** A clock fault had its effect if the node's clock, read at the end, was off by that much, and then no more. */
    private OpenFault clock(Fault fault, NodeId node) throws FaultFailedException, InterruptedException {
        try {
            clocks.begin(fault, node);
        } catch (FaultFailedException | InterruptedException | RuntimeException failed) {
            undo(() -> clocks.end(fault), failed);
            throw failed;
        }
        return retries -> {
            boolean off;
            try {
                off = observe(() -> clocks.isAsToldBy(node), retries);
            } finally {
                clocks.forget(fault);
                observe(
                        () -> {
                            clocks.reapplyFaults(node);
                            return true;
                        },
                        retries);
            }
            boolean back = observe(() -> clocks.isAsToldBy(node), retries);
            String was = ClockReading.describe(fault.clockOffsetMillis());
            return new Effect(
                    off && back,
                    off
                            ? "read " + was + (back ? ", then correct again" : ", and stayed off")
                            : "was never read " + was);
        };
    }

    private OpenFault affectLinks(Fault fault, List<NodeId> nodes, ToLongFunction<LinkReport> counter, String what)
            throws FaultFailedException, InterruptedException {
        Map<Link, LinkFault> affected = links.of(fault, nodes);
        Map<Link, LinkReport> before = begin(fault, affected);
        AtomicLong most = new AtomicLong();
        return retries -> {
            try {
                observe(() -> most.accumulateAndGet(met(affected.keySet(), before, counter), Math::max) > 0, retries);
                return new Effect(most.get() > 0, most + " messages " + what);
            } finally {
                heal(fault, retries);
            }
        };
    }

    /** How many messages met the one since the counters were read. */
    private long met(Collection<Link> affected, Map<Link, LinkReport> before, ToLongFunction<LinkReport> counter)
            throws FaultFailedException, InterruptedException {
        long met = 0;
        for (Map.Entry<Link, LinkReport> after : links.counters().entrySet()) {
            LinkReport then = before.get(after.getKey());
            if (then == null || !affected.contains(after.getKey())) {
                // The node was away when it began: what it counts may be older.
                continue;
            }
            boolean same = then.incarnation() == after.getValue().incarnation();
            met += counter.applyAsLong(after.getValue()) - (same ? counter.applyAsLong(then) : 0);
        }
        return met;
    }

    private OpenFault transfer(NodeId target) throws FaultFailedException, InterruptedException {
        Effect effect = new Effect(true, controls.transferLeadership(target) + " leads");
        return retries -> effect;
    }

    private OpenFault remove(List<NodeId> nodes) throws FaultFailedException, InterruptedException {
        List<NodeId> asked = new ArrayList<>();
        String without = "";
        try {
            for (NodeId node : nodes) {
                asked.add(node);
                without = names(controls.removeServer(node));
            }
        } catch (FaultFailedException | InterruptedException | RuntimeException failed) {
            // The last one was not seen removed, and may yet be.
            undo(() -> add(asked), failed);
            throw failed;
        }
        String group = without;
        return retries -> new Effect(true, "the group was " + group + ", then " + names(add(nodes)));
    }

    /** Returns who is in the group then. */
    private List<NodeId> add(List<NodeId> nodes) throws FaultFailedException, InterruptedException {
        List<NodeId> group = List.of();
        for (NodeId node : nodes) {
            group = controls.addServer(node);
        }
        return group;
    }

    @FunctionalInterface
    private interface Undo {
        void run() throws FaultFailedException, InterruptedException;
    }

    /** Whatever becomes of that, why the fault could not be put in force is what is told. */
    private static void undo(Undo undo, Exception why) {
        try {
            undo.run();
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            why.addSuppressed(interrupted);
        } catch (FaultFailedException | RuntimeException failed) {
            why.addSuppressed(failed);
        }
    }

    private static String names(List<NodeId> nodes) {
        return nodes.stream().map(NodeId::value).collect(Collectors.joining(" "));
    }
}

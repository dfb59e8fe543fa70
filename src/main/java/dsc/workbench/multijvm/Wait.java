package dsc.workbench.multijvm;

import java.time.Duration;
import java.util.HashSet;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import org.apache.pekko.actor.Address;
import org.apache.pekko.cluster.Member;
import org.apache.pekko.cluster.MemberStatus;

/** How a test waits on a node, and what it says when it waited in vain. */
final class Wait {

    private static final Duration POLL = Duration.ofMillis(20);

    private final MultiJvm node;
    private final TestThread test;

    Wait(MultiJvm node, TestThread test) {
        this.node = node;
        this.test = test;
    }

    /**
     * Calls {@code body} until it throws nothing any more, and returns what it returned.
     *
     * @param what is waited for; null if what is thrown last says it
     */
    <T> T until(String what, Duration timeout, Callable<T> body) {
        return test.doing("awaits " + (what == null ? "an assertion" : what), () -> {
            long deadline = System.nanoTime() + timeout.toNanos();
            while (true) {
                test.mindRelease();
                try {
                    return body.call();
                } catch (InterruptedException interrupted) {
                    throw interrupted;
                } catch (Exception | AssertionError notYet) {
                    if (System.nanoTime() > deadline) {
                        throw SneakyThrow.thrown(what == null ? notYet : inVain(what, timeout, notYet));
                    }
                }
                TimeUnit.MILLISECONDS.sleep(POLL.toMillis());
            }
        });
    }

    /** Waits until {@code condition} holds. */
    void untilTrue(String what, Duration timeout, Condition condition) {
        until(what, timeout, () -> {
            if (!condition.holds()) {
                throw new NotYet();
            }
            return null;
        });
    }

    /** Something that holds or does not, or throws instead. */
    @FunctionalInterface
    interface Condition {
        boolean holds() throws Exception;
    }

    private static final class NotYet extends Exception {
        private static final long serialVersionUID = 1L;

        NotYet() {
            super("not yet", null, false, false);
        }
    }

    /** Whether this node sees exactly these as members, all Up and all reachable. */
    boolean isUpAndReachable(Set<Address> expected) {
        var state = node.cluster().state();
        Set<Address> up = new HashSet<>();
        for (Member member : state.getMembers()) {
            if (!member.status().equals(MemberStatus.up())) {
                return false;
            }
            up.add(member.address());
        }
        return state.getUnreachable().isEmpty() && up.equals(expected);
    }

    private AssertionError inVain(String what, Duration timeout, Throwable last) {
        return new AssertionError(
                node.role() + " waited " + timeout.toSeconds() + " s in vain for: " + what
                        + (node.cluster().isTerminated() ? "" : "; it sees " + membership()),
                last instanceof NotYet ? null : last);
    }

    private String membership() {
        var state = node.cluster().state();
        Set<String> members = new TreeSet<>();
        for (Member member : state.getMembers()) {
            members.add(roleAt(member.address()) + " " + member.status()
                    + (state.getUnreachable().contains(member) ? " unreachable" : ""));
        }
        return "the members " + members;
    }

    private String roleAt(Address address) {
        return node.roles().stream()
                .filter(role -> node.address(role).equals(address))
                .findFirst()
                .orElse(address.toString());
    }
}

package dsc.concepts.patterns.scaling.horizontal;

import dsc.concepts.patterns.scaling.horizontal.Balance.Activated;
import dsc.concepts.patterns.scaling.horizontal.Balance.Declined;
import dsc.concepts.patterns.scaling.horizontal.Balance.Posted;
import dsc.workbench.grading.Trial;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** Of a session's calls, those before the last are past; the last one and the next are not. */
public final class LateCopiesAreRefused implements Trial {

    private static final int CALLS = 20;
    private static final int SESSIONS = 3;

    @Override
    public String name() {
        return "a late copy of an older call is refused, and nothing else is";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        Balance balance = Balance.NEW.with(new Activated(1, new NodeId("n1")));
        Map<Long, Transfer> last = new HashMap<>();
        List<Transfer> older = new ArrayList<>();
        for (int call = 0; call < CALLS; call++) {
            long session = 1 + random.nextLong(SESSIONS);
            Transfer before = last.get(session);
            long sequence = before == null ? 1 : before.sequence() + 1 + random.nextInt(2);
            Transfer transfer = new Transfer(session, sequence, "", random.nextBoolean() ? 7 : -10);
            if (balance.isPast(transfer)) {
                return Optional.of(transfer + " is new, and refused; its session's last call is " + before);
            }
            balance = balance.with(balance.covers(transfer) ? new Posted(1, transfer) : new Declined(1, transfer));
            last.put(session, transfer);
            if (before != null) {
                older.add(before);
            }
            if (balance.isPast(transfer)) {
                return Optional.of(transfer + " is its session's last call, and refused when it is asked again");
            }
            for (Transfer copy : older) {
                if (!balance.isPast(copy)) {
                    return Optional.of(
                            copy + " is not refused, and its session has asked " + last.get(copy.session()) + " since");
                }
            }
        }
        return Optional.empty();
    }
}

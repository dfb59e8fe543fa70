package dsc.concepts.patterns.scaling.horizontal;

import dsc.concepts.patterns.scaling.horizontal.Balance.Activated;
import dsc.concepts.patterns.scaling.horizontal.Balance.Posted;
import dsc.workbench.grading.Trial;
import dsc.workbench.protocol.NodeId;
import java.util.Optional;
import java.util.SplittableRandom;

/** So many sessions are remembered and no more; of those that are forgotten, every call is refused. */
public final class MemoryIsBounded implements Trial {

    private static final int MORE_MAX = 5;

    @Override
    public String name() {
        return "as many sessions are remembered as there is room for, and those that are forgotten are refused";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        long sessions = Balance.SESSIONS_MAX + random.nextInt(MORE_MAX);
        Balance balance = Balance.NEW.with(new Activated(1, new NodeId("n1")));
        for (long session = 1; session <= sessions; session++) {
            balance = balance.with(new Posted(1, new Transfer(session, 1, "", 1)));
        }
        if (balance.decided().size() != Balance.SESSIONS_MAX) {
            return Optional.of("after a transfer by each of " + sessions + " sessions, "
                    + balance.decided().size() + " are remembered, not " + Balance.SESSIONS_MAX);
        }
        for (long session = 1; session <= sessions; session++) {
            boolean isForgotten = session <= sessions - Balance.SESSIONS_MAX;
            boolean isRefused = balance.isPast(new Transfer(session, 2, "", 1));
            if (isForgotten != isRefused) {
                return Optional.of("of " + sessions + " sessions that asked in turn, session " + session + " is "
                        + (isRefused ? "" : "not ") + "refused, and " + Balance.SESSIONS_MAX + " have room");
            }
        }
        return balance.amount() == sessions
                ? Optional.empty()
                : Optional.of("after " + sessions + " transfers of 1 the balance is " + balance.amount());
    }
}

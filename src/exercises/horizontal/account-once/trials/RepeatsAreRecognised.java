package dsc.concepts.patterns.scaling.horizontal;

import dsc.concepts.patterns.scaling.horizontal.Balance.Activated;
import dsc.concepts.patterns.scaling.horizontal.Balance.Declined;
import dsc.concepts.patterns.scaling.horizontal.Balance.Posted;
import dsc.workbench.grading.Trial;
import dsc.workbench.protocol.NodeId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;

/** A call that is repeated finds its first decision, whatever became of it; a new call finds none. */
public final class RepeatsAreRecognised implements Trial {

    private static final int CALLS = 30;
    private static final int SESSIONS = 3;

    @Override
    public String name() {
        return "a repeated transfer finds its first decision, and a new one finds none";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        Balance balance = Balance.NEW.with(new Activated(1, new NodeId("n1")));
        Map<Long, Transfer> last = new HashMap<>();
        Map<Long, Balance.Decision> first = new HashMap<>();
        long amount = 0;
        for (int call = 0; call < CALLS; call++) {
            long session = 1 + random.nextLong(SESSIONS);
            Transfer before = last.get(session);
            if (before != null && random.nextBoolean()) {
                Optional<Balance.Decision> again = balance.decision(before);
                if (!again.equals(Optional.of(first.get(session)))) {
                    return Optional.of(before + " was decided, " + first.get(session) + ", and asked again it finds "
                            + again.map(Object::toString).orElse("nothing"));
                }
                continue;
            }
            long asked = 1 + random.nextInt(20);
            Transfer transfer = new Transfer(
                    session,
                    before == null ? 1 : before.sequence() + 1,
                    "",
                    random.nextInt(3) == 0 ? asked : random.nextBoolean() ? -asked : 2 * asked);
            Optional<Balance.Decision> found = balance.decision(transfer);
            if (found.isPresent()) {
                return Optional.of(transfer + " is new, and finds the decision " + found.get());
            }
            boolean isCovered = amount + transfer.amount() >= 0;
            if (balance.covers(transfer) != isCovered) {
                return Optional.of("a balance of " + amount + (isCovered ? " does not cover " : " covers ") + transfer);
            }
            amount += isCovered ? transfer.amount() : 0;
            balance = balance.with(isCovered ? new Posted(1, transfer) : new Declined(1, transfer));
            Balance.Decision decision = new Balance.Decision(
                    transfer.sequence(), isCovered, amount, transfer.reference(), transfer.amount());
            if (balance.amount() != amount || !balance.decision(transfer).equals(Optional.of(decision))) {
                return Optional.of(transfer + " is " + (isCovered ? "posted" : "declined") + ": the balance is "
                        + balance.amount() + ", not " + amount + ", or what is remembered is "
                        + balance.decision(transfer) + ", not " + decision);
            }
            last.put(session, transfer);
            first.put(session, decision);
        }
        return Optional.empty();
    }
}

package dsc.concepts.patterns.scaling.horizontal;

import dsc.concepts.patterns.scaling.horizontal.Balance.Activated;
import dsc.concepts.patterns.scaling.horizontal.Balance.Declined;
import dsc.concepts.patterns.scaling.horizontal.Balance.Posted;
import dsc.workbench.grading.Trial;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** A transfer that another session asks for with the same reference is found, and what has no reference is not. */
public final class ReferencesAreRecognised implements Trial {

    private static final int SESSIONS = 12;

    @Override
    public String name() {
        return "a transfer is found by its reference, in whichever session it is asked for";
    }

    @Override
    public Optional<String> brokenBy(SplittableRandom random) {
        Balance balance = Balance.NEW.with(new Activated(1, new NodeId("n1")));
        List<Transfer> decided = new ArrayList<>();
        for (long session = 1; session <= SESSIONS; session++) {
            String reference = random.nextInt(3) == 0 ? "" : "t" + random.nextInt(6);
            Transfer transfer = new Transfer(session, 1, reference, random.nextBoolean() ? 5 : -8);
            Optional<Transfer> same = decided.stream()
                    .filter(other -> !reference.isEmpty() && other.reference().equals(reference))
                    .findFirst();
            Optional<Balance.Decision> found = balance.earlier(transfer);
            if (same.isPresent() != found.isPresent()) {
                return Optional.of(transfer + " finds "
                        + found.map(Object::toString).orElse("nothing") + "; with its reference there was "
                        + same.map(Object::toString).orElse("nothing"));
            }
            if (found.isPresent() && !found.equals(balance.decision(same.orElseThrow()))) {
                return Optional.of(transfer + " finds " + found.get() + ", which is not what became of " + same.get());
            }
            if (found.isEmpty()) {
                balance = balance.with(balance.covers(transfer) ? new Posted(1, transfer) : new Declined(1, transfer));
                decided.add(transfer);
            }
        }
        return Optional.empty();
    }
}

package dsc.workbench.checkers.transfers;

import dsc.workbench.checkers.ModelMismatchException;
import dsc.workbench.history.Edn;
import dsc.workbench.history.Operation;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An account in the end.
 *
 * @param audit which read it
 * @param posted the entries in their order
 * @param entries the same as a set
 */
record Ledger(Operation audit, long balance, List<String> posted, Set<String> entries) {

    static Ledger of(Operation audit) {
        if (audit.result() instanceof Map<?, ?> map
                && map.get("balance") instanceof Number balance
                && map.get("posted") instanceof List<?> posted) {
            List<String> entries = posted.stream().map(String::valueOf).toList();
            return new Ledger(audit, balance.longValue(), entries, new HashSet<>(entries));
        }
        throw new ModelMismatchException(
                audit.end(),
                "event " + audit.end() + " answers " + Edn.print(audit.result())
                        + ", which is not a map with balance and posted");
    }

    /** The reference of the transfer that {@code entry} is of, also if it undoes it. */
    static String reference(String entry) {
        return entry.endsWith(Transfers.UNDO) ? entry.substring(0, entry.length() - Transfers.UNDO.length()) : entry;
    }

    String account() {
        return String.valueOf(audit.key());
    }

    int size() {
        return posted.size();
    }

    /** Whether the transfer is there, and was not undone. */
    boolean keeps(String reference) {
        return entries.contains(reference) && !entries.contains(reference + Transfers.UNDO);
    }
}

package dsc.workbench.checkers.registry;

import dsc.workbench.checkers.AcknowledgedEffects;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.Decisions;
import dsc.workbench.checkers.Deliveries;
import dsc.workbench.checkers.Ledgers;
import dsc.workbench.checkers.Linearizability;
import dsc.workbench.checkers.Model;
import dsc.workbench.checkers.Models;
import dsc.workbench.checkers.OneWriter;
import dsc.workbench.checkers.Streams;
import dsc.workbench.checkers.positions.Positions;
import dsc.workbench.checkers.registers.CausalConvergence;
import dsc.workbench.checkers.registers.ConvergedRegisters;
import dsc.workbench.checkers.registers.SequentialConsistency;
import dsc.workbench.checkers.registers.SessionGuarantees;
import dsc.workbench.checkers.registers.Snapshots;
import dsc.workbench.checkers.transfers.Transfers;
import java.util.List;
import java.util.stream.Stream;

/**
 * The checkers that any protocol may use, by name: the sequential {@link Models}, and guarantees that are not about one
 * copy of the data. A checker that belongs to one protocol stands beside it.
 */
public final class Checkers {

    private static final List<Checker> ALL = Stream.concat(
                    Models.all().stream().map(Checkers::linearizable),
                    Stream.of(
                            SequentialConsistency.CHECKER,
                            CausalConvergence.CHECKER,
                            SessionGuarantees.MONOTONIC_READS,
                            SessionGuarantees.MONOTONIC_WRITES,
                            SessionGuarantees.READ_YOUR_WRITES,
                            SessionGuarantees.WRITES_FOLLOW_READS,
                            SessionGuarantees.ALL,
                            ConvergedRegisters.CHECKER,
                            Positions.ORDERED,
                            Positions.LINEARIZABLE,
                            AcknowledgedEffects.lossless(),
                            AcknowledgedEffects.addsKept(),
                            AcknowledgedEffects.converging(),
                            Ledgers.CHECKER,
                            OneWriter.CHECKER,
                            Decisions.CHECKER,
                            Deliveries.AT_MOST_ONCE,
                            Deliveries.AT_LEAST_ONCE,
                            Deliveries.EXACTLY_ONCE,
                            Deliveries.EXACTLY_ONCE_IN_ORDER,
                            Deliveries.AT_MOST_ONCE_IN_ORDER,
                            Deliveries.AT_MOST_ONCE_EACH,
                            Streams.EXACTLY_ONCE,
                            Streams.AT_LEAST_ONCE,
                            Streams.AT_MOST_ONCE,
                            Transfers.ATOMIC,
                            Transfers.SERIALIZABLE))
            .toList();

    private Checkers() {}

    /** A history of registers may have snapshots as well, each of which is a read of every key. */
    private static Checker linearizable(Model<?> model) {
        Checker checker = Linearizability.of(model);
        return model.equals(Models.KV) ? Snapshots.asReads(checker) : checker;
    }

    /** In the order in which they are explained. */
    public static List<Checker> all() {
        return ALL;
    }

    /** The names, in the order in which they are explained. */
    public static List<String> names() {
        return ALL.stream().map(Checker::name).toList();
    }

    /**
     * @throws IllegalArgumentException when there is none of that name; the message is one line that lists the names
     */
    public static Checker named(String name) {
        return ALL.stream()
                .filter(checker -> checker.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "there is no model " + name + "; known: " + String.join(", ", names())));
    }
}

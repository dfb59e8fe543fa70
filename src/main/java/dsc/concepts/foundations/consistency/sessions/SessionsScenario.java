package dsc.concepts.foundations.consistency.sessions;

import dsc.concepts.foundations.consistency.ClientPast;
import dsc.concepts.foundations.consistency.SpreadingReplica.Order;
import dsc.concepts.foundations.consistency.SpreadingScenario;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.registers.ConvergedRegisters;
import dsc.workbench.checkers.registers.SessionGuarantees;
import dsc.workbench.checkers.registers.SessionGuarantees.Guarantee;
import dsc.workbench.protocol.Clause;
import dsc.workbench.protocol.Comparison;
import dsc.workbench.protocol.Settings;
import dsc.workbench.protocol.Words;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Registers whose copies differ, where a client is promised not to contradict itself. */
public final class SessionsScenario extends SpreadingScenario {

    private static final String GUARANTEES = "guarantees";

    public SessionsScenario() {
        super(Order.OF_LOGS);
    }

    @Override
    public String id() {
        return "sessions";
    }

    @Override
    public String summary() {
        return "copies differ, and a client that moves does not contradict itself";
    }

    private static Set<Guarantee> guarantees(Settings settings) {
        return settings.choices(GUARANTEES, Guarantee.class);
    }

    @Override
    protected ClientPast unseen(Settings settings) {
        return SessionPast.unseen(guarantees(settings));
    }

    /** What is promised follows from the settings, and so does what judges it. */
    @Override
    public dsc.workbench.protocol.Guarantee guarantee(Settings settings) {
        Set<Guarantee> chosen = guarantees(settings);
        String names = Words.list(chosen, ", ");
        Checker checker = chosen.isEmpty()
                ? ConvergedRegisters.CHECKER
                : converging(SessionGuarantees.of(EnumSet.copyOf(chosen)));
        return new dsc.workbench.protocol.Guarantee(
                chosen.isEmpty() ? "eventually consistent" : names + ", and converging",
                List.of(
                        chosen.isEmpty()
                                ? Clause.limit("No session is promised anything")
                                : Clause.checked(
                                        "Every session is promised " + names,
                                        "no order of the writes explains what was seen"),
                        Clause.checked(
                                "; all nodes hold the same within 10 s after the last fault",
                                "replicas differ in the end"),
                        Clause.limit(", as long as journals survive"),
                        Clause.live("; a node that runs answers, whether others can be reached or not, except a session"
                                        + " that was promised more than it has.")
                                .withoutMutant("a session that has seen nothing is answered from the node's own copy,"
                                        + " and waits for its journal alone")),
                checker,
                RECOVERY_BOUND);
    }

    /** All four, and each alone. */
    @Override
    public Comparison comparison() {
        Comparison all = super.comparison();
        for (Guarantee alone : Guarantee.values()) {
            all = all.with(id() + " " + Words.of(alone), Map.of("dsc." + id() + "." + GUARANTEES, Words.of(alone)));
        }
        return all;
    }
}

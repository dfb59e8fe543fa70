package dsc.concepts.foundations.consensus.multipaxos;

import dsc.concepts.foundations.consensus.Ballot;
import dsc.concepts.foundations.consensus.VoteCast;
import dsc.workbench.protocol.Wire;

/** What an acceptor has accepted last at one index. */
public record Vote(Ballot ballot, Command value) implements VoteCast<Command>, Wire {}

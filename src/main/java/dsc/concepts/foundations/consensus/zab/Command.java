package dsc.concepts.foundations.consensus.zab;

import dsc.concepts.shared.KeyValue;
import dsc.workbench.protocol.Wire;

/** What a server asks the primary for. */
public sealed interface Command extends Wire {

    /** Opens a client session, whose number is the zxid. */
    record OpenSession() implements Command {}

    record Update(KeyValue.Update update) implements Command {}

    /** Rule 10: has a place in the order, and changes nothing; what is read there is not old. */
    record Sync(String key) implements Command {}
}

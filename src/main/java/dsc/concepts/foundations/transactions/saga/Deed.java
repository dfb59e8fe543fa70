package dsc.concepts.foundations.transactions.saga;

import dsc.concepts.foundations.transactions.Change;
import dsc.workbench.protocol.Wire;

/**
 * What has become of a step at its home. Legal transitions: none → done → undone; none → refused; none → voided. So an
 * undo and a do that come in either order, and however often, have the same effect.
 */
sealed interface Deed extends Wire {

    record Done(Change change) implements Deed {}

    /** It was refused once, and so it is for ever. */
    record Refused(String why) implements Deed {}

    /** The undo came before the do, which is refused when it comes (rule 1). */
    record Voided() implements Deed {}

    record Undone(Change change) implements Deed {}
}

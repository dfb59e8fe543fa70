package dsc.workbench.faults;

import dsc.workbench.faults.Controls.FaultFailedException;

/** A fault that is in force until it is ended. */
public interface OpenFault {

    /**
     * What the end of a fault showed.
     *
     * @param confirmed whether the fault had its effect
     * @param text what was seen, or why nothing was
     */
    record Effect(boolean confirmed, String text) {}

    /** For how long an effect is looked for that was not seen yet. */
    @FunctionalInterface
    interface Retries {

        /** Ends the fault at once, whatever was seen until now. */
        Retries NONE = () -> false;

        /** Waits a little, and returns whether to look again. */
        boolean lookAgain() throws InterruptedException;
    }

    /** Looks at the effect before the end, so that what nodes have seen of it is not lost with one that ends first. */
    default void look() throws InterruptedException {}

    /**
     * Heals what the fault broke; returns once that was seen.
     *
     * @throws FaultFailedException when it could not be healed
     */
    Effect end(Retries retries) throws FaultFailedException, InterruptedException;
}

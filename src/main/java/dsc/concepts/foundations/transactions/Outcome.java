package dsc.concepts.foundations.transactions;

/** How a transaction ends. */
public enum Outcome {
    COMMITTED,
    ABORTED
}

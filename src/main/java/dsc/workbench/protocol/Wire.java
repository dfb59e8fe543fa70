package dsc.workbench.protocol;

/**
 * Marks what crosses the network or enters the journal; Pekko serializes it with Jackson (CBOR). A record's component
 * may have a sealed interface as its type, if that extends {@code Wire} and permits records.
 */
public interface Wire {}

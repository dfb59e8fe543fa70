package dsc.workbench.protocol;

/**
 * Marks what crosses the network or enters the journal; Pekko serializes it with Jackson (CBOR). A sealed interface
 * that is the type of a record's component needs {@code @JsonTypeInfo} and {@code @JsonSubTypes}.
 */
public interface Wire {}

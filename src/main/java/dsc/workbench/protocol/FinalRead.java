package dsc.workbench.protocol;

/** How nodes are to answer what each of them is asked in the end of a run. */
public enum FinalRead {
    /** All alike, in the end. */
    ALIKE,
    /** All alike, and not nil: which leader there is, where there has to be one in the end. */
    ALIKE_NOT_NIL,
    /** Each for itself: what this subscriber received, what this node holds. */
    PER_NODE
}

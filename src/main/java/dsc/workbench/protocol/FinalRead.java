package dsc.workbench.protocol;

/** How nodes are to answer what each of them is asked in the end of a run. */
public enum FinalRead {
    /** All alike, in the end. */
    ALIKE,
    /** Each for itself: what this subscriber received, what this node holds. */
    PER_NODE
}

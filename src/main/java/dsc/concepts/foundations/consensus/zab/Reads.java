package dsc.concepts.foundations.consensus.zab;

import dsc.workbench.protocol.Settings;

/** How reads are served: the setting {@code reads}. */
enum Reads {
    /** By the server that is asked, from what was delivered to it. */
    LOCAL,
    /** By the same, once a place in the order that the read asked for is delivered to it. */
    SYNC;

    static Reads from(Settings settings) {
        return settings.choice("reads", Reads.class);
    }
}

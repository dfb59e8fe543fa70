package dsc.workbench.multijvm;

import org.opentest4j.TestAbortedException;

/** Ends a test that goes on for nothing, because another node failed. */
final class AbortedByPeer extends TestAbortedException {
    private static final long serialVersionUID = 1L;

    AbortedByPeer(String reason) {
        super(reason);
    }
}

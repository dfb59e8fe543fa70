package dsc.workbench.protocol;

import java.util.Optional;

/** What a node answers to a {@link Call}. */
public sealed interface Reply {

    /** It took effect; {@code value} is the result, or null. */
    record Ok(Object value) implements Reply {}

    /** It did not take effect and never will. */
    record Failed(String error) implements Reply {}

    /** It may have taken effect, or may yet. Within a session, asking again tells. */
    record Unknown(String error) implements Reply {}

    /** It may have taken effect, and asking again will not tell: the session is gone. */
    record Lost(String error) implements Reply {}

    /** It did not take effect here; another node may be able to, {@code leader} for one. */
    record Redirect(Optional<NodeId> leader) implements Reply {}
}

package dsc.workbench.protocol;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Optional;

/** What a node answers to a {@link Call}. */
public sealed interface Reply {

    /**
     * It took effect.
     *
     * @param value the result, or null
     * @param context what the client hands back with its next call, wherever it makes that ({@link Call#context}); null
     *     to leave it with the one it has. Clients do not look into it.
     */
    record Ok(
            Object value,
            @JsonInclude(JsonInclude.Include.NON_NULL) String context) implements Reply {

        public Ok(Object value) {
            this(value, null);
        }
    }

    /** It did not take effect and never will. */
    record Failed(String error) implements Reply {}

    /** It may have taken effect, or may yet. Within a session, asking again tells. */
    record Unknown(String error) implements Reply {}

    /** It may have taken effect, and asking again will not tell: the session is gone. */
    record Lost(String error) implements Reply {}

    /** It did not take effect here; another node may be able to, {@code leader} for one. */
    record Redirect(Optional<NodeId> leader) implements Reply {}
}

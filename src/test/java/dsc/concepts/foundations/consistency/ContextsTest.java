package dsc.concepts.foundations.consistency;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.foundations.consistency.OrderedReplica.Reads;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContextsTest {

    @Test
    void aContextIsANumberOfEntries() {
        assertThat(Contexts.index(Contexts.of(7), Reads.LOCAL)).contains(7L);
        assertThat(Contexts.index(null, Reads.LOCAL)).contains(0L);
        assertThat(Contexts.index(null, Reads.ORDERED)).contains(0L);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-1", "x", "7 ", "99999999999999999999"})
    void whatTheStoreGaveNobodyIsRefused(String context) {
        assertThat(Contexts.index(context, Reads.LOCAL)).isEmpty();
        assertThat(Contexts.refusal(context, Reads.LOCAL))
                .isEqualTo("this store gave nobody the context \"" + context
                        + "\"; its contexts are numbers of entries, such as 7");
    }

    @Test
    void aStoreWithoutContextsTakesNone() {
        assertThat(Contexts.index("7", Reads.ORDERED)).isEmpty();
        assertThat(Contexts.refusal("7", Reads.ORDERED)).endsWith("it gives none");
    }
}

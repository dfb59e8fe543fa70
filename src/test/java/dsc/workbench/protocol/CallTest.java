package dsc.workbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.List;
import org.junit.jupiter.api.Test;

class CallTest {

    @Test
    void namesItsFunction() {
        assertThatIllegalArgumentException().isThrownBy(() -> Call.of(null, "k", "v"));
        assertThatIllegalArgumentException().isThrownBy(() -> Call.of(" ", "k", "v"));
    }

    @Test
    void sessionAndSequenceAreNotNegative() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Call.of("read", "k", null).in(-1, 0));
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Call.of("read", "k", null).in(0, -1));
        assertThat(Call.of("read", "k", null).in(3, 4)).isEqualTo(new Call(3, 4, "read", "k", null));
    }

    @Test
    void crossesTheControlEndpoint() throws Exception {
        ObjectMapper json = new ObjectMapper();

        for (Call call : List.of(
                Call.of("read", "k", null),
                Call.of("write", "k", "1").in(5, 6),
                Call.of("cas", "k", List.of("1", "2")).in(Long.MAX_VALUE, Long.MAX_VALUE),
                Call.of(Call.OPEN_SESSION, null, null))) {
            assertThat(json.readValue(json.writeValueAsString(call), Call.class))
                    .isEqualTo(call);
        }
        assertThat(json.readValue("{\"function\": \"read\", \"key\": \"k\"}", Call.class))
                .isEqualTo(Call.of("read", "k", null));
    }
}

package dsc.workbench.protocol;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NodeIdTest {

    @ParameterizedTest
    @ValueSource(strings = {"n1", "N-1", "0", "12345678901234567890123456789012"})
    void isLettersDigitsAndHyphens(String value) {
        assertThat(new NodeId(value)).hasToString(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "n 1", "n.1", "n/1", "n1\n", "ñ", "123456789012345678901234567890123"})
    void isNothingElse(String value) {
        assertThatIllegalArgumentException().isThrownBy(() -> new NodeId(value));
    }

    @Test
    void isOrderedByItsName() {
        assertThat(new NodeId("n1")).isLessThan(new NodeId("n2")).isEqualByComparingTo(new NodeId("n1"));
    }

    @Test
    void isAStringInJson() throws Exception {
        ObjectMapper json = new ObjectMapper();

        assertThat(json.writeValueAsString(new NodeId("n1"))).isEqualTo("\"n1\"");
        assertThat(json.readValue("\"n1\"", NodeId.class)).isEqualTo(new NodeId("n1"));
    }
}

package dsc.workbench.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.annotation.JsonTypeName;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.module.paramnames.ParameterNamesModule;
import dsc.workbench.protocol.Wire;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which of its permitted records a component of a sealed type is. */
class SealedTypesModuleTest {

    sealed interface Shape extends Wire {}

    record Point() implements Shape {}

    sealed interface Round extends Shape {}

    record FullCircle(int radius) implements Round {}

    record Drawing(Shape first, List<Shape> others, Map<String, Shape> named) implements Wire {}

    sealed interface Local {}

    record Place(int x) implements Local {}

    record Here(Local local) {}

    @JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "do")
    sealed interface Kept extends Wire {}

    @JsonTypeName("cas")
    record CompareAndSet(int x) implements Kept {}

    record OpenSession() implements Kept {}

    record Log(List<Kept> kept) implements Wire {}

    private final ObjectMapper mapper = JsonMapper.builder()
            .addModules(new ParameterNamesModule(), new SealedTypesModule())
            .build();

    private void assertWritten(Object value, String json) throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(value)).isEqualTo(json.replace('\'', '"'));
        assertThat(mapper.readValue(json.replace('\'', '"'), value.getClass())).isEqualTo(value);
    }

    @Test
    void aComponentSaysWhichRecordItIs() throws JsonProcessingException {
        assertWritten(
                new Drawing(new Point(), List.of(new FullCircle(3)), Map.of("a", new Point())),
                "{'first':{'@type':'point'},'others':[{'@type':'full-circle','radius':3}],"
                        + "'named':{'a':{'@type':'point'}}}");
    }

    @Test
    void aRecordByItselfSaysNothing() throws JsonProcessingException {
        assertWritten(new FullCircle(3), "{'radius':3}");
    }

    @Test
    void annotationsTakePrecedence() throws JsonProcessingException {
        assertWritten(
                new Log(List.of(new CompareAndSet(1), new OpenSession())),
                "{'kept':[{'do':'cas','x':1},{'do':'open-session'}]}");
    }

    @Test
    void whatIsNotAmongThePermittedIsRefused() {
        assertThatThrownBy(() -> mapper.readValue("{\"first\":{\"@type\":\"square\"}}", Drawing.class))
                .isInstanceOf(InvalidTypeIdException.class)
                .hasMessageContaining("full-circle, point");
    }

    @Test
    void aSealedTypeThatDoesNotCrossTheNetworkIsLeftAlone() throws JsonProcessingException {
        assertThat(mapper.writeValueAsString(new Here(new Place(1)))).isEqualTo("{\"local\":{\"x\":1}}");
    }
}

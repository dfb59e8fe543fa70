package dsc.workbench.faults;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import dsc.workbench.protocol.FaultKind;
import dsc.workbench.protocol.Words;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/** How faults are written as JSON: kinds and directions by the names that the command line has for them. */
public final class FaultJson {

    private FaultJson() {}

    /** A strict mapper, to which a caller may add what else it writes. */
    public static JsonMapper.Builder mapper() {
        SimpleModule module = new SimpleModule("faults");
        lowerCase(module, FaultKind.class);
        lowerCase(module, Fault.Direction.class);
        return JsonMapper.builder()
                .addModule(module)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS);
    }

    /** Writes and reads constants in lower case, with hyphens. */
    public static <E extends Enum<E>> void lowerCase(SimpleModule module, Class<E> type) {
        text(
                module,
                type,
                Words::of,
                text -> Words.constant(type, text).orElseThrow(() -> noneOf(text, Words.all(type))));
    }

    private static IllegalArgumentException noneOf(String text, List<String> names) {
        return new IllegalArgumentException("\"" + text + "\" is none of " + String.join(", ", names));
    }

    /** Writes and reads values of a type as texts, of which {@code ofText} may refuse any with a sentence. */
    public static <T> void text(
            SimpleModule module, Class<T> type, Function<T, String> toText, Function<String, T> ofText) {
        module.addSerializer(type, new ToStringSerializerBase(type) {
            @Override
            public String valueToString(Object value) {
                return toText.apply(type.cast(value));
            }
        });
        module.addDeserializer(type, new JsonDeserializer<T>() {
            @Override
            public T deserialize(JsonParser parser, DeserializationContext context) throws IOException {
                String text = context.readValue(parser, String.class);
                try {
                    return ofText.apply(text);
                } catch (IllegalArgumentException refused) {
                    throw JsonMappingException.from(parser, refused.getMessage());
                }
            }
        });
    }
}

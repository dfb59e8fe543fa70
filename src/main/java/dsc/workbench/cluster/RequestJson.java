package dsc.workbench.cluster;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.exc.InputCoercionException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.cfg.CoercionAction;
import com.fasterxml.jackson.databind.cfg.CoercionInputShape;
import com.fasterxml.jackson.databind.exc.InvalidTypeIdException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.type.LogicalType;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Reads the JSON of a request, strictly: one object, in which no field is unknown, there twice, or of another type than
 * it should be, and nothing is null. A field without a value is left out; a number that is left out is 0.
 */
public final class RequestJson {

    /** The deepest that is asked for is an object with a list of lists. */
    private static final int DEPTH_MAX = 8;

    private static final int NUMBER_CHARS_MAX = 30;

    private static final ObjectMapper MAPPER = JsonMapper.builder(JsonFactory.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .streamReadConstraints(StreamReadConstraints.builder()
                            .maxNestingDepth(DEPTH_MAX)
                            .maxNumberLength(NUMBER_CHARS_MAX)
                            .build())
                    .build())
            .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
            .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
            .withCoercionConfigDefaults(
                    config -> config.setCoercion(CoercionInputShape.EmptyString, CoercionAction.Fail))
            .withCoercionConfig(
                    LogicalType.Textual,
                    config -> List.of(CoercionInputShape.Integer, CoercionInputShape.Float, CoercionInputShape.Boolean)
                            .forEach(shape -> config.setCoercion(shape, CoercionAction.Fail)))
            .build();

    private RequestJson() {}

    /**
     * Reads a request's body.
     *
     * @throws IllegalArgumentException if it is not what is expected; the message says what is wrong, and where
     */
    public static <T> T read(byte[] body, Class<T> type) {
        return read(body, MAPPER.readerFor(type));
    }

    /** The same, of an object whose fields are named by who asks. */
    public static <T> Map<String, T> read(byte[] body, TypeReference<Map<String, T>> type) {
        return read(body, MAPPER.readerFor(type));
    }

    private static <T> T read(byte[] body, ObjectReader reader) {
        try {
            JsonNode tree = MAPPER.readTree(body);
            if (!tree.isObject()) {
                throw new IllegalArgumentException("a JSON object is expected, not " + kind(tree));
            }
            requireNoNull(tree, "");
            return reader.readValue(tree);
        } catch (JsonMappingException misfit) {
            throw new IllegalArgumentException(reason(misfit), misfit);
        } catch (JsonProcessingException malformed) {
            throw new IllegalArgumentException("this is not JSON: " + malformed.getOriginalMessage(), malformed);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    private static String kind(JsonNode tree) {
        return tree.isMissingNode() ? "nothing" : tree.getNodeType().toString().toLowerCase(Locale.ROOT);
    }

    private static void requireNoNull(JsonNode node, String path) {
        if (node.isNull()) {
            throw new IllegalArgumentException(path + " must not be null; leave it out if it has no value");
        }
        node.properties().forEach(field -> requireNoNull(field.getValue(), joined(path, field.getKey())));
        if (node.isArray()) {
            node.forEach(element -> requireNoNull(element, path.isEmpty() ? "an element" : "an element of " + path));
        }
    }

    private static String joined(String path, String field) {
        return path.isEmpty() ? field : path + "." + field;
    }

    private static String reason(JsonMappingException misfit) {
        String path = misfit.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."));
        String place = path.isEmpty() ? "it" : path;
        if (misfit instanceof UnrecognizedPropertyException unknown) {
            return path + " is not known; known: " + names(unknown.getKnownPropertyIds());
        }
        if (misfit.getCause() instanceof IllegalArgumentException refused) {
            return refused.getMessage();
        }
        if (misfit.getCause() instanceof InputCoercionException number) {
            return place + " must be " + expected(number.getTargetType()) + " of fewer digits";
        }
        if (misfit instanceof InvalidTypeIdException) {
            return place + " does not say by its field \"request\" which request it is, or names one that there is not";
        }
        if (misfit instanceof MismatchedInputException mismatch && mismatch.getTargetType() != null) {
            return place + " must be " + expected(mismatch.getTargetType());
        }
        return "this is not JSON: " + misfit.getOriginalMessage();
    }

    private static String names(Collection<Object> known) {
        return known.isEmpty()
                ? "none"
                : String.join(
                        ", ", new TreeSet<>(known.stream().map(String::valueOf).toList()));
    }

    private static String expected(Class<?> type) {
        if (type == int.class || type == long.class || type == Integer.class || type == Long.class) {
            return "a whole number";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        return type == String.class ? "a text" : Collection.class.isAssignableFrom(type) ? "a list" : "an object";
    }
}

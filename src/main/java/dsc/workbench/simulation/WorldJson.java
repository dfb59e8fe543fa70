package dsc.workbench.simulation;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.databind.ser.std.ToStringSerializerBase;
import dsc.workbench.faults.Fault;
import dsc.workbench.protocol.FaultKind;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.stream.Collectors;

/** How a world is written as JSON: names and latencies as on the command line, a fault a line. */
final class WorldJson {

    /** Objects and lists below this level are written on one line. */
    private static final int LEVELS_WITH_LINES = 4;

    private static final ObjectMapper MAPPER = mapper();

    static final ObjectReader READER = MAPPER.reader();
    static final ObjectWriter WRITER = MAPPER.writer(printer());

    private WorldJson() {}

    private static ObjectMapper mapper() {
        SimpleModule module = new SimpleModule("world");
        text(module, Latency.class, Latency::toString, Latency::parse);
        text(
                module,
                FaultKind.class,
                FaultKind::toString,
                text -> FaultKind.named(text).orElseThrow(() -> noneOf(text, List.of(FaultKind.values()))));
        lowerCase(module, Fault.Direction.class);
        lowerCase(module, Strategy.Kind.class);
        return JsonMapper.builder()
                .addModule(module)
                .enable(DeserializationFeature.FAIL_ON_MISSING_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_CREATOR_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
                .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                .disable(DeserializationFeature.ACCEPT_FLOAT_AS_INT)
                .disable(MapperFeature.ALLOW_COERCION_OF_SCALARS)
                .build();
    }

    private static <E extends Enum<E>> void lowerCase(SimpleModule module, Class<E> type) {
        Function<E, String> name =
                constant -> constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
        text(
                module,
                type,
                name,
                text -> Arrays.stream(type.getEnumConstants())
                        .filter(constant -> name.apply(constant).equals(text))
                        .findFirst()
                        .orElseThrow(() -> noneOf(
                                text,
                                Arrays.stream(type.getEnumConstants()).map(name).toList())));
    }

    private static IllegalArgumentException noneOf(String text, List<?> names) {
        return new IllegalArgumentException("\"" + text + "\" is none of "
                + names.stream().map(Object::toString).collect(Collectors.joining(", ")));
    }

    private static <T> void text(
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

    private static DefaultPrettyPrinter printer() {
        DefaultPrettyPrinter.Indenter indenter = new DefaultPrettyPrinter.Indenter() {
            @Override
            public void writeIndentation(JsonGenerator generator, int level) throws IOException {
                if (level > LEVELS_WITH_LINES) {
                    generator.writeRaw(' ');
                } else {
                    new DefaultIndenter("  ", "\n").writeIndentation(generator, level);
                }
            }

            @Override
            public boolean isInline() {
                return false;
            }
        };
        DefaultPrettyPrinter printer = new Printer();
        printer.indentObjectsWith(indenter);
        printer.indentArraysWith(indenter);
        return printer;
    }

    /** Ends an object that is on one line there as well. */
    private static final class Printer extends DefaultPrettyPrinter {
        private static final long serialVersionUID = 1L;

        Printer() {}

        private Printer(Printer base) {
            super(base);
        }

        @Override
        public DefaultPrettyPrinter createInstance() {
            return new Printer(this);
        }

        @Override
        public void writeEndObject(JsonGenerator generator, int entries) throws IOException {
            if (_nesting > LEVELS_WITH_LINES) {
                _nesting--;
                generator.writeRaw(" }");
            } else {
                super.writeEndObject(generator, entries);
            }
        }
    }
}

package dsc.workbench.simulation.worlds;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.DefaultIndenter;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.module.SimpleModule;
import dsc.workbench.faults.FaultJson;
import java.io.IOException;

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
        FaultJson.text(module, Latency.class, Latency::toString, Latency::parse);
        FaultJson.lowerCase(module, Strategy.Kind.class);
        FaultJson.lowerCase(module, Hazard.class);
        return FaultJson.mapper().addModule(module).build();
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

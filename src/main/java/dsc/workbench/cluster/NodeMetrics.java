package dsc.workbench.cluster;

import dsc.workbench.links.SentTraffic;
import dsc.workbench.loopback.Answer;
import dsc.workbench.protocol.NodeView;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MultiGauge;
import io.micrometer.core.instrument.MultiGauge.Row;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.ClassLoaderMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmGcMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * A node's metrics in the text format that Prometheus scrapes (version 0.0.4): those of its JVM, what it has sent and
 * written, and as {@code dsc_detail} every number that its protocol shows.
 */
final class NodeMetrics implements AutoCloseable {

    private static final String FORMAT = "text/plain; version=0.0.4; charset=utf-8";

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final JvmGcMetrics collections = new JvmGcMetrics();
    private final MultiGauge details;

    NodeMetrics(SentTraffic sent, WrittenEvents written) {
        new ClassLoaderMetrics().bindTo(registry);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
        collections.bindTo(registry);
        FunctionCounter.builder("dsc.messages.sent", sent, SentTraffic::messages)
                .description("Messages to other nodes, without the membership's own")
                .register(registry);
        FunctionCounter.builder("dsc.bytes.sent", sent, SentTraffic::bytes)
                .description("The bytes of these messages, with Artery's headers")
                .register(registry);
        FunctionCounter.builder("dsc.events.written", written, WrittenEvents::count)
                .description("Events written to the journal")
                .register(registry);
        details = MultiGauge.builder("dsc.detail")
                .description("A number that the protocol shows, by its name")
                .register(registry);
    }

    /** @param view what the protocol says of itself; null if it does not answer */
    Answer answer(NodeView view) {
        details.register(view == null ? List.of() : rows(view), true);
        return new Answer(200, FORMAT, registry.scrape(FORMAT).getBytes(StandardCharsets.UTF_8));
    }

    private static List<Row<?>> rows(NodeView view) {
        List<Row<?>> rows = new ArrayList<>();
        rows.add(row("term", view.term()));
        for (Map.Entry<String, Object> detail : view.details().entrySet()) {
            if (detail.getValue() instanceof Number number && !detail.getKey().equals("term")) {
                rows.add(row(detail.getKey(), number));
            }
        }
        return rows;
    }

    private static Row<Number> row(String name, Number value) {
        return Row.of(Tags.of("name", name), value);
    }

    @Override
    public void close() {
        collections.close();
        registry.close();
    }
}

package dsc.workbench.nodes;

import dsc.workbench.cluster.NodeSettings;
import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.protocol.NodeId;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** A configuration with which Prometheus scrapes the nodes of a run ({@code GET /metrics}). */
final class PrometheusFile {

    static final String NAME = "prometheus.yml";

    private static final String HEAD = """
        # Scrapes the nodes of this run, while they run: prometheus --config.file=prometheus.yml
        global:
          scrape_interval: 1s
        scrape_configs:
          - job_name: "%s"
            static_configs:
        """;

    private static final String NODE = """
              - targets: ["127.0.0.1:%d"]
                labels: { node: "%s" }
        """;

    private PrometheusFile() {}

    /**
     * Writes it anew.
     *
     * @param directory of the run
     * @param job the name of the job, which every sample has as a label
     * @param ports each node's
     */
    static void write(Path directory, String job, Map<NodeId, NodeSettings.Ports> ports) throws IOException {
        StringBuilder text = new StringBuilder(String.format(Locale.ROOT, HEAD, job));
        ports.forEach((node, own) -> text.append(String.format(Locale.ROOT, NODE, own.http(), node)));
        PrivateFiles.write(directory.resolve(NAME), text.toString().getBytes(StandardCharsets.UTF_8));
    }
}

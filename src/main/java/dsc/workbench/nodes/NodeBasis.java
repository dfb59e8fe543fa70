package dsc.workbench.nodes;

import com.typesafe.config.Config;
import dsc.workbench.journals.Journal;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What every node of a cluster is started with, whichever node it is.
 *
 * @param layers the configuration below what the launcher decides for each node
 * @param environment variables of the node's process, for what is not to be written down
 * @param authority which certifies the nodes, if they are to speak TLS
 * @param journal where they store what must survive a crash; empty if that is their own affair
 */
public record NodeBasis(
        Config layers,
        Map<String, String> environment,
        Optional<CertificateAuthority> authority,
        Optional<Journal> journal) {

    /** Configuration alone. */
    public static NodeBasis of(Config layers) {
        return new NodeBasis(layers, Map.of(), Optional.empty(), Optional.empty());
    }

    /**
     * What was asked for on the command line.
     *
     * @param layers as {@link NodeFiles#layers} reads them
     * @param directory of the cluster
     * @param journal opened
     */
    public static NodeBasis of(Config layers, Path directory, Journal journal, boolean tls) {
        Optional<CertificateAuthority> authority =
                tls ? Optional.of(CertificateAuthority.create(directory)) : Optional.empty();
        Map<String, String> environment = new LinkedHashMap<>(journal.environment());
        authority.ifPresent(made -> environment.putAll(made.environment()));
        return new NodeBasis(
                authority.map(made -> made.over(journal.over(layers))).orElseGet(() -> journal.over(layers)),
                environment,
                authority,
                Optional.of(journal));
    }

    /** Without the environment's values. */
    @Override
    public String toString() {
        return "NodeBasis[" + environment.keySet() + (authority.isPresent() ? ", TLS]" : "]");
    }
}

package dsc.cli;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dsc.cli.arguments.ArgumentChecks;
import dsc.cli.arguments.InstallDirectory;
import dsc.cli.arguments.Vocabulary;
import dsc.workbench.playground.ClusterEntry;
import dsc.workbench.playground.Clusters;
import dsc.workbench.playground.Request;
import dsc.workbench.playground.Response;
import dsc.workbench.playground.SupervisorClient.WrongUsageException;
import dsc.workbench.terminal.Console;
import java.io.IOException;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** A command about a cluster in the background. */
abstract class ClusterCommand implements Callable<Integer> {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private final Console console;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--name",
            paramLabel = "NAME",
            description = "Which cluster, where several are up (default: DSC_NAME, or the only one).")
    private String name;

    @Option(names = "--json", description = "Print JSON, and nothing else.")
    private boolean json;

    ClusterCommand(Console console) {
        this.console = console;
    }

    /** What to ask of the cluster. */
    abstract Request request();

    @Override
    public Integer call() throws Exception {
        Response response = ask(checkedRequest());
        tell(response);
        return status(response);
    }

    /** What nothing can be asked of, such as no node at all, is refused before anybody is asked. */
    private Request checkedRequest() throws Exception {
        try {
            return request();
        } catch (IllegalArgumentException senseless) {
            throw wrong(senseless.getMessage());
        }
    }

    final Response ask(Request request) {
        return ask(clusters().running(name()), request);
    }

    final Response ask(ClusterEntry entry, Request request) {
        return ask(entry, request, console::failure);
    }

    /** @param people takes a sentence when the answer takes its time */
    final Response ask(ClusterEntry entry, Request request, Consumer<String> people) {
        try {
            return clusters().ask(entry, request, people);
        } catch (WrongUsageException senseless) {
            throw wrong(senseless.getMessage());
        }
    }

    /** Prints what was answered. */
    void tell(Response response) throws IOException {
        if (json) {
            console.plain(JSON.writeValueAsString(response.data()));
        } else {
            response.lines().forEach(console::line);
        }
    }

    /** The exit status that an answer comes to. */
    int status(Response response) {
        return 0;
    }

    final Clusters clusters() {
        return Clusters.of(InstallDirectory.directory(), console.caller(), Vocabulary.EXAMPLE);
    }

    /** The name that was given as {@code --name}, or by itself; or null. */
    final String name(String byItself) {
        if (name != null && byItself != null && !name.equals(byItself)) {
            throw wrong("two names: " + byItself + " and --name " + name);
        }
        return name == null ? byItself : name;
    }

    final ParameterException wrong(String message) {
        return new ArgumentChecks(spec).wrong(message);
    }

    final Console console() {
        return console;
    }

    /** As given, or null. */
    String name() {
        return name;
    }

    final boolean json() {
        return json;
    }
}

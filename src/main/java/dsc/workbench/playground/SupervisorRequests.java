package dsc.workbench.playground;

import com.fasterxml.jackson.databind.ObjectMapper;
import dsc.workbench.checkers.Verdict;
import dsc.workbench.faults.Controls.FaultFailedException;
import dsc.workbench.protocol.Call;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Operations;
import dsc.workbench.runs.Measures;
import dsc.workbench.runs.Verdicts;
import dsc.workbench.terminal.Caller;
import dsc.workbench.terminal.Format;
import dsc.workbench.terminal.LauncherException;
import dsc.workbench.terminal.Markup;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.Lock;
import java.util.concurrent.locks.ReentrantLock;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a supervisor does with each request. A request that makes no sense is an {@link IllegalArgumentException}, one
 * that cannot be carried out a {@link LauncherException}; the message says why and what to do.
 */
final class SupervisorRequests {

    private static final Logger LOG = LoggerFactory.getLogger(SupervisorRequests.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Supervisor supervisor;
    private final Targets targets;

    /** Held by the thread that ends the nodes; another request to end them waits, and gets the same answer. */
    private final Lock ending = new ReentrantLock();

    private Response ended;

    SupervisorRequests(Supervisor supervisor) {
        this.supervisor = supervisor;
        this.targets = new Targets(supervisor);
    }

    Response handle(Request request) throws IOException, InterruptedException {
        try {
            return switch (request) {
                case Request.Status status -> new Response(List.of(), ClusterStatus.of(supervisor));
                case Request.Call call -> call(call);
                case Request.Clients clients -> clients(clients);
                case Request.CompletionCandidates words -> words();
                case Request.OnNodes onNodes -> new NodeRequests(supervisor, targets).handle(onNodes);
                case Request.OnLinks onLinks -> new LinkRequests(supervisor, targets).handle(onLinks);
                case Request.OnGroup onGroup -> new GroupRequests(supervisor, targets).handle(onGroup);
                case Request.Report report -> report();
                case Request.Down down -> down(down);
            };
        } catch (FaultFailedException failed) {
            throw new LauncherException(failed.getMessage());
        }
    }

    private Response call(Request.Call request) throws InterruptedException {
        List<String> words = new ArrayList<>(List.of(request.function()));
        if (request.key() != null) {
            words.add(request.key());
        }
        words.addAll(request.arguments());
        // A call that the scenario does not know is refused before it is recorded.
        Operations<?> operations = supervisor.scenario().operations();
        Call call = operations.parse(words, supervisor.nodes());
        Optional<NodeId> only = Optional.ofNullable(request.node()).map(targets::one);
        ManualCalls.Answered answered = supervisor.calls().call(call, only, Optional.ofNullable(request.session()));
        Map<String, Object> data = new LinkedHashMap<>();
        data.put("outcome", word(answered));
        data.put("value", answered.outcome().value());
        data.put("error", answered.outcome().error());
        data.put("node", answered.node().value());
        data.put("millis", answered.tookNanos() / 1_000_000);
        List<String> lines = new ArrayList<>();
        lines.add(line(answered, operations.get(call.function()).isAnswerRecorded(call)));
        supervisor.outage().ifPresent(outage -> {
            lines.add("@|bold,red outage|@  " + Markup.escaped(outage));
            data.put("outage", outage);
        });
        return new Response(lines, data);
    }

    private Response clients(Request.Clients request) throws InterruptedException {
        BackgroundClients clients = supervisor.clients();
        int before = clients.perSecond();
        if (request.perSecond() != null) {
            clients.rate(request.perSecond());
        }
        int now = clients.perSecond();
        List<String> lines = now > 0
                ? List.of(
                        Format.count(now, "operation") + " a second, " + clients.words(),
                        "@|faint ./dsc clients 0 ends them|@")
                : List.of(
                        before > 0 && request.perSecond() != null
                                ? "clients ended"
                                : "no clients are at work; ./dsc clients 20 starts some");
        return new Response(lines, Map.of("perSecond", now));
    }

    /** What a prompt completes. */
    private Response words() {
        return new Response(
                List.of(),
                Map.of(
                        "nodes",
                        supervisor.nodes().stream().map(NodeId::value).toList(),
                        "keys",
                        supervisor.calls().keys()));
    }

    private static String word(ManualCalls.Answered answered) {
        return switch (answered.outcome().type()) {
            case OK -> "ok";
            case FAIL -> "failed";
            case INFO, INVOKE -> "unknown";
        };
    }

    /** @param asks whether an answer is owed, even if it says that there is nothing */
    private static String line(ManualCalls.Answered answered, boolean asks) {
        String took = Format.duration(answered.tookNanos());
        String where = "@|faint (" + answered.node() + ", " + took + ")|@";
        String error = Markup.escaped(answered.outcome().error());
        return switch (answered.outcome().type()) {
            case OK -> "@|bold,green ok|@  " + value(answered.outcome().value(), asks) + where;
            case FAIL -> "@|bold,yellow failed|@  " + error + ": it did not take effect  " + where;
            case INFO, INVOKE ->
                // The node that it asked last need not be the one that knows.
                "@|bold,red unknown|@  " + error + ": it may take effect, may have, or never will  @|faint (" + took
                        + ")|@";
        };
    }

    /** As JSON has it, unless it is a text. */
    private static String value(Object found, boolean asks) {
        return switch (found) {
            case null -> asks ? "@|faint nothing there|@  " : "";
            case String text -> Markup.escaped(Caller.verbatim(text)) + "  ";
            default -> Markup.escaped(Caller.verbatim(JSON.valueToTree(found).toString())) + "  ";
        };
    }

    private Response report() throws IOException {
        Verdict verdict = supervisor.report();
        return Response.of(
                "report  " + supervisor.reportFile(),
                Map.of(
                        "report", supervisor.reportFile().toString(),
                        "verdict", verdict.status().toString(),
                        "reason", verdict.reason()));
    }

    private Response down(Request.Down request) throws InterruptedException {
        ending.lockInterruptibly();
        try {
            if (ended == null) {
                ended = end(request);
            }
            return ended;
        } finally {
            ending.unlock();
        }
    }

    /** Ends the nodes; the supervisor itself ends once this is answered. */
    private Response end(Request.Down request) throws InterruptedException {
        if (request.keep() && !supervisor.spec().journal().survivesKill()) {
            throw new IllegalArgumentException(
                    "its journal is in the nodes' memory: there is nothing to keep; take --journal h2 next time");
        }
        supervisor.clients().close();
        if (!request.keep()) {
            supervisor.readAllReplicas();
        }
        supervisor.endNodes();
        List<String> lines = new ArrayList<>();
        lines.add(Format.count(supervisor.nodes().size(), "node") + " ended");
        Map<String, Object> data = new LinkedHashMap<>();
        judge(lines, data);
        return new Response(lines, data);
    }

    /** The verdict stands whether or not it can be drawn. */
    private void judge(List<String> lines, Map<String, Object> data) {
        Recording recording = supervisor.recording();
        Verdict verdict = supervisor.verdict(recording);
        long operations = Measures.clientsOperations(recording.history());
        lines.add(String.format(
                Locale.ROOT,
                "%s  %s%s",
                Verdicts.coloured(verdict.status()),
                operations == 0 ? "" : Format.count(operations, "operation") + " recorded: ",
                Markup.escaped(verdict.reason())));
        data.put("verdict", verdict.status().toString());
        data.put("reason", verdict.reason());
        data.put("operations", operations);
        try {
            supervisor.draw(recording, verdict);
            lines.add("report  " + supervisor.reportFile());
            data.put("report", supervisor.reportFile().toString());
        } catch (IOException | RuntimeException failed) {
            // The nodes are gone, and so must be the process that kept them.
            LOG.error("no report", failed);
            lines.add("no report could be made of it: " + Markup.escaped(Format.failure(failed)));
        }
    }
}

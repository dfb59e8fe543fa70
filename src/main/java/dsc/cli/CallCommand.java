package dsc.cli;

import dsc.cli.arguments.CompletionCandidates;
import dsc.workbench.playground.Request;
import dsc.workbench.playground.Response;
import dsc.workbench.terminal.Console;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code dsc call}: one operation, by hand. */
@Command(
        name = "call",
        description = {
            "Ask the cluster for one operation, such as: call write x 1, call read x, call cas x 1 2.",
            "It is recorded, and belongs to no session of the protocol: one that may have taken effect is not repeated."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false,
        footerHeading = "%nExit status:%n",
        footer = {
            "  0  ok: it took effect",
            "  1  failed: it certainly did not, and will not",
            "  2  unknown: it may have taken effect, or may yet",
            "  64 usage error",
            "",
            "A number may be negative: ./dsc call increment visits -5",
            "Any other value that begins with a dash goes after --, behind all options:%n./dsc call -- write x -a"
        })
final class CallCommand extends ClusterCommand {

    private static final int FAILED = 1;
    private static final int UNKNOWN = 2;

    @Option(
            names = "--node",
            paramLabel = "NODE",
            completionCandidates = CompletionCandidates.Nodes.class,
            description = "Ask only this node.")
    private String node;

    @Option(
            names = "--session",
            paramLabel = "NAME",
            description = "Call as the client of that name, which hands the context that it was given on with its next"
                    + " call, to whichever node (default: each call is a client of its own).")
    private String session;

    @Parameters(
            index = "0",
            paramLabel = "OPERATION",
            completionCandidates = CompletionCandidates.Operations.class,
            description = "One of those of the cluster's protocol, such as read.")
    private String function;

    @Parameters(
            index = "1",
            arity = "0..1",
            paramLabel = "KEY",
            description = "What it is about, or its first argument.")
    private String key;

    @Parameters(index = "2..*", arity = "0..*", paramLabel = "VALUE", description = "Its arguments.")
    private List<String> arguments = List.of();

    CallCommand(Console console) {
        super(console);
    }

    @Override
    Request request() {
        return new Request.Call(function, key, arguments, node, session);
    }

    @Override
    int status(Response response) {
        return switch (String.valueOf(response.data().get("outcome"))) {
            case "ok" -> 0;
            case "failed" -> FAILED;
            default -> UNKNOWN;
        };
    }
}

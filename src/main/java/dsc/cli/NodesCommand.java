package dsc.cli;

import dsc.cli.arguments.CompletionCandidates;
import dsc.workbench.playground.Request;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Typed;
import java.util.List;
import java.util.OptionalLong;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about single nodes. */
abstract class NodesCommand extends ClusterCommand {

    NodesCommand(Console console) {
        super(console);
    }

    /** {@code dsc kill}. */
    @Command(
            name = "kill",
            description = {
                "Kill nodes (SIGKILL): whatever was not durable is lost.",
                "With --disk what was durable is lost as well.",
                "./dsc restart brings them back."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Kill extends NodesCommand {

        @Parameters(
                paramLabel = "NODE",
                completionCandidates = CompletionCandidates.Nodes.class,
                arity = "1..*",
                description = "Such as n2, or n1,n2; leader for the one that leads, all for all that run.")
        private List<String> nodes;

        @Option(names = "--disk", description = "Delete what they stored, too: they come back with an empty disk.")
        private boolean disk;

        Kill(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Kill(nodes, disk);
        }
    }

    /** {@code dsc stop}. */
    @Command(
            name = "stop",
            description = {
                "Shut nodes down cleanly: each leaves the cluster and ends by itself, or is killed after 15 seconds.",
                "./dsc restart brings them back."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Stop extends NodesCommand {

        @Parameters(
                paramLabel = "NODE",
                completionCandidates = CompletionCandidates.Nodes.class,
                arity = "1..*",
                description = "Such as n2, or n1,n2; leader for the one that leads, all for all that run.")
        private List<String> nodes;

        Stop(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Stop(nodes);
        }
    }

    /** {@code dsc pause}. */
    @Command(
            name = "pause",
            description = {
                "Pause nodes (SIGSTOP): they do not answer, and do not notice the pause when they are resumed.",
                "./dsc resume continues them."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Pause extends NodesCommand {

        @Parameters(
                paramLabel = "NODE",
                completionCandidates = CompletionCandidates.Nodes.class,
                arity = "1..*",
                description = "Such as n2, or n1,n2; leader for the one that leads, all for all that run.")
        private List<String> nodes;

        Pause(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Pause(nodes);
        }
    }

    /** {@code dsc limp}. */
    @Command(
            name = "limp",
            description = {
                "Slow nodes down: each is stopped for 80 ms of every 100 (SIGSTOP, SIGCONT), and is slow, not dead.",
                "./dsc resume ends that."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Limp extends NodesCommand {

        @Parameters(
                paramLabel = "NODE",
                completionCandidates = CompletionCandidates.Nodes.class,
                arity = "1..*",
                description = "Such as n2, or n1,n2; leader for the one that leads, all for all that run.")
        private List<String> nodes;

        Limp(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Limp(nodes);
        }
    }

    /** {@code dsc resume}. */
    @Command(
            name = "resume",
            description = "Continue nodes that are paused or limp (SIGCONT).",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Resume extends NodesCommand {

        @Parameters(
                paramLabel = "NODE",
                completionCandidates = CompletionCandidates.Nodes.class,
                arity = "0..*",
                description = "Such as n2; without, all that are paused or limp.")
        private List<String> nodes = List.of();

        Resume(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Resume(nodes);
        }
    }

    /** {@code dsc restart}. */
    @Command(
            name = "restart",
            description = "Start nodes again, whatever ended them; one that runs is shut down cleanly first.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Restart extends NodesCommand {

        @Parameters(
                paramLabel = "NODE",
                completionCandidates = CompletionCandidates.Nodes.class,
                arity = "0..*",
                description = "Such as n2; without, all that are down.")
        private List<String> nodes = List.of();

        Restart(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Restart(nodes);
        }
    }

    /** {@code dsc skew}. */
    @Command(
            name = "skew",
            description = {
                "Set a node's clock off, ahead with + and behind with -. It stays off over a restart.",
                "The protocol reads that clock for the time of day; timeouts do not depend on it. With 0s it is right"
                        + " again."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Skew extends NodesCommand {

        @Parameters(
                index = "0",
                paramLabel = "NODE",
                completionCandidates = CompletionCandidates.Nodes.class,
                description = "Such as n2.")
        private String node;

        @Parameters(
                index = "1..*",
                arity = "1..2",
                paramLabel = "OFFSET",
                hideParamSyntax = true,
                description = "Such as +5s, -200ms, 1.5min or 0s, up to a day.")
        private List<String> offset;

        Skew(Console console) {
            super(console);
        }

        @Override
        Request request() {
            String typed = String.join("", offset);
            OptionalLong millis = typed.matches("[+-]?0+") ? OptionalLong.of(0) : Typed.millis(typed);
            if (millis.isEmpty()) {
                throw wrong("an offset looks like +5s, -200ms or 0s, not " + String.join(" ", offset));
            }
            return new Request.Skew(node, millis.getAsLong());
        }
    }

    /** {@code dsc add}. */
    @Command(
            name = "add",
            description = {
                "Start another node and join it to the cluster. Where the protocol has a group, add a node to it: a new"
                        + " one, or one that was removed before, which first receives what the others have."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Add extends NodesCommand {

        @Parameters(
                paramLabel = "NODE",
                completionCandidates = CompletionCandidates.Nodes.class,
                arity = "0..1",
                description = "Such as n2; without, one that runs and is in no group, or a new node.")
        private String node;

        Add(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Add(node);
        }
    }

    /** {@code dsc remove}. */
    @Command(
            name = "remove",
            description = {
                "Take a node out of the protocol's group: it no longer counts, and its process keeps running.",
                "./dsc add takes it back."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Remove extends NodesCommand {

        @Parameters(
                paramLabel = "NODE",
                completionCandidates = CompletionCandidates.Nodes.class,
                description = "Such as n2.")
        private String node;

        Remove(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Remove(node);
        }
    }

    /** {@code dsc transfer}. */
    @Command(
            name = "transfer",
            description = "Make the leader hand over, to a node or to any that runs.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Transfer extends NodesCommand {

        @Parameters(
                paramLabel = "NODE",
                completionCandidates = CompletionCandidates.Nodes.class,
                arity = "0..1",
                description = "The node that is to lead, such as n2.")
        private String node;

        Transfer(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Transfer(node);
        }
    }
}

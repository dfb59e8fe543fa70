package dsc.cli;

import dsc.cli.arguments.Delay;
import dsc.workbench.playground.Request;
import dsc.workbench.terminal.Console;
import dsc.workbench.terminal.Typed;
import java.util.List;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Commands about what nodes send each other. */
abstract class LinksCommand extends ClusterCommand {

    LinksCommand(Console console) {
        super(console);
    }

    /** {@code dsc partition}. */
    @Command(
            name = "partition",
            description = {
                "Cut groups of nodes off from each other, heartbeats of the membership included. Every node is on one"
                        + " side; a partition that was there before ends.",
                "With --one-way only the protocol's messages from the first group to the second are lost, beside what"
                        + " is cut already.",
                "With --partial two nodes cannot hear each other and both still reach all others, beside what is cut"
                        + " already.",
                "./dsc heal ends all of it."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Partition extends LinksCommand {

        @Option(names = "--partial", description = "Cut the links between two nodes, and no other.")
        private boolean partial;

        @Option(names = "--one-way", description = "Lose what the first group sends to the second, and nothing else.")
        private boolean oneWay;

        @Parameters(
                paramLabel = "NODES",
                arity = "1..*",
                description = "The sides, nodes separated by commas, such as: n1,n2 n3,n4,n5. One side is cut off from"
                        + " all others. With --partial, two nodes.")
        private List<String> groups;

        Partition(Console console) {
            super(console);
        }

        @Override
        Request request() {
            if (partial && oneWay) {
                throw wrong("--partial cuts both ways: --partial or --one-way, not both");
            }
            return partial
                    ? new Request.PartialPartition(groups)
                    : new Request.Partition(groups.stream().map(List::of).toList(), oneWay);
        }
    }

    /** {@code dsc heal}. */
    @Command(
            name = "heal",
            description =
                    "Remove all link faults: partitions, delay and loss. Nodes that are killed, paused or limping stay"
                            + " as they are.",
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Heal extends LinksCommand {

        Heal(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Heal();
        }
    }

    /** {@code dsc slow}. */
    @Command(
            name = "slow",
            description = {
                "Make every message of the protocol to and from nodes wait. Within a range, messages overtake each"
                        + " other. It replaces the delay that those nodes had before.",
                "./dsc heal ends it, and so does 0ms."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Slow extends LinksCommand {

        @Parameters(
                paramLabel = "NODES DELAY",
                hideParamSyntax = true,
                arity = "2..*",
                description = "Nodes, such as n1 or n1,n2, then how long: 200ms, 0.2s, 100ms-300ms, up to 60s.")
        private List<String> words;

        Slow(Console console) {
            super(console);
        }

        @Override
        Request request() {
            try {
                Delay delay = Delay.of(words);
                return new Request.Slow(delay.nodes(), delay.minMillis(), delay.maxMillis());
            } catch (IllegalArgumentException senseless) {
                throw wrong(senseless.getMessage());
            }
        }
    }

    /** {@code dsc lose}. */
    @Command(
            name = "lose",
            description = {
                "Lose a share of the protocol's messages to and from nodes, whatever share it was before.",
                "./dsc heal ends it, and so does 0%%."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Lose extends LinksCommand {

        @Parameters(
                paramLabel = "NODES SHARE",
                hideParamSyntax = true,
                arity = "2..*",
                description = "Nodes, such as n1 or n1,n2, then which share: 20%% or 0.2.")
        private List<String> words;

        Lose(Console console) {
            super(console);
        }

        @Override
        Request request() {
            List<String> nodes = Delay.joined(words);
            String share = nodes.removeLast();
            if (nodes.isEmpty()) {
                throw wrong("whose messages, and which share? Such as: lose n1 20%");
            }
            try {
                return new Request.Lose(nodes, Typed.percent(share));
            } catch (IllegalArgumentException senseless) {
                throw wrong(senseless.getMessage());
            }
        }
    }
}

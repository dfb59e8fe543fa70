package dsc.workbench.launcher;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
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
                "./dsc heal ends all of it."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Partition extends LinksCommand {

        @Option(names = "--one-way", description = "Lose what the first group sends to the second, and nothing else.")
        private boolean oneWay;

        @Parameters(
                paramLabel = "NODES",
                arity = "2..*",
                description = "The sides, nodes separated by commas, such as: n1,n2 n3,n4,n5")
        private List<String> groups;

        Partition(Console console) {
            super(console);
        }

        @Override
        Request request() {
            return new Request.Partition(
                    groups.stream()
                            .map(group -> Arrays.stream(group.split(","))
                                    .map(String::strip)
                                    .toList())
                            .toList(),
                    oneWay);
        }
    }

    /** {@code dsc heal}. */
    @Command(
            name = "heal",
            description = "End what ails links: partitions, delay and loss. Killed and paused nodes stay as they are.",
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
                        + " other. What those nodes' messages waited before is no more.",
                "./dsc heal ends it, and so does 0ms."
            },
            mixinStandardHelpOptions = true,
            sortOptions = false)
    static final class Slow extends LinksCommand {

        private static final Pattern DELAY = Pattern.compile("(\\d{1,6})(?:ms)?(?:(?:-|\\.\\.)(\\d{1,6}))?ms");

        @Parameters(index = "0", paramLabel = "NODES", description = "Separated by commas, such as n1 or n1,n2.")
        private String nodes;

        @Parameters(index = "1", paramLabel = "DELAY", description = "Such as 200ms or 100ms-300ms, up to 60000ms.")
        private String delay;

        Slow(Console console) {
            super(console);
        }

        @Override
        Request request() {
            Matcher matcher = DELAY.matcher(delay);
            if (!matcher.matches()) {
                throw wrong("a delay looks like 200ms or 100ms-300ms, not " + delay);
            }
            int min = Integer.parseInt(matcher.group(1));
            int max = matcher.group(2) == null ? min : Integer.parseInt(matcher.group(2));
            return new Request.Slow(List.of(nodes.split(",")), min, max);
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

        private static final Pattern SHARE = Pattern.compile("(\\d{1,3})%?");

        @Parameters(index = "0", paramLabel = "NODES", description = "Separated by commas, such as n1 or n1,n2.")
        private String nodes;

        @Parameters(index = "1", paramLabel = "PERCENT", description = "Such as 20%%.")
        private String share;

        Lose(Console console) {
            super(console);
        }

        @Override
        Request request() {
            Matcher matcher = SHARE.matcher(share);
            if (!matcher.matches()) {
                throw wrong("a share looks like 20%, not " + share);
            }
            return new Request.Lose(List.of(nodes.split(",")), Integer.parseInt(matcher.group(1)));
        }
    }
}

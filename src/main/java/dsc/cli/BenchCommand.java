package dsc.cli;

import picocli.CommandLine.Command;

/** {@code dsc bench}: what is measured has a command of its own below it. */
@Command(
        name = "bench",
        description = "Measure on this machine.",
        subcommands = {
            BenchStartupCommand.class,
            BenchRaftCommand.class,
            BenchShardingCommand.class,
            BenchSplitBrainCommand.class
        },
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND")
final class BenchCommand {}

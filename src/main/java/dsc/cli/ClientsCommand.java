package dsc.cli;

import dsc.workbench.playground.BackgroundClients;
import dsc.workbench.playground.Request;
import dsc.workbench.terminal.Console;
import java.util.Locale;
import picocli.CommandLine.Command;
import picocli.CommandLine.Parameters;

/** {@code dsc clients}: load in the background. */
@Command(
        name = "clients",
        description = {
            "Let clients work in the background, as those of a run do, so many operations a second, until 0 ends them;"
                    + " without a number, say what they do.",
            "What they do is recorded with what is done by hand. They end with the cluster, or after 100000 operations."
        },
        mixinStandardHelpOptions = true,
        sortOptions = false)
final class ClientsCommand extends ClusterCommand {

    @Parameters(
            paramLabel = "N",
            arity = "0..1",
            description = "So many operations a second, 0 to 200; 20 is a quiet cluster, 0 ends them.")
    private String perSecond;

    ClientsCommand(Console console) {
        super(console);
    }

    @Override
    Request request() {
        return new Request.Clients(perSecond == null ? null : rate(perSecond.toLowerCase(Locale.ROOT)));
    }

    private int rate(String word) {
        if (word.equals("off") || word.equals("stop") || word.equals("none")) {
            return 0;
        }
        String number = word.replaceFirst("/s(ec)?$", "");
        if (!number.matches("\\d{1,9}") || Integer.parseInt(number) > BackgroundClients.PER_SECOND_MAX) {
            throw wrong("N is a number of operations a second, 0 to " + BackgroundClients.PER_SECOND_MAX + ", not "
                    + perSecond);
        }
        return Integer.parseInt(number);
    }
}

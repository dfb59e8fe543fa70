package dsc.cli;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * Arguments such as {@code -5} and {@code -200ms}, which the parser would take for misspelt options: no option begins
 * with a digit.
 */
final class NegativeArguments {

    static final String END_OF_OPTIONS = "--";

    private static final Pattern NEGATIVE = Pattern.compile("-\\.?\\d.*");

    private NegativeArguments() {}

    /**
     * The same command line with the options of its command first, then {@code --}, then all that is not an option:
     * only where a negative argument needs it. What is in fact a misspelt option stays one.
     */
    static String[] marked(CommandLine root, String... arguments) {
        int first = 0;
        CommandLine command = root;
        while (first < arguments.length && command.getSubcommands().containsKey(arguments[first])) {
            command = command.getSubcommands().get(arguments[first]);
            first++;
        }
        List<String> options = new ArrayList<>();
        List<String> others = new ArrayList<>();
        boolean needed = false;
        for (int index = first; index < arguments.length; index++) {
            String argument = arguments[index];
            if (argument.equals(END_OF_OPTIONS)) {
                others.addAll(Arrays.asList(arguments).subList(index + 1, arguments.length));
                break;
            }
            boolean negative = NEGATIVE.matcher(argument).matches();
            needed |= negative;
            if (negative || !argument.startsWith("-") || argument.length() == 1) {
                others.add(argument);
                continue;
            }
            options.add(argument);
            if (takesTheNext(command.getCommandSpec(), argument) && index + 1 < arguments.length) {
                index++;
                options.add(arguments[index]);
            }
        }
        if (!needed) {
            return arguments;
        }
        List<String> all = new ArrayList<>(Arrays.asList(arguments).subList(0, first));
        all.addAll(options);
        all.add(END_OF_OPTIONS);
        all.addAll(others);
        return all.toArray(String[]::new);
    }

    private static boolean takesTheNext(CommandSpec command, String argument) {
        OptionSpec option = command.findOption(argument);
        return option != null && option.arity().min() > 0;
    }
}

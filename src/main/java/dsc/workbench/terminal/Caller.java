package dsc.workbench.terminal;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How the launcher was called. Messages tell people what to type next; in this program all of them are written as
 * {@code ./dsc heal}, and become here, and nowhere else, what works for the reader.
 *
 * @param command what calls the launcher from where the reader is, such as {@code ../dsc}, as a word of a POSIX shell
 * @param clusterName of the cluster that commands are about unless {@code --name} says otherwise, if one was chosen
 * @param atPrompt whether the reader types at the prompt of {@code dsc shell}, where its commands stand alone
 */
public record Caller(String command, Optional<String> clusterName, boolean atPrompt) {

    /** The environment variable that chooses a cluster. */
    public static final String NAME_VARIABLE = "DSC_NAME";

    /** Commands that take {@code --name}. */
    public static final List<String> ABOUT_A_CLUSTER = List.of(
            "add",
            "call",
            "check",
            "clients",
            "down",
            "heal",
            "kill",
            "limp",
            "logs",
            "lose",
            "partition",
            "pause",
            "remove",
            "report",
            "restart",
            "resume",
            "shell",
            "skew",
            "slow",
            "status",
            "stop",
            "transfer");

    /** Keeps a text of somebody else's, such as a value that was read, from being taken for a hint. */
    private static final String NO_HINT = "\uE000";

    private static final String WRITTEN = "./dsc";
    private static final String HINT = "(?<![\\w./~\uE000-])\\./dsc(?![\\w./-])";
    private static final Pattern ANY = Pattern.compile(HINT);
    private static final Pattern NAMED =
            Pattern.compile(HINT + " (" + String.join("|", ABOUT_A_CLUSTER) + ")\\b(?! --name)");
    private static final Pattern PROMPTED =
            Pattern.compile(HINT + " (" + String.join("|", ABOUT_A_CLUSTER) + "|help)\\b");

    /** As the launcher script and the environment say. */
    static Caller standard() {
        String command = System.getProperty("dsc.command", "");
        return new Caller(
                command.isEmpty() ? WRITTEN : Shell.quoted(command),
                Optional.ofNullable(System.getenv(NAME_VARIABLE)).filter(name -> !name.isBlank()),
                false);
    }

    /** The same one at the prompt of a shell about a cluster. */
    public Caller atPromptOf(String cluster) {
        return new Caller(command, Optional.of(cluster), true);
    }

    /** The same one, who did not choose a cluster. */
    public Caller withoutName() {
        return new Caller(command, Optional.empty(), atPrompt);
    }

    /** {@code text} with all commands in it as this caller types them. */
    String hints(String text) {
        if (text == null || !text.contains(WRITTEN)) {
            return text;
        }
        String bare = atPrompt ? PROMPTED.matcher(text).replaceAll("$1") : text;
        String mine = ANY.matcher(bare).replaceAll(Matcher.quoteReplacement(command));
        return mine.replace(NO_HINT + WRITTEN, WRITTEN);
    }

    /**
     * {@code text} with {@code option} in all commands in it that are about a cluster.
     *
     * @param option such as {@code --name two}, or empty
     */
    public static String naming(String text, String option) {
        return option.isEmpty() || text == null
                ? text
                : NAMED.matcher(text).replaceAll("./dsc $1" + Matcher.quoteReplacement(option));
    }

    /** {@code text}, which somebody else wrote, such that nothing in it is taken for a hint. */
    public static String verbatim(String text) {
        return text.replace(WRITTEN, NO_HINT + WRITTEN);
    }
}

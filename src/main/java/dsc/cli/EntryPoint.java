package dsc.cli;

import java.util.Locale;

/**
 * Where java begins. Whatever ends the program here is exit status 2 and one line on the error output: java's own
 * answer to an exception would be 1, which says that a guarantee was broken. Nothing but the JDK is needed to load this
 * class.
 */
public final class EntryPoint {

    private static final int UNKNOWN = 2;

    private EntryPoint() {}

    public static void main(String[] arguments) {
        int status = UNKNOWN;
        // Whatever a library prints, parses or writes by the default locale: no file is to depend on who made it.
        Locale.setDefault(Locale.ROOT);
        try {
            status = Main.run(arguments);
        } catch (Throwable fatal) {
            say(fatal);
        }
        try {
            System.exit(status);
        } catch (Throwable fatal) {
            Runtime.getRuntime().halt(UNKNOWN);
        }
    }

    private static void say(Throwable fatal) {
        try {
            System.err.println(sentence(fatal));
        } catch (Throwable another) {
            System.err.println("dsc: java cannot run this program");
        }
    }

    private static String sentence(Throwable fatal) {
        return switch (fatal) {
            case OutOfMemoryError full ->
                "dsc: java ran out of memory: it may use "
                        + (Runtime.getRuntime().maxMemory() >> 20)
                        + " MiB, and -Xmx in JAVA_TOOL_OPTIONS gives it more";
            case LinkageError incomplete ->
                "dsc: a part of the program cannot be loaded (" + incomplete
                        + "); remove the directory target, and it is built anew";
            default -> "dsc: internal error (please report it): " + fatal;
        };
    }
}

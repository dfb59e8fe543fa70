package dsc.workbench.terminal;

/** Text of any origin within picocli's colour markup. */
public final class Markup {

    private Markup() {}

    /** The text, such that nothing in it is taken for markup; nothing for null. */
    public static String escaped(String text) {
        return text == null ? "" : text.replace("@|", "@ |");
    }
}

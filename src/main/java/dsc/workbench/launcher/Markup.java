package dsc.workbench.launcher;

/** Text of any origin within picocli's colour markup. */
final class Markup {

    private Markup() {}

    /** The text, such that nothing in it is taken for markup; nothing for null. */
    static String escaped(String text) {
        return text == null ? "" : text.replace("@|", "@ |");
    }
}

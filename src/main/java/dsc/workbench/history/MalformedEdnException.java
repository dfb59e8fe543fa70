package dsc.workbench.history;

/** Text that is no EDN, or EDN that is no history. The message says where and what, in one line. */
public final class MalformedEdnException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final int column;
    private final String sentence;

    MalformedEdnException(int line, int column, String sentence) {
        super("line " + line + ", column " + column + ": " + sentence);
        this.line = line;
        this.column = column;
        this.sentence = sentence;
    }

    /** From 1. */
    public int line() {
        return line;
    }

    /** From 1, in characters (Unicode code points). */
    public int column() {
        return column;
    }

    /** What was wrong, without the position. */
    public String sentence() {
        return sentence;
    }
}

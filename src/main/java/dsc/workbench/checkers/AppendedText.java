package dsc.workbench.checkers;

/**
 * Text that grows by appending. Shares what it grew from, so that the thousands of texts which a search meets cost a
 * few words each; its hash is that of the equal {@code String}, computed from its parts.
 */
final class AppendedText {

    static final AppendedText EMPTY = new AppendedText(null, "", 0, 0);

    private final AppendedText before;
    private final String piece;
    private final int length;
    private final int hash;

    private AppendedText(AppendedText before, String piece, int length, int hash) {
        this.before = before;
        this.piece = piece;
        this.length = length;
        this.hash = hash;
    }

    static AppendedText of(String text) {
        return EMPTY.append(text);
    }

    AppendedText append(String more) {
        if (more.isEmpty()) {
            return this;
        }
        return new AppendedText(this, more, length + more.length(), hash * power31(more.length()) + more.hashCode());
    }

    int length() {
        return length;
    }

    /** What was appended last, or the empty text. */
    String lastPiece() {
        return piece;
    }

    boolean isPrefixOf(String text) {
        if (length > text.length()) {
            return false;
        }
        // Backwards: two texts of one search mostly differ in what came last.
        int end = length;
        for (AppendedText part = this; part.before != null; part = part.before) {
            end -= part.piece.length();
            if (!text.startsWith(part.piece, end)) {
                return false;
            }
        }
        return true;
    }

    boolean contentEquals(String text) {
        return length == text.length() && isPrefixOf(text);
    }

    @Override
    public boolean equals(Object other) {
        if (this == other) {
            return true;
        }
        return other instanceof AppendedText text
                && text.length == length
                && text.hash == hash
                && contentEquals(text.toString());
    }

    @Override
    public int hashCode() {
        return hash;
    }

    @Override
    public String toString() {
        char[] all = new char[length];
        int end = length;
        for (AppendedText part = this; part.before != null; part = part.before) {
            end -= part.piece.length();
            part.piece.getChars(0, part.piece.length(), all, end);
        }
        return new String(all);
    }

    private static int power31(int exponent) {
        int power = 1;
        int base = 31;
        for (int rest = exponent; rest > 0; rest >>= 1) {
            power *= (rest & 1) == 1 ? base : 1;
            base *= base;
        }
        return power;
    }
}

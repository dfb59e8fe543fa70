package dsc.concepts.foundations.coordination;

import dsc.workbench.protocol.Argument;
import dsc.workbench.protocol.ArgumentType.Text;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A fencing token (Burrows 2006, §2.4: sequencers). A later holder has a greater one, and no two holders have the same,
 * since each node numbers its own. Written {@code 7.n2}.
 *
 * @param number from 1; 0 for {@link #NONE}
 */
public record Token(long number, NodeId node) implements Wire, Comparable<Token> {

    /** Less than any that a holder has. */
    public static final Token NONE = new Token(0, new NodeId("-"));

    private static final String FORM = "([0-9]{1,18})\\.([A-Za-z0-9-]{1,32})";

    /** As an argument of an operation. */
    public static final Argument ARGUMENT =
            Argument.TEXT.named("token").of(Text.of(1, Argument.KEY_CHARS_MAX).matching(FORM, "looks like 7.n2"));

    /** What is written like a token; empty if it is not. */
    public static Optional<Token> parse(String text) {
        Matcher matcher = Pattern.compile(FORM).matcher(text);
        return matcher.matches()
                ? Optional.of(new Token(Long.parseLong(matcher.group(1)), new NodeId(matcher.group(2))))
                : Optional.empty();
    }

    @Override
    public int compareTo(Token other) {
        return number == other.number ? node.compareTo(other.node) : Long.compare(number, other.number);
    }

    public boolean isBefore(Token other) {
        return compareTo(other) < 0;
    }

    @Override
    public String toString() {
        return number + "." + node;
    }
}

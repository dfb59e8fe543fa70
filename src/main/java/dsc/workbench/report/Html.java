package dsc.workbench.report;

/** Text into HTML. */
final class Html {

    private static final char REPLACEMENT = '\uFFFD';

    private Html() {}

    /**
     * The text as it may stand between tags and inside a quoted attribute. What no HTML document can hold (control
     * characters, halves of surrogate pairs) becomes U+FFFD.
     */
    static String escape(String text) {
        StringBuilder escaped = new StringBuilder(text.length() + 16);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            switch (c) {
                case '&' -> escaped.append("&amp;");
                case '<' -> escaped.append("&lt;");
                case '>' -> escaped.append("&gt;");
                case '"' -> escaped.append("&quot;");
                case '\'' -> escaped.append("&#39;");
                case '\n', '\t' -> escaped.append(c);
                default -> {
                    boolean pair = Character.isHighSurrogate(c)
                            && at + 1 < text.length()
                            && Character.isLowSurrogate(text.charAt(at + 1));
                    if (pair) {
                        escaped.append(c).append(text.charAt(++at));
                    } else {
                        escaped.append(Character.isISOControl(c) || Character.isSurrogate(c) ? REPLACEMENT : c);
                    }
                }
            }
        }
        return escaped.toString();
    }

    /** An element with text in it; {@code attributes} is markup, such as {@code class="mark"}, or empty. */
    static String element(String name, String attributes, String text) {
        return "<" + name + (attributes.isEmpty() ? "" : " " + attributes) + ">" + escape(text) + "</" + name + ">";
    }
}

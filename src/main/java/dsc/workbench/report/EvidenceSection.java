package dsc.workbench.report;

import dsc.workbench.checkers.Verdict;
import dsc.workbench.checkers.Verdict.Evidence;
import dsc.workbench.history.Operation;
import java.util.List;
import java.util.function.Function;
import java.util.function.LongFunction;

/** The evidence of an invalid history, told to a reader who has never seen such a checker. */
final class EvidenceSection {

    private static final int ORDERED_MAX = 5;
    private static final int STUCK_MAX = 12;
    private static final int TEXT_MAX = 300;

    private final Evidence evidence;
    private final Function<Operation, String> who;
    private final Function<Operation, String> link;
    private final LongFunction<String> moment;
    private final String key;

    private EvidenceSection(
            Evidence evidence,
            Function<Operation, String> who,
            Function<Operation, String> link,
            LongFunction<String> moment) {
        this.evidence = evidence;
        this.who = who;
        this.link = link;
        this.moment = moment;
        this.key = evidence.key() == null ? "the value" : Format.key(evidence.key());
    }

    /** The end of the ordered prefix: as much as is shown. */
    static List<Operation> lastOrdered(Evidence evidence) {
        int size = evidence.ordered().size();
        return evidence.ordered().subList(Math.max(0, size - ORDERED_MAX), size);
    }

    /** The section's markup; empty when there is nothing to show. */
    static String html(RunRecord run) {
        OperationIndex index = new OperationIndex(run.history());
        int clients = TimelineData.clients(run);
        return html(
                run.verdict(),
                operation -> who(operation, clients),
                operation -> "data-operation=\"" + index.of(operation) + "\"",
                Format::moment);
    }

    /** The same for a world, whose operations are found again among its steps. */
    static String html(WorldRecord world) {
        InvocationIndex index = new InvocationIndex(world);
        return html(
                world.verdict(),
                operation -> index.client(operation).orElse("process " + operation.process()),
                operation -> "data-step=\"" + index.of(operation) + "\"",
                Format::fineMoment);
    }

    /**
     * The section's markup.
     *
     * @param who names the client of an operation
     * @param link the attribute by which the page's scripts find the operation
     * @param moment how a moment is written
     */
    private static String html(
            Verdict verdict,
            Function<Operation, String> who,
            Function<Operation, String> link,
            LongFunction<String> moment) {
        return verdict.evidence()
                .map(evidence -> new EvidenceSection(evidence, who, link, moment).html())
                .orElse("");
    }

    private static String who(Operation operation, int clients) {
        String process = "process " + operation.process();
        if (clients == 0) {
            return process;
        }
        long client = operation.process() % clients;
        return "client " + client + (client == operation.process() ? "" : " (" + process + ")");
    }

    private String html() {
        StringBuilder html = new StringBuilder("<section class=\"evidence\" aria-labelledby=\"evidence-title\">\n");
        html.append("<h2 id=\"evidence-title\">")
                .append(title())
                .append("</h2>\n<p>")
                .append(explanation())
                .append(" <span class=\"needs-script\">Choose an operation to see it below.</span>")
                .append("</p>\n<div class=\"evidence-steps\">\n<div><h3>")
                .append(orderedTitle())
                .append("</h3>\n<ol>\n");
        List<Operation> ordered = lastOrdered(evidence);
        int before = evidence.ordered().size() - ordered.size();
        if (before > 0) {
            html.append(Html.element("li", "class=\"more\"", Format.count(before) + " before these"));
        }
        for (int at = 0; at < ordered.size(); at++) {
            html.append(item(ordered.get(at), String.valueOf(at + 1), "ordered", ""));
        }
        html.append("</ol></div>\n<div class=\"evidence-state\"><h3>Then")
                .append(hasRule() ? "" : " " + Html.escape(key) + " is")
                .append("</h3>\n")
                .append(Html.element(
                        "p",
                        evidence.state().length() > 12 ? "class=\"long\"" : "",
                        Format.shortened(evidence.state(), TEXT_MAX)))
                .append("</div>\n<div><h3>")
                .append(stuckTitle())
                .append("</h3>\n<ol>\n");
        List<Operation> stuck = evidence.stuck();
        for (int at = 0; at < Math.min(STUCK_MAX, stuck.size()); at++) {
            Operation operation = stuck.get(at);
            html.append(item(operation, mark(at), "stuck", Format.obstacle(operation, key, evidence.state())));
        }
        if (stuck.size() > STUCK_MAX) {
            html.append(Html.element("li", "class=\"more\"", "and " + (stuck.size() - STUCK_MAX) + " more"));
        }
        return html.append("</ol></div>\n</div>\n</section>\n").toString();
    }

    private boolean hasRule() {
        return !evidence.rule().isEmpty();
    }

    private String title() {
        return hasRule()
                ? "This breaks the rule"
                : "No single copy of " + (evidence.key() == null ? "the data" : code(key))
                        + " could have answered like this";
    }

    private String orderedTitle() {
        if (hasRule()) {
            return "First";
        }
        return evidence.ordered().isEmpty() ? "Nothing could be ordered" : "Could be ordered, the last ones";
    }

    private String stuckTitle() {
        if (hasRule()) {
            return "This must not follow";
        }
        return evidence.stuck().size() == 1 ? "This cannot come next" : "None of these can come next";
    }

    private String explanation() {
        if (hasRule()) {
            return Html.escape(evidence.rule());
        }
        return "One copy carries out one operation after another. The checker looked for such an order in which every "
                + "answer is right and an operation that had ended comes before every operation that began later. It "
                + "could put " + Format.count(evidence.ordered().size())
                + (evidence.ordered().size() == 1 ? " operation" : " operations")
                + " in order; what had to come after them does not fit.";
    }

    private String item(Operation operation, String mark, String kind, String obstacle) {
        long from = operation.invocation().timeNanos();
        long to = operation.completion() == null ? -1 : operation.completion().timeNanos();
        String when = to < from ? "from " + moment.apply(from) : moment.apply(from) + " – " + moment.apply(to);
        String what = operation.outcome() == Operation.Outcome.UNKNOWN ? ", outcome unknown" : "";
        return "<li><button type=\"button\" class=\"operation " + kind + "\" " + link.apply(operation) + ">"
                + Html.element("span", "class=\"mark\"", mark)
                + Html.element("code", "", Format.shortened(Format.operation(operation), TEXT_MAX))
                + Html.element("span", "class=\"when\"", who.apply(operation) + what + ", " + when)
                + (obstacle.isEmpty()
                        ? ""
                        : Html.element("span", "class=\"obstacle\"", Format.shortened(obstacle, TEXT_MAX)))
                + "</button></li>\n";
    }

    /** A, B, … as drawn in the timeline. */
    private static String mark(int at) {
        return String.valueOf((char) ('A' + at));
    }

    private static String code(String text) {
        return Html.element("code", "", text);
    }
}

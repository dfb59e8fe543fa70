package dsc.workbench.faults;

import dsc.workbench.faults.Links.Link;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/** What passed on links since their counters were read, as far as both ends could be asked. */
final class TrafficWatch {
    private final Map<Link, LinkReport> before;
    private final Map<Link, Traffic> seen = new HashMap<>();

    TrafficWatch(Map<Link, LinkReport> before) {
        this.before = before;
    }

    /** An end that has ended meanwhile, and its counters with it, leaves what was seen of the link before. */
    void look(Map<Link, LinkReport> now) {
        before.forEach((link, from) -> {
            LinkReport fromNow = now.get(link);
            LinkReport toNow = now.get(new Link(link.to(), link.from()));
            if (fromNow != null && fromNow.incarnation() == from.incarnation() && toNow != null) {
                boolean heard = toNow.peerIncarnation() == from.incarnation();
                Traffic traffic = new Traffic(
                        fromNow.sent() - from.sent(), heard ? Math.max(0, toNow.received() - from.sent()) : 0);
                seen.merge(link, traffic, Traffic::later);
            }
        });
    }

    Traffic over(Collection<Link> links) {
        return links.stream().map(link -> seen.getOrDefault(link, Traffic.NONE)).reduce(Traffic.NONE, Traffic::and);
    }

    /** Messages that were sent, and how many of those arrived. */
    record Traffic(long sent, long arrived) {
        static final Traffic NONE = new Traffic(0, 0);

        /** What arrived at a receiver that was restarted in between has arrived. */
        Traffic later(Traffic now) {
            return new Traffic(now.sent, Math.max(arrived, now.arrived));
        }

        Traffic and(Traffic other) {
            return new Traffic(sent + other.sent, arrived + other.arrived);
        }

        String describe() {
            return sent == 0
                    ? "nothing was sent over the cut links"
                    : sent + " messages sent over the cut links, " + (arrived == 0 ? "none" : arrived) + " arrived";
        }
    }
}

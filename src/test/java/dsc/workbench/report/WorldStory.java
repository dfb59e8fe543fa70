package dsc.workbench.report;

import dsc.workbench.report.WorldRecord.Kind;
import dsc.workbench.report.WorldRecord.Step;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A world's steps, told one after the other. */
final class WorldStory {

    private static final long MICRO = 1_000L;

    private record Sent(String from, String to, String type, String text) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<Long, Sent> sent = new HashMap<>();
    private long now;
    private long messages;

    /** The time of all that follows, until it is told again. */
    WorldStory at(long micros) {
        now = micros * MICRO;
        return this;
    }

    long send(String from, String to, String type, String text) {
        long message = messages++;
        sent.put(message, new Sent(from, to, type, text));
        add(Kind.SEND, from, to, type, text, message, null);
        return message;
    }

    WorldStory receive(long message, String state) {
        Sent arrived = sent.get(message);
        return add(Kind.RECEIVE, arrived.to, arrived.from, arrived.type, arrived.text, message, state);
    }

    WorldStory lose(long message, String why) {
        Sent lost = sent.get(message);
        return add(Kind.LOSE, lost.to, lost.from, lost.type, lost.text + ": " + why, message, null);
    }

    /** Anything that is no message. */
    WorldStory step(Kind kind, String place, String type, String text, String state) {
        return add(kind, place, null, type, text, -1, state);
    }

    private WorldStory add(Kind kind, String place, String peer, String type, String text, long message, String state) {
        steps.add(new Step(now, kind, place, peer, type, text, message, state));
        return this;
    }

    List<Step> steps() {
        return List.copyOf(steps);
    }

    int size() {
        return steps.size();
    }
}

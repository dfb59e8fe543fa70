package dsc.workbench.checkers.registers;

import dsc.workbench.history.Event;
import dsc.workbench.history.Event.Type;
import dsc.workbench.history.History;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Writes histories of registers down as the papers do: a line for each session, a word for each operation. Keys are one
 * letter, values one digit, 0 is nil. {@code wx1} writes 1 under x, {@code fx1} fails to, of {@code ux1} the outcome is
 * unknown; {@code rx1} reads 1 under x, {@code sx1y2} is a snapshot with 1 under x, 2 under y and nothing else,
 * {@code e} such a snapshot in the end.
 */
final class Litmus {

    private final List<Event> events = new ArrayList<>();

    private Litmus() {}

    /** One session after the other; real time says nothing in these models. */
    static History history(String... sessions) {
        Litmus litmus = new Litmus();
        for (int process = 0; process < sessions.length; process++) {
            for (String word : sessions[process].trim().split(" +")) {
                if (!word.isEmpty()) {
                    litmus.add(process, word);
                }
            }
        }
        return History.of(litmus.events);
    }

    private void add(int process, String word) {
        String key = word.length() == 1 ? null : word.substring(1, 2);
        Object value = word.length() == 1 ? null : value(word.charAt(2));
        switch (word.charAt(0)) {
            case 'w' -> add(process, "write", key, value, Type.OK, value);
            case 'f' -> add(process, "write", key, value, Type.FAIL, value);
            case 'u' -> add(process, "write", key, value, Type.INFO, value);
            case 'r' -> add(process, "read", key, null, Type.OK, value);
            case 's' -> add(process, "snapshot", null, null, Type.OK, map(word));
            case 'e' -> add(process, "final-snapshot", null, "n" + process, Type.OK, map(word));
            default -> throw new IllegalArgumentException("not an operation: " + word);
        }
    }

    private static Object value(char digit) {
        return digit == '0' ? null : String.valueOf(digit);
    }

    private static Map<Object, Object> map(String word) {
        Map<Object, Object> map = new TreeMap<>();
        for (int at = 1; at < word.length(); at += 2) {
            if (word.charAt(at + 1) != '0') {
                map.put(word.substring(at, at + 1), value(word.charAt(at + 1)));
            }
        }
        return map;
    }

    private void add(int process, String function, String key, Object argument, Type type, Object result) {
        events.add(new Event(process, Type.INVOKE, function, key, argument, Event.NO_TIME, null));
        events.add(new Event(process, type, function, key, result, Event.NO_TIME, null));
    }
}

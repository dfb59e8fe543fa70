package dsc.workbench.history;

import java.util.ArrayList;
import java.util.List;

/**
 * Makes events of EDN maps, in the shape of Jepsen's histories: maps one after the other, or one vector of maps.
 *
 * @param source the text that was read
 * @param history what it says
 * @param offsets where each event's map opens, in the order of events
 */
record EdnEvents(EdnSource source, History history, List<Integer> offsets) {

    static EdnEvents read(EdnSource source) {
        List<EdnForm.Mapping> maps = new ArrayList<>();
        EdnParser parser = new EdnParser(source);
        for (Object form = parser.next(); form != EdnParser.END; form = parser.next()) {
            Object whole = EdnForm.untagged(form);
            List<?> items = whole instanceof List<?> list ? list : java.util.Collections.singletonList(whole);
            for (Object item : items) {
                if (!(EdnForm.untagged(item) instanceof EdnForm.Mapping map)) {
                    throw source.malformed(
                            parser.formBegin(),
                            "a history consists of maps, one an event, but here is " + EdnPrinter.print(item));
                }
                maps.add(map);
            }
        }
        List<Event> events = new ArrayList<>(maps.size());
        for (EdnForm.Mapping map : maps) {
            events.add(event(source, map));
        }
        Chronology.require(source, maps, events);
        List<Integer> offsets = maps.stream().map(EdnForm.Mapping::offset).toList();
        try {
            return new EdnEvents(source, History.of(events), offsets);
        } catch (History.MalformedHistoryException malformed) {
            throw source.malformed(offsets.get(malformed.event()), malformed.getMessage());
        }
    }

    /** The line on which an event's map opens, from 1. */
    int line(int event) {
        return source.line(offsets.get(event));
    }

    /** What a history's event may have, and what its map names. */
    private static final List<String> FIELDS =
            List.of("process", "type", "f", "key", "value", "time", "error", "index");

    private static Event event(EdnSource source, EdnForm.Mapping map) {
        for (String field : FIELDS) {
            if (map.hasTwice(field)) {
                throw source.malformed(
                        map.offset(), "this event has both :" + field + " and \"" + field + "\", and one is too many");
            }
        }
        Event.Type type = type(source, map);
        String function = name(source, map, "f", map.get("f"));
        long process = process(source, map);
        Object key = EdnForm.plain(map.get("key"));
        Object value = EdnForm.plain(map.get("value"));
        return new Event(process, type, function, key, value, time(source, map), error(map.get("error")));
    }

    private static Event.Type type(EdnSource source, EdnForm.Mapping map) {
        String name = name(source, map, "type", map.get("type"));
        return switch (name) {
            case "invoke" -> Event.Type.INVOKE;
            case "ok" -> Event.Type.OK;
            case "fail" -> Event.Type.FAIL;
            case "info" -> Event.Type.INFO;
            default ->
                throw source.malformed(
                        map.offset(),
                        "this event has the :type " + name + ", which is none of :invoke, :ok, :fail, :info");
        };
    }

    private static String name(EdnSource source, EdnForm.Mapping map, String field, Object form) {
        return switch (form) {
            case EdnForm.Keyword keyword -> keyword.name();
            case EdnForm.Symbol symbol -> symbol.name();
            case String string -> string;
            case null -> throw source.malformed(map.offset(), "this event has no :" + field);
            default ->
                throw source.malformed(
                        map.offset(), "this event's :" + field + " is not a name but " + EdnPrinter.print(form));
        };
    }

    /** A client's number; every name, such as {@code :nemesis}, is fault injection. */
    private static long process(EdnSource source, EdnForm.Mapping map) {
        return switch (map.get("process")) {
            case Long number when number >= 0 -> number;
            case EdnForm.Keyword name -> Event.NEMESIS;
            case EdnForm.Symbol name -> Event.NEMESIS;
            case String name when !name.matches("[0-9]*") -> Event.NEMESIS;
            case null -> throw source.malformed(map.offset(), "this event has no :process");
            case Object other ->
                throw source.malformed(
                        map.offset(),
                        "this event's :process is neither an integer from 0 on nor a name but "
                                + EdnPrinter.print(other));
        };
    }

    private static long time(EdnSource source, EdnForm.Mapping map) {
        Object time = map.get("time");
        return switch (time) {
            case null -> Event.NO_TIME;
            case Long nanos when nanos >= Event.NO_TIME -> nanos;
            case Double nanos when nanos >= 0 && nanos < Long.MAX_VALUE -> nanos.longValue();
            case Object other ->
                throw source.malformed(
                        map.offset(),
                        "this event's :time is not a number of nanoseconds from 0 on, in 64 bits, but "
                                + EdnPrinter.print(other));
        };
    }

    private static String error(Object form) {
        return switch (form) {
            case null -> null;
            case String text -> text;
            case EdnForm.Keyword keyword -> keyword.name();
            default -> EdnPrinter.print(form);
        };
    }
}

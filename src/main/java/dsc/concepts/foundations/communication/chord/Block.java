package dsc.concepts.foundations.communication.chord;

import dsc.workbench.protocol.Wire;

/**
 * A text under a name, which never changes.
 *
 * @param identifier where the name stands on the circle
 */
public record Block(long identifier, String name, String text) implements Wire {

    static Block of(String name, String text) {
        return new Block(Identifiers.of(name), name, text);
    }
}

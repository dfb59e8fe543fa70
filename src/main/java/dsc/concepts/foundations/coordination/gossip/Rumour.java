package dsc.concepts.foundations.coordination.gossip;

import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;

/** A letter that is told on. */
public record Rumour(Id id, Letter letter) implements Wire {

    /**
     * @param origin the node that was asked to tell it
     * @param number how many rumours of that node came before, from 0
     */
    public record Id(NodeId origin, long number) implements Wire {}

    public record Letter(String key, String text) implements Wire {}

    /** About how many characters it is in a message. */
    int chars() {
        return letter.key().length() + letter.text().length();
    }
}

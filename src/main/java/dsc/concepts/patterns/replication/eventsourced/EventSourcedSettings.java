package dsc.concepts.patterns.replication.eventsourced;

import dsc.workbench.protocol.Settings;

/**
 * From the configuration at {@code dsc.eventsourced} (see {@code conf/eventsourced.conf}).
 *
 * @param readJournal the id of the read journal in which a replica finds what the others wrote
 * @param directReplication whether what was written is also sent to the other nodes at once
 */
record EventSourcedSettings(String readJournal, boolean directReplication) {

    static EventSourcedSettings from(Settings settings) {
        return new EventSourcedSettings(settings.text("read-journal"), settings.flag("direct-replication"));
    }
}

package dsc.workbench.journals;

import java.util.List;
import java.util.Locale;

/** What two nodes and an entity that moves have stored, as both kinds of database take it. */
final class Rows {

    /** How many are those of n1: an event with a tag, one of a part, one of a replicated entity, and a snapshot. */
    static final long OF_N1 = 5;

    /** The persistence ids that are not n1's. */
    static final List<String> LEFT = List.of("account|n1", "raft-n10", "raft-n2", "raft_n1-x", "raftXn1");

    static final String IDS = "SELECT \"persistence_id\" FROM \"event_journal\""
            + " UNION ALL SELECT \"persistence_id\" FROM \"snapshot\" ORDER BY 1";

    static final List<String> INSERTS = List.of(
            event("raft-n1"),
            "INSERT INTO \"event_tag\" (\"event_id\", \"tag\") SELECT \"ordering\", 't' FROM \"event_journal\""
                    + " WHERE \"persistence_id\" = 'raft-n1'",
            event("raft-n1-log"),
            event("raft|x|n1"),
            "INSERT INTO \"snapshot\" (\"persistence_id\", \"sequence_number\", \"created\", \"snapshot_ser_id\","
                    + " \"snapshot_ser_manifest\", \"snapshot_payload\") VALUES ('raft-n1', 1, 1, 1, '', '')",
            event("raft-n2"),
            event("raft-n10"),
            event("raft_n1-x"),
            event("raftXn1"),
            event("account|n1"));

    private Rows() {}

    private static String event(String persistenceId) {
        return String.format(
                Locale.ROOT,
                "INSERT INTO \"event_journal\" (\"persistence_id\", \"sequence_number\", \"writer\","
                        + " \"write_timestamp\", \"adapter_manifest\", \"event_payload\", \"event_ser_id\","
                        + " \"event_ser_manifest\") VALUES ('%s', 1, 'w', 1, '', '', 1, '')",
                persistenceId);
    }
}

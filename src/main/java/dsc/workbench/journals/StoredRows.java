package dsc.workbench.journals;

import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * The rows in the tables of pekko-persistence-jdbc that one node wrote: those of the persistence id
 * {@code <scenario>-<node>}, of its parts {@code <scenario>-<node>-<part>}, and of replicated entities,
 * {@code <scenario>|<entity>|<node>} (Pekko, {@code ReplicationId}). State that moves from node to node is nobody's.
 */
record StoredRows(String scenario, NodeId node) {

    /** A request that a killed node had sent may still be carried out: so long after it, nothing is any more. */
    private static final long LATE_MILLIS = 100;

    private static final int PASSES_MAX = 50;

    private static final String OWN = "(\"persistence_id\" = ? OR \"persistence_id\" LIKE ? ESCAPE '!'"
            + " OR \"persistence_id\" LIKE ? ESCAPE '!')";

    /** Each refers to none of those after it. */
    private static final List<String> DELETIONS = List.of(
            "DELETE FROM \"event_tag\" WHERE \"event_id\" IN (SELECT \"ordering\" FROM \"event_journal\" WHERE " + OWN
                    + ")",
            "DELETE FROM \"event_journal\" WHERE " + OWN,
            "DELETE FROM \"snapshot\" WHERE " + OWN);

    /**
     * Deletes them, again until there are none, and returns how many there were.
     *
     * @param connection on which nothing else is done meanwhile
     */
    long delete(Connection connection) throws SQLException, InterruptedException {
        long all = 0;
        for (int pass = 1; pass <= PASSES_MAX; pass++) {
            long deleted = deleteAtOnce(connection);
            if (deleted == 0 && pass > 1) {
                return all;
            }
            all += deleted;
            TimeUnit.MILLISECONDS.sleep(LATE_MILLIS);
        }
        throw new SQLException("somebody still writes what " + node + " stored");
    }

    /** All or nothing. */
    private long deleteAtOnce(Connection connection) throws SQLException {
        connection.setAutoCommit(false);
        try {
            long deleted = 0;
            for (String deletion : DELETIONS) {
                deleted += execute(connection, deletion);
            }
            connection.commit();
            return deleted;
        } catch (SQLException failed) {
            connection.rollback();
            throw failed;
        } finally {
            connection.setAutoCommit(true);
        }
    }

    private long execute(Connection connection, String deletion) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(deletion)) {
            String id = NodeContext.persistenceId(scenario, node);
            statement.setString(1, id);
            statement.setString(2, escaped(id) + "-%");
            statement.setString(3, escaped(scenario) + "|%|" + escaped(node.value()));
            return statement.executeLargeUpdate();
        }
    }

    private static String escaped(String text) {
        return text.replace("!", "!!").replace("%", "!%").replace("_", "!_");
    }
}

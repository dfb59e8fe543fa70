package dsc.workbench.journals;

import dsc.workbench.terminal.LauncherException;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import java.util.Properties;
import org.postgresql.Driver;

/** The launcher's own connections to a PostgreSQL server, and in words why there is none. */
final class PostgresConnections {

    private static final Map<String, String> TIMEOUT =
            Map.of("connectTimeout", "5", "loginTimeout", "10", "socketTimeout", "20", "ApplicationName", "dsc");

    private PostgresConnections() {}

    /** As the user that the URL names, or else the environment. */
    static Connection open(PostgresUrl url) throws SQLException {
        Properties login = new Properties();
        login.putAll(TIMEOUT);
        put(login, "user", "PGUSER", url.environment());
        put(login, "password", "PGPASSWORD", url.environment());
        return new Driver().connect(url.jdbc(), login);
    }

    private static void put(Properties login, String property, String variable, Map<String, String> said) {
        String value = said.getOrDefault(variable, System.getenv(variable));
        if (value != null) {
            login.setProperty(property, value);
        }
    }

    /** What failed and what to do about it, by the SQLSTATE (PostgreSQL manual, appendix A). */
    static LauncherException failure(PostgresUrl url, SQLException failed) {
        String server = "PostgreSQL at " + url.server();
        String state = failed.getSQLState() == null ? "" : failed.getSQLState();
        return new LauncherException(
                switch (state) {
                    case "08001" ->
                        "no PostgreSQL answers at " + url.server() + "; start one there, or correct --journal-url";
                    case "08004", "28000", "28P01" ->
                        server + " refuses the login (" + words(failed)
                                + "); say who you are in --journal-url or PGUSER, and the password in PGPASSWORD";
                    case "3D000" ->
                        server + " has no database \"" + url.database() + "\"; make it (createdb " + url.database()
                                + "), or name another in --journal-url";
                    case "42501" ->
                        server + " does not let this user make a schema in \"" + url.database()
                                + "\"; let its owner say: GRANT CREATE ON DATABASE \"" + url.database() + "\" TO …";
                    case "53300" -> server + " has no connection left; each node takes two (max_connections)";
                    default ->
                        "the journal cannot be kept by " + server + ": " + words(failed) + " (SQLSTATE " + state + ")";
                });
    }

    /** The first line of what the server or the driver said. */
    private static String words(SQLException failed) {
        return failed.getMessage().lines().findFirst().orElse("no reason given").replaceFirst("^FATAL: ", "");
    }
}

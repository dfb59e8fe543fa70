package dsc.workbench.journals;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A database of a PostgreSQL server, by the forms that JDBC and libpq know:
 * {@code jdbc:postgresql://[user[:password]@]host[:port]/database[?parameters]}, with or without {@code jdbc:}.
 *
 * @param port 5432 unless it was said
 * @param user empty for the one that the environment names (PGUSER), or else the operating system
 * @param password empty for what the environment says (PGPASSWORD), or else {@code ~/.pgpass}
 * @param parameters of the driver, such as sslmode
 */
public record PostgresUrl(
        String host,
        int port,
        String database,
        Optional<String> user,
        Optional<String> password,
        Map<String, String> parameters) {

    public static final String EXAMPLE = "jdbc:postgresql://127.0.0.1:5432/dsc";

    private static final int PORT = 5432;

    /** @throws IllegalArgumentException saying what is wrong with {@code text}, without repeating a password */
    static PostgresUrl parse(String text) {
        URI uri = uri(text);
        String database = uri.getPath() == null ? "" : uri.getPath().replaceFirst("^/", "");
        if (uri.getHost() == null || database.isEmpty() || database.contains("/")) {
            throw new IllegalArgumentException("names no host and database; one looks like " + EXAMPLE);
        }
        Map<String, String> parameters = parameters(uri);
        Optional<String> userInParameters = Optional.ofNullable(parameters.remove("user"));
        Optional<String> passwordInParameters = Optional.ofNullable(parameters.remove("password"));
        if (parameters.containsKey("currentSchema")) {
            throw new IllegalArgumentException("has currentSchema, which is chosen for each cluster; leave it out");
        }
        String[] login = uri.getRawUserInfo() == null
                ? new String[0]
                : uri.getRawUserInfo().split(":", 2);
        return new PostgresUrl(
                uri.getHost(),
                uri.getPort() == -1 ? PORT : uri.getPort(),
                database,
                login.length > 0 ? Optional.of(decoded(login[0])) : userInParameters,
                login.length > 1 ? Optional.of(decoded(login[1])) : passwordInParameters,
                parameters);
    }

    private static URI uri(String text) {
        String plain = text.replaceFirst("^jdbc:", "");
        if (!plain.matches("postgres(ql)?://.*")) {
            throw new IllegalArgumentException("is not a PostgreSQL URL; one looks like " + EXAMPLE);
        }
        try {
            return new URI(plain);
        } catch (URISyntaxException malformed) {
            throw new IllegalArgumentException(
                    "cannot be read at character " + (malformed.getIndex() + text.length() - plain.length() + 1) + " ("
                            + malformed.getReason() + "); what is special there is written as %XX");
        }
    }

    private static Map<String, String> parameters(URI uri) {
        Map<String, String> parameters = new LinkedHashMap<>();
        if (uri.getRawQuery() != null) {
            for (String parameter : uri.getRawQuery().split("&")) {
                String[] parts = parameter.split("=", 2);
                parameters.put(decoded(parts[0]), parts.length == 1 ? "" : decoded(parts[1]));
            }
        }
        return parameters;
    }

    /** The same database, with further parameters of the driver. */
    PostgresUrl with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(parameters);
        all.putAll(more);
        return new PostgresUrl(host, port, database, user, password, all);
    }

    /** As JDBC takes it: without user and password, which are told apart. */
    String jdbc() {
        return "jdbc:postgresql://" + address();
    }

    /** As a person writes it, without the password. */
    public String text() {
        return "jdbc:postgresql://" + user.map(name -> encoded(name) + "@").orElse("") + address();
    }

    String server() {
        return host + ":" + port;
    }

    private String address() {
        String query = parameters.entrySet().stream()
                .map(parameter -> encoded(parameter.getKey()) + "=" + encoded(parameter.getValue()))
                .collect(Collectors.joining("&"));
        return server() + "/" + encoded(database) + (query.isEmpty() ? "" : "?" + query);
    }

    /** The variables of libpq, for a process that is to log in as this one would. */
    Map<String, String> environment() {
        Map<String, String> variables = new LinkedHashMap<>();
        user.ifPresent(name -> variables.put("PGUSER", name));
        password.ifPresent(word -> variables.put("PGPASSWORD", word));
        return variables;
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }

    /** Unlike in a form's data, a plus sign is one. */
    private static String decoded(String text) {
        return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    /** Without the password, wherever it may be printed. */
    @Override
    public String toString() {
        return text();
    }
}

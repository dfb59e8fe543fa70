package dsc.workbench.loopback;

import java.util.List;
import java.util.Locale;

/**
 * Decides by a request's headers alone whether it comes from where the owner is: from a program that names this server
 * by a loopback name, and from no web page but one that this server sent.
 *
 * <p>A page of another origin is told apart by {@code Origin} or {@code Sec-Fetch-Site}, which scripts cannot set. A
 * page whose name was made to mean 127.0.0.1 (DNS rebinding) is of the server's own origin to the browser; it is told
 * apart by {@code Host}, which has that name.
 */
final class Admission {

    private final List<String> hosts;

    /** @param port where the server listens */
    Admission(int port) {
        this.hosts = List.of("127.0.0.1:" + port, "localhost:" + port);
    }

    void require(Head head) throws RefusedException {
        String host = head.one("host");
        if (host == null || !hosts.contains(host.toLowerCase(Locale.ROOT))) {
            throw new RefusedException(421, "the host is 127.0.0.1 or localhost, with the port");
        }
        for (String origin : head.all("origin")) {
            if (!origin.equalsIgnoreCase("http://" + host)) {
                throw new RefusedException(403, "a page of another origin is not served");
            }
        }
        for (String site : head.all("sec-fetch-site")) {
            if (!site.equals("same-origin") && !site.equals("none")) {
                throw new RefusedException(403, "a page of another site is not served");
            }
        }
    }

    /** A body that a form or a plain script of another site could not send without a preflight. */
    static void requireJson(Head head) throws RefusedException {
        String type = head.one("content-type");
        if (type == null || !type.toLowerCase(Locale.ROOT).matches("application/json *(; *charset=\"?utf-8\"?)?")) {
            throw new RefusedException(415, "the Content-Type is application/json");
        }
    }
}

package dsc.workbench.processes;

import java.io.IOException;
import java.net.ServerSocket;
import java.util.HashSet;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;

/** Free ports on loopback. */
public final class Ports {

    /**
     * Below the range from which systems draw the ports of outgoing connections (Linux: 32768 and up, macOS: 49152 and
     * up), or such a connection could take a node's port while the node is down.
     */
    private static final int LOWEST = 21_000;

    private static final int HIGHEST = 32_000;

    private final Set<Integer> given = new HashSet<>();

    /**
     * A port that nobody listens on and that was not given out before.
     *
     * @throws IllegalStateException when there is none
     */
    public int next() {
        for (int attempt = 0; attempt < 1_000; attempt++) {
            int port = ThreadLocalRandom.current().nextInt(LOWEST, HIGHEST);
            if (isFree(port) && given.add(port)) {
                return port;
            }
        }
        throw new IllegalStateException("no free port found between " + LOWEST + " and " + HIGHEST + " on 127.0.0.1");
    }

    private static boolean isFree(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(Loopback.port(port));
            return true;
        } catch (IOException taken) {
            return false;
        }
    }
}

package dsc.workbench.processes;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PortsTest {

    /** As Linux has it by default; macOS and Windows begin at 49152. */
    private static final int EPHEMERAL_LOWEST = 32_768;

    @Test
    void portsDifferAndLieBelowThoseOfOutgoingConnections() {
        Ports ports = new Ports();

        List<Integer> drawn = Stream.generate(ports::next).limit(300).toList();

        assertThat(drawn).doesNotHaveDuplicates().allMatch(port -> port > 1_024 && port < EPHEMERAL_LOWEST);
    }

    @Test
    void nobodyListensOnThem() throws IOException {
        Ports ports = new Ports();
        for (int draw = 0; draw < 20; draw++) {
            try (ServerSocket socket = new ServerSocket(ports.next(), 1, InetAddress.getLoopbackAddress())) {
                assertThat(socket.isBound()).isTrue();
            }
        }
    }
}

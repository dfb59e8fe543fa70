package dsc.workbench.processes;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.List;

/**
 * How processes of this machine reach each other: by 127.0.0.1, also where java was told to prefer IPv6
 * ({@code InetAddress.getLoopbackAddress()} is {@code ::1} then), and never through a proxy.
 */
public final class Loopback {

    public static final String HOST = "127.0.0.1";

    private static final InetAddress ADDRESS = address();

    private Loopback() {}

    private static InetAddress address() {
        try {
            return InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        } catch (UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** @param port 0 for a free one, where something is to listen */
    public static InetSocketAddress port(int port) {
        return new InetSocketAddress(ADDRESS, port);
    }

    /**
     * From now on, no connection of this JVM to {@link #HOST} goes through a proxy. Java leaves this machine's own
     * addresses out by default, but not where the list of hosts without a proxy is empty
     * ({@code -Dhttp.nonProxyHosts=}).
     */
    public static void avoidProxies() {
        ProxySelector.setDefault(new Direct(ProxySelector.getDefault()));
    }

    /** @param others decides about all other hosts; may be null, for no proxy at all */
    private static final class Direct extends ProxySelector {
        private static final List<Proxy> NONE = List.of(Proxy.NO_PROXY);
        private final ProxySelector others;

        Direct(ProxySelector others) {
            this.others = others;
        }

        @Override
        public List<Proxy> select(URI target) {
            return others == null || HOST.equals(target.getHost()) ? NONE : others.select(target);
        }

        @Override
        public void connectFailed(URI target, SocketAddress proxy, IOException why) {
            if (others != null) {
                others.connectFailed(target, proxy, why);
            }
        }
    }
}

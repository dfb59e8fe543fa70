package dsc.workbench.multijvm.nodes;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.ObjectInputFilter;
import java.io.ObjectInputStream;
import java.io.ObjectOutputStream;
import java.net.Socket;

/** One end of the connection between the JVM that JUnit runs in and a node's. */
public final class Channel implements AutoCloseable {

    private static final ObjectInputFilter ONLY_MESSAGES =
            ObjectInputFilter.Config.createFilter("dsc.workbench.multijvm.nodes.*;java.lang.*;java.util.*;!*");

    private final Socket socket;
    private final ObjectOutputStream out;
    private final ObjectInputStream in;

    /** Returns once the other end made its channel as well. */
    public Channel(Socket socket) throws IOException {
        this.socket = socket;
        socket.setTcpNoDelay(true);
        this.out = new ObjectOutputStream(new BufferedOutputStream(socket.getOutputStream()));
        out.flush();
        this.in = new ObjectInputStream(new BufferedInputStream(socket.getInputStream()));
        in.setObjectInputFilter(ONLY_MESSAGES);
    }

    public synchronized void send(Message message) throws IOException {
        out.writeObject(message);
        out.reset();
        out.flush();
    }

    /** Waits for the next; an {@link java.io.EOFException} when the other end is closed. */
    public Message receive() throws IOException {
        try {
            return (Message) in.readObject();
        } catch (ClassNotFoundException foreign) {
            throw new IOException(foreign);
        }
    }

    @Override
    public void close() {
        try {
            socket.close();
        } catch (IOException alreadyClosed) {
            // Nothing more is wanted of it.
        }
    }
}

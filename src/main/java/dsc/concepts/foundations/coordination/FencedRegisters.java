package dsc.concepts.foundations.coordination;

import dsc.concepts.shared.SortedMaps;
import dsc.workbench.protocol.NodeId;
import dsc.workbench.protocol.Wire;
import java.util.Collections;
import java.util.Optional;
import java.util.SortedMap;

/**
 * What a node keeps of registers that only the holder of the greatest token may use. A holder enters a register at a
 * majority of the nodes, which promise to refuse every lesser token, takes the newest of their copies, and puts its own
 * ones at a majority: one ballot of Paxos for each holder (D. Rystsov: <i>CASPaxos</i>, 2018). Two holders at once are
 * harmless then: the one with the lesser token is refused. Without fencing, tokens are not compared, and the newest
 * copy wins, as in a register that knows nothing of locks.
 *
 * <p>Immutable; both answers to a request depend on nothing else.
 */
public record FencedRegisters(SortedMap<String, Register> registers) implements Wire {

    public static final FencedRegisters EMPTY = new FencedRegisters(Collections.emptySortedMap());

    /** Orders the copies of one register: by {@code token}, then by {@code number}, which counts its holder's puts. */
    public record Stamp(Token token, long number) implements Wire, Comparable<Stamp> {
        @Override
        public int compareTo(Stamp other) {
            return token.equals(other.token) ? Long.compare(number, other.number) : token.compareTo(other.token);
        }
    }

    /** @param value null in a register never put to */
    public record Copy(Stamp stamp, String value) implements Wire {
        public static final Copy NONE = new Copy(new Stamp(Token.NONE, 0), null);

        boolean isNewerThan(Copy other) {
            return stamp.compareTo(other.stamp) > 0;
        }
    }

    /** @param promised the greatest token that has entered */
    public record Register(Token promised, Copy copy) implements Wire {
        static final Register EMPTY = new Register(Token.NONE, Copy.NONE);
    }

    public sealed interface Message extends Wire {}

    /** What a holder asks of all nodes; a token is asked for by one node at a time, so that answers find their way. */
    public sealed interface Request extends Message {
        NodeId from();

        Token token();

        String key();
    }

    public record Enter(NodeId from, Token token, String key) implements Request {}

    /** @param number which put of that token it is, from 1 */
    public record Put(NodeId from, Token token, long number, String key, Copy copy) implements Request {}

    public sealed interface Answer extends Message {
        NodeId from();

        Token token();

        String key();
    }

    public record Entered(NodeId from, Token token, String key, Copy copy) implements Answer {}

    public record Stored(NodeId from, Token token, long number, String key) implements Answer {}

    /** @param promised the greater token that has entered */
    public record Refused(NodeId from, Token token, String key, Token promised) implements Answer {}

    /** A register after a request, to be durable before the answer is sent. */
    public record Changed(String key, Register register) implements Wire {}

    /** What comes of a request. */
    public record Outcome(Optional<Changed> change, Answer answer) {}

    public Register register(String key) {
        return registers.getOrDefault(key, Register.EMPTY);
    }

    /** This node's own copy; null if it has none. */
    public String value(String key) {
        return register(key).copy().value();
    }

    public FencedRegisters after(Changed changed) {
        return new FencedRegisters(SortedMaps.with(registers, changed.key(), changed.register()));
    }

    /**
     * What {@code self} does with a request.
     *
     * @param fencing whether tokens are compared
     */
    public Outcome outcome(Request request, boolean fencing, NodeId self) {
        Register register = register(request.key());
        return switch (request) {
            case Enter enter when refuses(enter, register, fencing) -> refusal(enter, register, self);
            case Enter enter ->
                new Outcome(
                        change(enter.key(), register, promise(enter, register, fencing), register.copy()),
                        new Entered(self, enter.token(), enter.key(), register.copy()));
            case Put put when refuses(put, register, fencing) -> refusal(put, register, self);
            case Put put ->
                new Outcome(
                        change(
                                put.key(),
                                register,
                                promise(put, register, fencing),
                                put.copy().isNewerThan(register.copy()) ? put.copy() : register.copy()),
                        new Stored(self, put.token(), put.number(), put.key()));
        };
    }

    private static boolean refuses(Request request, Register register, boolean fencing) {
        return fencing && request.token().isBefore(register.promised());
    }

    private static Outcome refusal(Request request, Register register, NodeId self) {
        return new Outcome(Optional.empty(), new Refused(self, request.token(), request.key(), register.promised()));
    }

    private static Token promise(Request request, Register register, boolean fencing) {
        return fencing ? request.token() : register.promised();
    }

    private static Optional<Changed> change(String key, Register before, Token promised, Copy copy) {
        Register after = new Register(promised, copy);
        return after.equals(before) ? Optional.empty() : Optional.of(new Changed(key, after));
    }
}

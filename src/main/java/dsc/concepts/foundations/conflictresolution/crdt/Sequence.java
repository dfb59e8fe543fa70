package dsc.concepts.foundations.conflictresolution.crdt;

import com.fasterxml.jackson.annotation.JsonCreator;
import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonProperty;
import dsc.workbench.protocol.Wire;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.pekko.cluster.ddata.AbstractDeltaReplicatedData;
import org.apache.pekko.cluster.ddata.DeltaReplicatedData;
import org.apache.pekko.cluster.ddata.Key;
import org.apache.pekko.cluster.ddata.ReplicatedData;
import org.apache.pekko.cluster.ddata.ReplicatedDelta;

/**
 * A text that several replicas edit: a replicated growable array (Roh, Jeon, Kim, Lee, <i>Replicated abstract data
 * types</i>, JPDC 2011), in the form of a tree, as a delta-state type for Pekko's Distributed Data.
 *
 * <p>Every character has an id, greater than all ids that its writer had seen, and says after which character it was
 * put. Characters that were put after the same one stand in the order of their ids, the greatest first: the writer of a
 * greater id had seen the smaller, or neither had seen the other, and then any order will do that is the same
 * everywhere. An erased character stays, as a tombstone, since others may have been put after it. A character whose
 * predecessor has not arrived is kept, and shown when that has come. Two words that were typed at the same place, each
 * from its beginning to its end, stand one after the other; typed backwards, their characters may interleave.
 * Tombstones are never collected.
 *
 * <p>The state is the set of characters with a mark each, erased or not; merging is their union, where a mark once set
 * stays. So it is commutative, associative and idempotent, and a change is a state itself, of the characters that it is
 * about.
 */
public final class Sequence extends AbstractDeltaReplicatedData<Sequence, Sequence.Delta> implements Wire {

    public static final Sequence EMPTY = new Sequence(List.of());

    /**
     * @param number greater than all that the writer had seen, 1 or more
     * @param writer a name that nobody else has, or ever had: one that comes back from a crash may have lost what it
     *     wrote last, and would give its number once more, so it goes on under another name (Roh et al. number sessions
     *     for that)
     */
    public record Id(long number, String writer) implements Comparable<Id>, Wire {

        private static final Comparator<Id> ORDER =
                Comparator.comparingLong(Id::number).thenComparing(Id::writer);

        @Override
        public int compareTo(Id other) {
            return ORDER.compare(this, other);
        }
    }

    /** @param after the character that it was put after, or empty: at the beginning */
    public record Character(Id id, Optional<Id> after, String text, boolean erased) implements Wire {

        private static final Comparator<Character> CONTENT =
                Comparator.comparing(Character::text).thenComparing(character -> String.valueOf(character.after()));

        /** They differ in the mark alone, as long as ids are unique; if not, all replicas take the same one. */
        private Character merge(Character other) {
            Character one = CONTENT.compare(this, other) <= 0 ? this : other;
            return new Character(one.id(), one.after(), one.text(), erased || other.erased);
        }
    }

    /** Some characters that are new, or newly erased. */
    public record Delta(List<Character> characters) implements ReplicatedDelta, Wire {

        @Override
        @JsonIgnore
        public DeltaReplicatedData zero() {
            return EMPTY;
        }

        @Override
        public ReplicatedData merge(ReplicatedData other) {
            return new Delta(List.copyOf(
                    union(index(characters), ((Delta) other).characters()).values()));
        }
    }

    /** The name of a text. */
    public static final class SequenceKey extends Key<Sequence> implements Wire {
        private static final long serialVersionUID = 1L;

        @JsonCreator
        public SequenceKey(@JsonProperty("id") String id) {
            super(id);
        }

        @JsonProperty("id")
        String name() {
            return id();
        }
    }

    private final TreeMap<Id, Character> characters;
    private final Delta delta;

    @JsonCreator
    Sequence(@JsonProperty("characters") Collection<Character> characters) {
        this(index(characters), null);
    }

    private Sequence(TreeMap<Id, Character> characters, Delta delta) {
        this.characters = characters;
        this.delta = delta;
    }

    private static TreeMap<Id, Character> index(Collection<Character> characters) {
        return union(new TreeMap<>(), characters);
    }

    private static TreeMap<Id, Character> union(TreeMap<Id, Character> some, Collection<Character> others) {
        TreeMap<Id, Character> all = new TreeMap<>(some);
        others.forEach(one -> all.merge(one.id(), one, Character::merge));
        return all;
    }

    /** All of them, erased ones too, in the order of their ids. */
    @JsonProperty("characters")
    public List<Character> characters() {
        return List.copyOf(characters.values());
    }

    /** The same with {@code text} after that character, or at the beginning. */
    public Sequence insert(String writer, Optional<Id> after, String text) {
        long number = characters.isEmpty() ? 1 : characters.lastKey().number() + 1;
        return changed(new Character(new Id(number, writer), after, text, false));
    }

    /** The same without that character. */
    public Sequence erase(Id id) {
        Character there = characters.get(id);
        return there == null ? this : changed(new Character(id, there.after(), there.text(), true));
    }

    private Sequence changed(Character character) {
        Delta change = new Delta(List.of(character));
        return new Sequence(
                union(characters, change.characters()), delta == null ? change : (Delta) delta.merge(change));
    }

    /** The id of the character before {@code position}, counted from 0; empty at the beginning. */
    public Optional<Id> idBefore(int position) {
        return position == 0
                ? Optional.empty()
                : Optional.of(shown().get(position - 1).id());
    }

    /** How many characters are shown. */
    public int length() {
        return shown().size();
    }

    /** What is shown. */
    public String text() {
        StringBuilder text = new StringBuilder();
        shown().forEach(character -> text.append(character.text()));
        return text.toString();
    }

    private List<Character> shown() {
        Map<Optional<Id>, List<Character>> followers = new HashMap<>();
        // Ascending, so that what is taken from the end of a stack first is the greatest.
        characters
                .values()
                .forEach(character -> followers
                        .computeIfAbsent(character.after(), none -> new ArrayList<>())
                        .add(character));
        List<Character> shown = new ArrayList<>();
        Deque<Character> open = new ArrayDeque<>();
        followers.getOrDefault(Optional.<Id>empty(), List.of()).forEach(open::push);
        while (!open.isEmpty()) {
            Character next = open.pop();
            if (!next.erased()) {
                shown.add(next);
            }
            followers.getOrDefault(Optional.of(next.id()), List.of()).forEach(open::push);
        }
        return shown;
    }

    @Override
    @JsonIgnore
    public Optional<Delta> deltaData() {
        return Optional.ofNullable(delta);
    }

    @Override
    public Sequence mergeDeltaData(Delta other) {
        return new Sequence(union(characters, other.characters()), null);
    }

    @Override
    public Sequence mergeData(Sequence other) {
        return new Sequence(union(characters, other.characters.values()), null);
    }

    @Override
    public Sequence resetDelta() {
        return new Sequence(characters, null);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Sequence sequence && characters.equals(sequence.characters);
    }

    @Override
    public int hashCode() {
        return characters.hashCode();
    }

    @Override
    public String toString() {
        return "Sequence[" + text() + "]";
    }
}

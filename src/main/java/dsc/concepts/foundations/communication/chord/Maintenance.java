package dsc.concepts.foundations.communication.chord;

import dsc.concepts.foundations.communication.chord.Chord.Differs;
import dsc.concepts.foundations.communication.chord.Chord.HandOver;
import dsc.concepts.foundations.communication.chord.Chord.Happening;
import dsc.concepts.foundations.communication.chord.Chord.Holds;
import dsc.concepts.foundations.communication.chord.Chord.Inventory;
import dsc.concepts.foundations.communication.chord.Chord.Message;
import dsc.concepts.foundations.communication.chord.Chord.Offer;
import dsc.concepts.foundations.communication.chord.Chord.Wanted;
import dsc.concepts.shared.DurablePeer.Setup;
import dsc.concepts.shared.Tally;
import dsc.workbench.protocol.NodeContext;
import dsc.workbench.protocol.NodeId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Sees to it that blocks are where they belong, at the owner of their name and the r nodes after it (Stoica et al.
 * 2001, §5.2). A node goes through its blocks along the circle: those that it owns it offers to its successors, others
 * to their owner. Belongs to one actor, which loses it in a crash.
 */
final class Maintenance {

    /** Blocks that follow each other on the circle, offered to one node. */
    private record Offered(NodeId to, boolean isToOwner, List<Block> blocks) {}

    private final NodeContext<Message> node;
    private final Options options;
    private final Tally<Happening> tally;
    private final Lookups lookups;
    private final Ring ring;
    private final Map<Long, Offered> open = new HashMap<>();
    private Map<String, NodeId> forgotten = Map.of();

    /** Where on the circle the node is with its blocks, and how far it has still to go in this round. */
    private long position;

    private long left;
    private boolean isMoving;

    Maintenance(Setup<Message> setup, Options options, Tally<Happening> tally, Lookups lookups, Ring ring) {
        this.node = setup.node();
        this.options = options;
        this.tally = tally;
        this.lookups = lookups;
        this.ring = ring;
        this.position = Identifiers.of(node.self().value());
    }

    void clear() {
        open.clear();
        forgotten = Map.of();
        left = 0;
        isMoving = false;
    }

    Map<String, NodeId> forgotten() {
        return forgotten;
    }

    /** Another round, unless one goes on; where somebody has not answered, the round ends, and the next one goes on. */
    void onMaintainDue(Blocks blocks) {
        if (!ring.isMember() || isMoving && left > 0) {
            isMoving = false;
            return;
        }
        open.clear();
        left = Identifiers.LAST;
        next(blocks);
    }

    /** Looks up the owner of the first block that this round has not come to. */
    private void next(Blocks blocks) {
        Optional<Block> first = left > 0 ? blocks.firstFrom(position) : Optional.empty();
        long from = position;
        if (first.isEmpty() || Identifiers.distance(from, first.get().identifier()) > left) {
            left = 0;
            return;
        }
        Block block = first.get();
        lookups.start(ring.pointers(), block.identifier(), found -> {
            if (left > 0 && ring.isMember() && !found.nodes().isEmpty()) {
                advance(block.identifier());
                offer(blocks, block, found.nodes().getFirst());
            }
        });
    }

    /** Nobody owns another block between the first of a group and the group's owner. */
    private void offer(Blocks blocks, Block first, Pointer owner) {
        long last = Identifiers.distance(first.identifier(), owner.identifier()) <= left
                ? owner.identifier()
                : Identifiers.plus(first.identifier(), left);
        List<Block> group = new ArrayList<>();
        for (Block block : blocks.within(first.identifier(), last)) {
            if (group.size() >= options.offerBlocks()
                    && block.identifier() != group.getLast().identifier()) {
                break;
            }
            group.add(block);
        }
        advance(Identifiers.plus(group.getLast().identifier(), 1));
        boolean isOwn = owner.equals(ring.pointers().self());
        List<Pointer> to = isOwn ? ring.pointers().successors().nodes() : List.of(owner);
        to.forEach(other -> offer(new Offered(other.node().orElseThrow(), !isOwn, List.copyOf(group))));
        if (to.isEmpty()) {
            left = 0;
        }
    }

    private void offer(Offered offered) {
        long number = node.random().nextLong();
        open.put(number, offered);
        node.peers()
                .tell(
                        offered.to(),
                        new Offer(
                                node.self(),
                                number,
                                offered.blocks().getFirst().identifier(),
                                offered.blocks().getLast().identifier(),
                                Blocks.digest(offered.blocks())));
    }

    private void advance(long identifier) {
        left -= Math.min(left, Identifiers.distance(position, identifier));
        position = identifier;
    }

    private void goOn(long offer, Blocks blocks) {
        open.remove(offer);
        isMoving = true;
        if (open.isEmpty()) {
            next(blocks);
        }
    }

    void onOffer(Offer offer, Blocks blocks) {
        if (!ring.isMember()) {
            return;
        }
        boolean alike = Blocks.digest(blocks.within(offer.first(), offer.last())) == offer.digest();
        node.peers()
                .tell(
                        offer.from(),
                        alike ? holds(offer.offer(), offer.from()) : new Differs(offer.offer(), node.self()));
    }

    private Holds holds(long offer, NodeId from) {
        boolean keeps = ring.pointers().successors().entries().stream().anyMatch(entry -> entry.isTo(from));
        return new Holds(offer, node.self(), keeps);
    }

    void onDiffers(Differs differs) {
        Offered offered = open.get(differs.offer());
        if (offered != null) {
            List<String> names = offered.blocks().stream().map(Block::name).toList();
            node.peers()
                    .tell(
                            offered.to(),
                            new Inventory(
                                    node.self(),
                                    differs.offer(),
                                    offered.blocks().getFirst().identifier(),
                                    offered.blocks().getLast().identifier(),
                                    names));
        }
    }

    void onInventory(Inventory inventory, Blocks blocks) {
        Set<String> there = blocks.within(inventory.first(), inventory.last()).stream()
                .map(Block::name)
                .collect(Collectors.toSet());
        List<String> wanted =
                inventory.names().stream().filter(name -> !there.contains(name)).toList();
        node.peers()
                .tell(
                        inventory.from(),
                        wanted.isEmpty()
                                ? holds(inventory.offer(), inventory.from())
                                : new Wanted(inventory.offer(), node.self(), wanted));
    }

    /** Hands over as much as fits into one message. What it becomes of it, the next round asks. */
    void onWanted(Wanted wanted, Blocks held) {
        Offered offered = open.get(wanted.offer());
        if (offered == null) {
            return;
        }
        Set<String> names = new HashSet<>(wanted.names());
        List<Block> blocks = new ArrayList<>();
        int chars = 0;
        for (Block block : offered.blocks()) {
            if (names.contains(block.name()) && (blocks.isEmpty() || chars < options.batchChars())) {
                blocks.add(block);
                chars += block.name().length() + block.text().length();
            }
        }
        tally.add(Happening.BLOCKS_WERE_HANDED_OVER);
        node.peers().tell(offered.to(), new HandOver(blocks));
        goOn(wanted.offer(), held);
    }

    /**
     * Notes that another node holds what it was offered.
     *
     * @return the names of the blocks to forget: the other node is nearer to them, and does not take this one for one
     *     of those that hold them as well
     */
    List<String> onHolds(Holds holds, Blocks blocks) {
        Offered offered = open.get(holds.offer());
        if (offered == null) {
            return List.of();
        }
        List<String> names = new ArrayList<>();
        if (offered.isToOwner() && !holds.keeps()) {
            long other = Identifiers.of(offered.to().value());
            long own = ring.pointers().self().identifier();
            offered.blocks().stream()
                    .filter(block -> Identifiers.distance(block.identifier(), other)
                            < Identifiers.distance(block.identifier(), own))
                    .filter(blocks::hasNameOf)
                    .map(Block::name)
                    .forEach(names::add);
        }
        if (!names.isEmpty()) {
            tally.add(Happening.BLOCKS_WERE_FORGOTTEN);
            Map<String, NodeId> latest = new TreeMap<>();
            names.forEach(name -> latest.put(name, offered.to()));
            forgotten = latest;
        }
        goOn(holds.offer(), blocks);
        return names;
    }
}

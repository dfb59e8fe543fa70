package dsc.workbench.exercises;

import dsc.workbench.simulation.worlds.WorldFile;
import java.nio.file.Path;

/**
 * Small worlds that are alike but for their seeds: the same nodes, clients and faults. One seed of a world that was
 * made smaller says little about code that does other things; many seeds do.
 *
 * @param name says what happens in them, such as {@code two-candidates}
 * @param file the world, as {@code dsc simulate --world} takes it; its own seed is one of many
 * @param world what stands in the file
 * @param seeds how many of its worlds are run
 */
public record Family(String name, Path file, WorldFile world, int seeds) {

    public static final int SEEDS = 100;

    /**
     * One in a file.
     *
     * @param scenario whose worlds these must be
     * @throws IllegalArgumentException when the file cannot be read, or has a world of another scenario; the message
     *     begins with the file's name
     */
    static Family read(String name, Path file, String scenario, int seeds) {
        String shown = file.getParent().getFileName() + "/" + file.getFileName();
        WorldFile world;
        try {
            world = WorldFile.read(file);
        } catch (IllegalArgumentException unreadable) {
            throw new IllegalArgumentException(shown + ": " + unreadable.getMessage(), unreadable);
        }
        if (!world.scenario().equals(scenario)) {
            throw new IllegalArgumentException(
                    shown + ": this is a world of \"" + world.scenario() + "\", not of " + scenario);
        }
        return new Family(name, file, world, seeds);
    }

    public Family {
        if (seeds < 1) {
            throw new IllegalArgumentException("family \"" + name + "\": seeds is 1 or more, not " + seeds);
        }
    }
}

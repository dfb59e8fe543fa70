package dsc.workbench.workbook;

import dsc.workbench.processes.PrivateFiles;
import dsc.workbench.terminal.LauncherException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Finds the workbook that a command is about: the one that is named, else the one around, else the last. */
public final class WorkbookFinder {

    private static final String NONE = "there is no workbook yet; this makes one: ./dsc exercise init ../workbook";

    private final Path here;
    private final Optional<Path> memory;

    /**
     * @param here the current directory
     * @param environment of this process, which says where the user's data lies
     */
    public WorkbookFinder(Path here, Map<String, String> environment) {
        this.here = here;
        String home = environment.getOrDefault("HOME", "");
        String data = environment.getOrDefault("XDG_DATA_HOME", "");
        Path base = data.startsWith("/") ? Path.of(data) : Path.of(home, ".local", "share");
        this.memory = Optional.of(base.resolve("dsc").resolve("workbook")).filter(Path::isAbsolute);
    }

    /** @throws LauncherException when there is none, or it cannot be read */
    public Workbook find(Optional<Path> named) {
        if (named.isPresent()) {
            return Workbook.open(here.resolve(named.get()));
        }
        Optional<Path> around = Workbook.around(here);
        if (around.isPresent()) {
            return Workbook.open(around.get());
        }
        Path last = last().orElseThrow(() -> new LauncherException(NONE));
        if (!Workbook.isWorkbook(last)) {
            throw new LauncherException("the last workbook, " + last + ", is gone; --in DIR names another");
        }
        return Workbook.open(last);
    }

    /** The same where there need not be one. */
    public Optional<Workbook> any(Optional<Path> named) {
        boolean isNone = named.isEmpty()
                && Workbook.around(here).isEmpty()
                && last().filter(Workbook::isWorkbook).isEmpty();
        return isNone ? Optional.empty() : Optional.of(find(named));
    }

    private Optional<Path> last() {
        try {
            return memory.isPresent()
                    ? Optional.of(Path.of(Files.readString(memory.get()).strip()))
                            .filter(Path::isAbsolute)
                    : Optional.empty();
        } catch (IOException | IllegalArgumentException none) {
            return Optional.empty();
        }
    }

    /** The next command finds it from everywhere. Where nothing can be kept, workbooks are found by their place. */
    public void remember(Workbook workbook) {
        try {
            if (memory.isPresent()) {
                PrivateFiles.ownDirectory(memory.get().getParent());
                PrivateFiles.write(memory.get(), (workbook.directory() + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException unwritable) {
            // Commands in it, and those that name it, find it all the same.
        }
    }
}

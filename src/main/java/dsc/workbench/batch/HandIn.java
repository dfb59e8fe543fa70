package dsc.workbench.batch;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * What one person handed in.
 *
 * @param name of the directory or zip file, without {@code .zip} where that tells it from the others
 * @param files the texts of the files to edit, by the paths that the exercise names them by
 * @param ignored paths of other files, in order
 * @param unusable why it cannot be judged, if it cannot
 */
public record HandIn(String name, Map<String, String> files, List<String> ignored, Optional<String> unusable) {

    public HandIn {
        files = new TreeMap<>(files);
        ignored = List.copyOf(ignored);
    }
}

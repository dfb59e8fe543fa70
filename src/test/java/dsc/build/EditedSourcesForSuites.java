package dsc.build;

import static org.assertj.core.api.Assertions.assertThat;

import dsc.concepts.Catalog;
import dsc.workbench.exercises.EditedSources;
import dsc.workbench.processes.EditedClasses;
import dsc.workbench.protocol.Scenario;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/**
 * Not a test: with {@code -Ddsc.with=DIR}, the build runs it before all tests, so that the Java files in DIR are
 * compiled to where suites load classes from before they load the product's.
 */
@EnabledIfSystemProperty(named = "dsc.with", matches = ".+")
class EditedSourcesForSuites {

    @Test
    void compile() throws Exception {
        Path directory = Path.of(System.getProperty("dsc.with"));
        Map<String, byte[]> files = new TreeMap<>();
        for (Scenario<?> product : Catalog.scenarios()) {
            EditedSources sources = EditedSources.find(directory, product.getClass());
            if (!sources.isEmpty()) {
                files.putAll(sources.compile().files());
            }
        }
        assertThat(files)
                .as("files of a protocol, of a concept, or of what concepts share, in %s", directory)
                .isNotEmpty();
        EditedClasses classes = new EditedClasses(directory, files);
        classes.writeTo(directory.resolve(EditedSources.CLASSES));
        System.out.println("compiled " + classes);
    }
}

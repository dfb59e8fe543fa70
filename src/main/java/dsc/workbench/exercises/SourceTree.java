package dsc.workbench.exercises;

import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.Tree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** A source file and what the compiler read in it. */
record SourceTree(SourceFile source, CompilationUnitTree tree, SourcePositions positions) {

    /** @param sources those that {@code task} was made for */
    static List<SourceTree> parse(JavacTask task, List<SourceFile> sources) throws IOException {
        SourcePositions positions = Trees.instance(task).getSourcePositions();
        List<SourceTree> parsed = new ArrayList<>();
        for (CompilationUnitTree tree : task.parse()) {
            // The compiler wraps the objects that it was given.
            sources.stream()
                    .filter(source -> source.toUri().equals(tree.getSourceFile().toUri()))
                    .forEach(source -> parsed.add(new SourceTree(source, tree, positions)));
        }
        return parsed;
    }

    /** Counted from 0; negative for what the compiler added. */
    int start(Tree part) {
        return (int) positions.getStartPosition(tree, part);
    }

    /** Behind its last character. */
    int end(Tree part) {
        return (int) positions.getEndPosition(tree, part);
    }

    Problem problem(Tree part, String sentence) {
        return Problem.at(source.file(), source.text(), start(part), sentence);
    }
}

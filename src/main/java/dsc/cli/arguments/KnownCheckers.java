package dsc.cli.arguments;

import dsc.concepts.Catalog;
import dsc.workbench.checkers.Checker;
import dsc.workbench.checkers.registry.Checkers;
import dsc.workbench.nodes.NodeFiles;
import dsc.workbench.protocol.Scenario;
import java.util.LinkedHashMap;
import java.util.Map;

/** What histories are checked against, by name: what any protocol may use, then what is at home in one of them. */
public final class KnownCheckers {

    private KnownCheckers() {}

    /** In the order in which they are explained. */
    public static Map<String, Checker> byName() {
        Map<String, Checker> checkers = new LinkedHashMap<>();
        Checkers.all().forEach(checker -> checkers.put(checker.name(), checker));
        for (Scenario<?> scenario : Catalog.scenarios()) {
            Checker own = scenario.guarantee(NodeFiles.usualSettings(InstallDirectory.directory(), scenario.id()))
                    .checker();
            checkers.putIfAbsent(own.name(), own);
        }
        return checkers;
    }
}

package dsc.workbench.multijvm;

import dsc.workbench.multijvm.Suite.MistakeException;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The roles of a test, and what a test writes of them: {@code n1}, {@code n1, n2}, {@code n1 | n2, n3}. */
record Roles(List<String> all) {

    /** @throws MistakeException unless it is the role of one node */
    String one(String role) {
        Set<String> roles = several(role);
        if (roles.size() != 1) {
            throw new MistakeException("one role is meant here, not \"" + role + "\"");
        }
        return roles.iterator().next();
    }

    /** @throws MistakeException unless each is the role of a node, and none is there twice */
    Set<String> several(String roles) {
        Set<String> parsed = new LinkedHashSet<>();
        for (String word : roles.split(",", -1)) {
            String role = word.strip();
            if (!all.contains(role)) {
                throw new MistakeException(
                        "there is no role \"" + role + "\"; the roles of this test are " + String.join(", ", all));
            }
            if (!parsed.add(role)) {
                throw new MistakeException("\"" + roles + "\" names " + role + " twice");
            }
        }
        return parsed;
    }

    /** @throws MistakeException unless each node is in exactly one group */
    List<List<String>> groups(String groups) {
        List<List<String>> parsed = Arrays.stream(groups.split("\\|", -1))
                .map(this::several)
                .map(List::copyOf)
                .toList();
        List<String> named = parsed.stream().flatMap(List::stream).toList();
        for (String role : all) {
            long times = named.stream().filter(role::equals).count();
            if (times != 1) {
                throw new MistakeException("partition \"" + groups + "\" names " + role
                        + (times == 0 ? " not at all" : " " + times + " times")
                        + "; every node is in one group, and the nodes are " + all);
            }
        }
        return parsed;
    }
}

package dsc.workbench.playground;

/**
 * What a cluster can be called. Its name is a part of the names of files and directories, so it holds nothing that
 * leads out of theirs.
 */
public final class ClusterName {

    public static final String GRAMMAR =
            "a cluster's name has 1 to 40 letters, digits, dots, hyphens and underscores, and begins with a letter or"
                    + " digit";

    private ClusterName() {}

    public static boolean isOne(String text) {
        return text.matches("[A-Za-z0-9][A-Za-z0-9._-]{0,39}");
    }
}

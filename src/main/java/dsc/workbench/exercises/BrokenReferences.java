package dsc.workbench.exercises;

import dsc.workbench.exercises.ClassFile.Member;
import java.io.IOException;
import java.io.InputStream;
import java.security.CodeSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.tools.JavaFileManager;
import javax.tools.JavaFileObject;
import javax.tools.StandardLocation;

/**
 * Members of edited classes that the classes around them, which are not compiled anew, need and do not find any more:
 * these would fail only when they are used.
 */
final class BrokenReferences {

    /** A type in a descriptor; a class's simple name is in its group. */
    private static final Pattern TYPE = Pattern.compile("\\[*(?:[BCDFIJSZV]|L(?:[^;]*[/$])?([^;/$]+);)");

    private static final Map<Character, String> PRIMITIVES = Map.of(
            'B', "byte", 'C', "char", 'D', "double", 'F', "float", 'I', "int", 'J', "long", 'S', "short", 'Z',
            "boolean");

    private final JavaFileManager files;
    private final Map<String, List<ClassFile>> read = new HashMap<>();

    /** @param files finds the product's classes */
    BrokenReferences(JavaFileManager files) {
        this.files = files;
    }

    /**
     * Problems of the edited files, without lines.
     *
     * @param packages whose classes may need what the edited classes have
     * @param classes the edited ones, by their binary names
     */
    List<Problem> in(Class<?> scenario, Set<String> packages, List<SourceFile> edited, Map<String, byte[]> classes)
            throws IOException {
        Map<String, SourceFile> sources = new HashMap<>();
        edited.forEach(source -> sources.put(source.binaryName().replace('.', '/'), source));
        Map<String, ClassFile> compiled = new HashMap<>();
        for (byte[] bytes : classes.values()) {
            ClassFile one = ClassFile.parse(bytes);
            compiled.put(one.name(), one);
        }
        Map<Member, Set<String>> missing = new LinkedHashMap<>();
        for (String in : packages) {
            for (ClassFile around : around(scenario, in)) {
                for (Member member : around.needed()) {
                    if (!sources.containsKey(top(around.name()))
                            && sources.containsKey(top(member.owner()))
                            && isMissing(scenario, member, compiled)) {
                        missing.computeIfAbsent(member, any -> new HashSet<>()).add(simple(top(around.name())));
                    }
                }
            }
        }
        List<Problem> problems = new ArrayList<>();
        missing.forEach((member, by) -> problems.add(Problem.of(
                sources.get(top(member.owner())).file(),
                "has no " + shown(member) + " that other classes can use; needed by "
                        + by.stream().sorted().collect(Collectors.joining(", ")))));
        return problems;
    }

    private static boolean isMissing(Class<?> scenario, Member member, Map<String, ClassFile> compiled) {
        return !compiled.containsKey(member.owner()) || !has(scenario, member.owner(), member, compiled);
    }

    /** Whether a class has the member, or one above it; of those that are not compiled anew, the name is enough. */
    private static boolean has(Class<?> scenario, String type, Member member, Map<String, ClassFile> compiled) {
        ClassFile edited = compiled.get(type);
        if (edited != null) {
            return edited.members().contains(member.signature())
                    || (!member.isConstructor()
                            && edited.supertypes().stream().anyMatch(above -> has(scenario, above, member, compiled)));
        }
        try {
            Class<?> above = Class.forName(type.replace('/', '.'), false, scenario.getClassLoader());
            return Stream.<java.lang.reflect.Member>concat(members(above), Stream.of(Object.class.getMethods()))
                    .anyMatch(inherited -> inherited.getName().equals(member.name()));
        } catch (ClassNotFoundException | LinkageError unknown) {
            return true;
        }
    }

    private static Stream<java.lang.reflect.Member> members(Class<?> type) {
        Stream<java.lang.reflect.Member> all = Stream.concat(
                Stream.concat(Stream.of(type.getMethods()), Stream.of(type.getDeclaredMethods())),
                Stream.concat(Stream.of(type.getFields()), Stream.of(type.getDeclaredFields())));
        return type.getSuperclass() == null ? all : Stream.concat(all, members(type.getSuperclass()));
    }

    /** The product's classes of a package, not those of its tests. */
    private List<ClassFile> around(Class<?> scenario, String in) throws IOException {
        if (!read.containsKey(in)) {
            CodeSource product = scenario.getProtectionDomain().getCodeSource();
            List<ClassFile> around = new ArrayList<>();
            for (JavaFileObject file :
                    files.list(StandardLocation.CLASS_PATH, in, Set.of(JavaFileObject.Kind.CLASS), false)) {
                if (product == null
                        || file.toUri()
                                .toString()
                                .contains(product.getLocation().getPath())) {
                    try (InputStream bytes = file.openInputStream()) {
                        around.add(ClassFile.parse(bytes.readAllBytes()));
                    }
                }
            }
            read.put(in, around);
        }
        return read.get(in);
    }

    /** The class that has a file, of those that are inside one another. */
    private static String top(String name) {
        int nested = name.indexOf('$');
        return nested < 0 ? name : name.substring(0, nested);
    }

    private static String simple(String name) {
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('$')) + 1);
    }

    /** As it would be called: {@code Election.onVote(Vote)}. */
    private static String shown(Member member) {
        String owner = simple(member.owner());
        if (!member.descriptor().startsWith("(")) {
            return "field " + owner + "." + member.name();
        }
        Matcher types = TYPE.matcher(
                member.descriptor().substring(1, member.descriptor().indexOf(')')));
        List<String> parameters = new ArrayList<>();
        while (types.find()) {
            String type = types.group().replace("[", "");
            parameters.add((types.group(1) == null ? PRIMITIVES.get(type.charAt(0)) : types.group(1))
                    + "[]".repeat(types.group().length() - type.length()));
        }
        String called = member.isConstructor() ? "constructor " + owner : owner + "." + member.name();
        return called + "(" + String.join(", ", parameters) + ")";
    }
}

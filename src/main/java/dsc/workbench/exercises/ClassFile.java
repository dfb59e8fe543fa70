package dsc.workbench.exercises;

import java.io.ByteArrayInputStream;
import java.io.DataInputStream;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * What a class file has, and what it needs of other classes (Java Virtual Machine Specification, §4). Classes are
 * written {@code java/util/Map$Entry}.
 *
 * @param supertypes the superclass and the interfaces that it names
 * @param members those that other classes can see
 * @param needed members of other classes, as those name them who call or read them
 */
record ClassFile(String name, List<String> supertypes, Set<String> members, Set<Member> needed) {

    private static final int PRIVATE = 0x0002;

    /** @param descriptor of a method {@code (J)V}, of a field {@code Ljava/io/PrintStream;} */
    record Member(String owner, String name, String descriptor) {
        String signature() {
            return name + descriptor;
        }

        boolean isConstructor() {
            return name.equals("<init>");
        }
    }

    /** @throws IllegalArgumentException when it is none */
    static ClassFile parse(byte[] bytes) {
        try (DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes))) {
            return new Reader(in).read();
        } catch (IOException | IndexOutOfBoundsException malformed) {
            throw new IllegalArgumentException("not a class file", malformed);
        }
    }

    /** Reads one. */
    private static final class Reader {

        private final DataInputStream in;
        private String[] texts;

        /** What entries refer to: one entry, or two in the upper and the lower half. */
        private int[] references;

        private byte[] tags;

        Reader(DataInputStream in) {
            this.in = in;
        }

        ClassFile read() throws IOException {
            in.skipNBytes(8);
            readConstants();
            in.skipNBytes(2);
            String name = className(in.readUnsignedShort());
            List<String> supertypes = new ArrayList<>();
            supertypes.add(className(in.readUnsignedShort()));
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                supertypes.add(className(in.readUnsignedShort()));
            }
            Set<String> members = new HashSet<>();
            readMembers(members);
            readMembers(members);
            return new ClassFile(name, supertypes, members, needed(name));
        }

        private void readConstants() throws IOException {
            int count = in.readUnsignedShort();
            texts = new String[count];
            references = new int[count];
            tags = new byte[count];
            for (int i = 1; i < count; i++) {
                tags[i] = in.readByte();
                switch (tags[i]) {
                    case 1 -> texts[i] = in.readUTF();
                    case 3, 4, 9, 10, 11, 12, 17, 18 -> references[i] = in.readInt();
                    case 5, 6 -> {
                        in.skipNBytes(8);
                        i++;
                    }
                    case 7, 8, 16, 19, 20 -> references[i] = in.readUnsignedShort();
                    case 15 -> in.skipNBytes(3);
                    default -> throw new IOException("constant of unknown kind " + tags[i]);
                }
            }
        }

        private String className(int constant) {
            return texts[references[constant]];
        }

        private void readMembers(Set<String> members) throws IOException {
            for (int left = in.readUnsignedShort(); left > 0; left--) {
                int access = in.readUnsignedShort();
                String signature = texts[in.readUnsignedShort()] + texts[in.readUnsignedShort()];
                if ((access & PRIVATE) == 0) {
                    members.add(signature);
                }
                for (int attributes = in.readUnsignedShort(); attributes > 0; attributes--) {
                    in.skipNBytes(2);
                    in.skipNBytes(in.readInt());
                }
            }
        }

        private Set<Member> needed(String own) {
            Set<Member> needed = new LinkedHashSet<>();
            for (int i = 1; i < tags.length; i++) {
                if (tags[i] >= 9 && tags[i] <= 11) {
                    String owner = className(references[i] >>> 16);
                    int member = references[references[i] & 0xFFFF];
                    if (!owner.equals(own)) {
                        needed.add(new Member(owner, texts[member >>> 16], texts[member & 0xFFFF]));
                    }
                }
            }
            return needed;
        }
    }
}

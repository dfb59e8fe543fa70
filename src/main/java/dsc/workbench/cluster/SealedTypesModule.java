package dsc.workbench.cluster;

import com.fasterxml.jackson.annotation.JsonTypeInfo;
import com.fasterxml.jackson.core.Version;
import com.fasterxml.jackson.databind.JavaType;
import com.fasterxml.jackson.databind.Module;
import com.fasterxml.jackson.databind.cfg.MapperConfig;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedClass;
import com.fasterxml.jackson.databind.introspect.NopAnnotationIntrospector;
import com.fasterxml.jackson.databind.jsontype.NamedType;
import com.fasterxml.jackson.databind.jsontype.TypeResolverBuilder;
import com.fasterxml.jackson.databind.jsontype.impl.StdTypeResolverBuilder;
import dsc.workbench.protocol.Wire;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Lets a component of a {@link Wire} record have a sealed interface as its type: what is written for it says in the
 * property {@code @type} which of the permitted records it is, by that record's name in lower case with hyphens
 * ({@code OpenSession}: {@code open-session}). Jackson's own annotations, where there are any, take precedence: with
 * them, a type keeps the names that journals already hold.
 *
 * <p>What is sent or written by itself has its class for a manifest, and no {@code @type}.
 */
public final class SealedTypesModule extends Module {

    private static final String PROPERTY = "@type";

    @Override
    public String getModuleName() {
        return SealedTypesModule.class.getName();
    }

    @Override
    public Version version() {
        return Version.unknownVersion();
    }

    @Override
    public void setupModule(SetupContext context) {
        context.appendAnnotationIntrospector(new Introspector());
    }

    private static final class Introspector extends NopAnnotationIntrospector {

        private static final long serialVersionUID = 1L;

        @Override
        public TypeResolverBuilder<?> findTypeResolver(MapperConfig<?> config, AnnotatedClass type, JavaType baseType) {
            return isSealedWire(type.getRawType())
                    ? new StdTypeResolverBuilder()
                            .init(JsonTypeInfo.Id.NAME, null)
                            .inclusion(JsonTypeInfo.As.PROPERTY)
                            .typeProperty(PROPERTY)
                    : null;
        }

        @Override
        public List<NamedType> findSubtypes(Annotated type) {
            return isSealedWire(type.getRawType())
                    ? records(type.getRawType()).map(NamedType::new).toList()
                    : null;
        }

        @Override
        public String findTypeName(AnnotatedClass type) {
            return type.getRawType().isRecord() ? name(type.getRawType()) : null;
        }

        private static boolean isSealedWire(Class<?> type) {
            return type.isSealed() && type.isInterface() && Wire.class.isAssignableFrom(type);
        }

        private static Stream<Class<?>> records(Class<?> type) {
            return type.isSealed()
                    ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Introspector::records)
                    : Stream.of(type);
        }

        private static String name(Class<?> type) {
            return type.getSimpleName()
                    .replaceAll("(?<=[a-z0-9])(?=[A-Z])", "-")
                    .toLowerCase(Locale.ROOT);
        }
    }
}

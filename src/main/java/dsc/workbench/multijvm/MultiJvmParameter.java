package dsc.workbench.multijvm;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/** Gives a test the node that it runs as. */
final class MultiJvmParameter implements ParameterResolver {

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == MultiJvm.class;
    }

    @Override
    public MultiJvm resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return NodeMain.node();
    }
}

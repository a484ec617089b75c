package dev.orderapp.kubectl.command;

import java.util.Optional;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar. */
final class PluginVersion implements IVersionProvider {
    @Override
    public String[] getVersion() {
        String version = Optional.ofNullable(PluginVersion.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        return new String[] {"kubectl-orderapp " + version};
    }
}

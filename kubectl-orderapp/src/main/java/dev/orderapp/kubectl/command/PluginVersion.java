package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.Connection;
import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.OperatorVersions;
import dev.orderapp.kubectl.cluster.OperatorVersions.Operator;
import dev.orderapp.kubectl.exit.CommandException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.IVersionProvider;

/** The version that the build wrote into the jar, and that of the operator in the current context's cluster. */
final class PluginVersion implements IVersionProvider {
    private static final int PATIENCE_SECONDS = 3;

    @Override
    public String[] getVersion() {
        String own = Optional.ofNullable(PluginVersion.class.getPackage().getImplementationVersion())
                .orElse("(not packaged)");
        List<String> lines = new ArrayList<>(List.of("kubectl-orderapp " + own));
        lines.addAll(CompletableFuture.supplyAsync(() -> operators(own))
                .completeOnTimeout(List.of("operator: the cluster does not answer"), PATIENCE_SECONDS, TimeUnit.SECONDS)
                .join());
        return lines.toArray(String[]::new);
    }

    private static List<String> operators(String own) {
        try (KubeApi api = Connection.open(
                new Connection.Choice(Optional.empty(), Optional.empty(), Optional.empty(), List.of()))) {
            return told(own, OperatorVersions.in(api));
        } catch (CommandException e) {
            return List.of("operator: not known (" + e.getMessage() + ")");
        }
    }

    /** What there is to say of the operators that were found. */
    static List<String> told(String own, List<Operator> operators) {
        if (operators.isEmpty()) {
            return List.of("operator: none in this cluster");
        }
        List<String> lines = new ArrayList<>();
        for (Operator operator : operators) {
            lines.add("operator " + operator.version() + " (" + operator.place() + ")");
            if (!released(operator.version()).equals(released(own))) {
                lines.add(
                        "warning: the plugin is of another version than this operator; what one of them writes the other may not show");
            }
        }
        return lines;
    }

    /** A build of what is to become a version counts as that. */
    private static String released(String version) {
        return version.replaceFirst("-SNAPSHOT$", "");
    }
}

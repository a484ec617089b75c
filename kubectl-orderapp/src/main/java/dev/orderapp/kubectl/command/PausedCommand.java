package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.exit.ExitCode;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that sets {@code spec.paused}. */
abstract class PausedCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Spec
    private CommandSpec spec;

    private final boolean paused;
    private final String effect;

    /**
     * A command.
     *
     * @param paused what the field is set to
     * @param effect what follows, in words
     */
    PausedCommand(boolean paused, String effect) {
        this.paused = paused;
        this.effect = effect;
    }

    @Override
    public final Integer call() {
        try (KubeApi api = cluster.open()) {
            cluster.releases(api).patch(name.get(), Map.of("spec", Map.of("paused", paused)));
            spec.commandLine().getOut().println(name.get() + ": " + effect);
            return ExitCode.DONE.number();
        }
    }
}

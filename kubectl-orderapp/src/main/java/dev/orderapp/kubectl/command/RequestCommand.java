package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.ExitCode;
import dev.orderapp.kubectl.cluster.Releases;
import dev.orderapp.kubectl.release.Facts;
import dev.orderapp.kubectl.release.Request;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the operator for one thing, by an annotation which names the try that it is about. */
abstract class RequestCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Spec
    private CommandSpec spec;

    private final Function<Facts, Request> asked;

    /** @param asked what is asked for as the release stands; refuses what makes no sense then */
    RequestCommand(Function<Facts, Request> asked) {
        this.asked = asked;
    }

    @Override
    public final Integer call() {
        try (KubernetesClient client = cluster.open()) {
            Releases releases = cluster.releases(client);
            Request request = asked.apply(new Facts(releases.get(name.get())));
            releases.annotate(name.get(), request.annotation(), request.value());
            spec.commandLine().getOut().println("asked for: " + request.effect());
            return ExitCode.DONE.number();
        }
    }
}

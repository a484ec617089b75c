package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.release.ActionRequest;
import dev.orderapp.kubectl.release.ReleaseView;
import java.util.concurrent.Callable;
import java.util.function.Function;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** A command that asks the operator for one thing, by an annotation which names the attempt that it is about. */
abstract class RequestCommand implements Callable<Integer> {
    @Mixin
    private ClusterOptions cluster;

    @Mixin
    private ReleaseName name;

    @Mixin
    private RequestOptions options;

    @Spec
    private CommandSpec spec;

    private final Function<ReleaseView, ActionRequest> request;

    /** @param request what to ask for in the release's current state; refuses what makes no sense then */
    RequestCommand(Function<ReleaseView, ActionRequest> request) {
        this.request = request;
    }

    @Override
    public final Integer call() throws InterruptedException {
        try (KubeApi api = cluster.open()) {
            return options.request(name.get(), request, cluster.releases(api), spec.commandLine())
                    .number();
        }
    }
}

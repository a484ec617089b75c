package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.Connection;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Option;

/** Which cluster and namespace, by kubectl's own flags. */
final class ClusterOptions {
    @Option(
            names = "--kubeconfig",
            paramLabel = "FILE",
            description = "The kubeconfig; $KUBECONFIG or ~/.kube/config when left out.")
    private Optional<Path> kubeconfig = Optional.empty();

    @Option(
            names = "--context",
            paramLabel = "NAME",
            description = "A context of the kubeconfig; its current one when left out.")
    private Optional<String> context = Optional.empty();

    @Option(
            names = {"-n", "--namespace"},
            paramLabel = "NAME",
            description = "The release's namespace; the context's when left out.")
    private Optional<String> namespace = Optional.empty();

    KubernetesClient open() {
        return Connection.open(kubeconfig, context);
    }

    ReleaseClient releases(KubernetesClient client) {
        return new ReleaseClient(client, namespace);
    }
}

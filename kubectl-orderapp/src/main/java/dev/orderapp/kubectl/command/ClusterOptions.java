package dev.orderapp.kubectl.command;

import dev.orderapp.kubectl.cluster.AdoptionClient;
import dev.orderapp.kubectl.cluster.Connection;
import dev.orderapp.kubectl.cluster.KubeApi;
import dev.orderapp.kubectl.cluster.ReleaseClient;
import dev.orderapp.kubectl.exit.CommandException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
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

    @Option(names = "--as", paramLabel = "USER", description = "Asks as somebody else, if you may.")
    private Optional<String> as = Optional.empty();

    @Option(names = "--as-group", paramLabel = "GROUP", description = "A group of that user; may be repeated.")
    private List<String> asGroups = List.of();

    /** @throws CommandException if no cluster can be chosen */
    KubeApi open() {
        if (as.isEmpty() && !asGroups.isEmpty()) {
            throw CommandException.usage("--as-group needs --as: a group alone is nobody");
        }
        return Connection.open(new Connection.Choice(kubeconfig, context, as, asGroups));
    }

    ReleaseClient releases(KubeApi api) {
        return new ReleaseClient(api, namespace);
    }

    AdoptionClient adoption(KubeApi api) {
        return new AdoptionClient(api, namespace);
    }

    /** The same options for kubectl, but for the namespace. */
    List<String> words() {
        List<String> words = new ArrayList<>();
        kubeconfig.ifPresent(file -> words.addAll(List.of("--kubeconfig", file.toString())));
        context.ifPresent(name -> words.addAll(List.of("--context", name)));
        as.ifPresent(user -> words.addAll(List.of("--as", user)));
        asGroups.forEach(group -> words.addAll(List.of("--as-group", group)));
        return words;
    }
}

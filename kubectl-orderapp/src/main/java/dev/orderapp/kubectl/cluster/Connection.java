package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import io.fabric8.kubernetes.api.model.NamedContext;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Finds the cluster as kubectl does: the file that was named, else {@code $KUBECONFIG}, else {@code ~/.kube/config}, else the
 * ServiceAccount of the Pod that the command runs in.
 */
public final class Connection {
    private static final String FOR_PODS = "https://kubernetes.default.svc";
    private static final int REQUEST_TIMEOUT_MS = 15_000;
    private static final int CONNECT_TIMEOUT_MS = 5_000;

    private Connection() {}

    /**
     * Opens a client. Nothing is sent yet.
     *
     * @param kubeconfig file that was named on the command line
     * @param context name of a context in it
     * @throws CommandException if the file, or each that {@code $KUBECONFIG} names, can't be read, or it has no such context, or
     *     no cluster is chosen at all
     */
    public static KubernetesClient open(Optional<Path> kubeconfig, Optional<String> context) {
        kubeconfig.ifPresentOrElse(Connection::useFile, () -> Optional.ofNullable(System.getenv("KUBECONFIG"))
                .ifPresent(Connection::requireAny));
        Config config = Config.autoConfigure(context.orElse(null));
        context.ifPresent(name -> requireContext(config, name));
        requireCluster(config.getMasterUrl(), Optional.ofNullable(System.getenv("KUBERNETES_SERVICE_HOST")));
        // A person waits for the answer: the client's own ten retries would take half a minute.
        Config limited = new ConfigBuilder(config)
                .withRequestRetryBackoffLimit(2)
                // One request after the other gains nothing by HTTP/2, whose start costs a tenth of a second.
                .withHttp2Disable(true)
                .withRequestTimeout(REQUEST_TIMEOUT_MS)
                .withConnectionTimeout(CONNECT_TIMEOUT_MS)
                .build();
        return new KubernetesClientBuilder()
                .withConfig(limited)
                .withKubernetesSerialization(PartialModel.serialization())
                .build();
    }

    private static void useFile(Path file) {
        if (!Files.isReadable(file)) {
            throw CommandException.usage(
                    "the kubeconfig " + file + " can't be read: name a file with --kubeconfig, or leave it out to use "
                            + "$KUBECONFIG or ~/.kube/config");
        }
        System.setProperty(Config.KUBERNETES_KUBECONFIG_FILE, file.toString());
    }

    /**
     * Fails unless a file of {@code $KUBECONFIG} is there. Without one the client would ask a cluster on this machine, and the user would
     * learn only that it can't be reached.
     *
     * @param variable files, as a search path is written; not all of them need to exist
     */
    static void requireAny(String variable) {
        if (!variable.isEmpty()
                && Stream.of(variable.split(File.pathSeparator)).noneMatch(file -> Files.isReadable(Path.of(file)))) {
            throw CommandException.usage("$KUBECONFIG is " + variable
                    + ", which can't be read: let it name a file that exists, or name one with" + " --kubeconfig");
        }
    }

    /**
     * Fails unless a cluster was chosen: where nothing is configured the client takes the host name that Pods know.
     *
     * @param pod the API server's host as Pods know it; empty outside of Pods
     */
    static void requireCluster(String server, Optional<String> pod) {
        if (server.startsWith(FOR_PODS) && pod.isEmpty()) {
            throw CommandException.usage(
                    "no cluster is chosen: $KUBECONFIG, or ~/.kube/config, is not there or has no current context; name a file with"
                            + " --kubeconfig or a context with --context");
        }
    }

    private static void requireContext(Config config, String name) {
        if (config.getContexts().stream().map(NamedContext::getName).noneMatch(name::equals)) {
            String known = config.getContexts().stream()
                    .map(NamedContext::getName)
                    .sorted()
                    .collect(Collectors.joining(", "));
            throw CommandException.usage("the kubeconfig has no context \"" + name + "\": "
                    + (known.isEmpty() ? "it has none at all" : "it has " + known));
        }
    }
}

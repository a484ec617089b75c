package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Finds the cluster as kubectl does: the file that was named, else {@code $KUBECONFIG}, else {@code ~/.kube/config}, else the
 * ServiceAccount of the Pod that the command runs in.
 */
public final class Connection {
    private static final Path SERVICE_ACCOUNT = Path.of("/var/run/secrets/kubernetes.io/serviceaccount");
    private static final int RETRIES = 2;

    private Connection() {}

    /**
     * What a command line says of the cluster.
     *
     * @param kubeconfig a file
     * @param context name of a context in it
     * @param as a user to ask as
     * @param asGroups groups of that user
     */
    public record Choice(
            Optional<Path> kubeconfig, Optional<String> context, Optional<String> as, List<String> asGroups) {}

    /**
     * Opens a connection. Nothing is sent yet.
     *
     * @throws CommandException if the file, or each that {@code $KUBECONFIG} names, can't be read, or it has no such context, or
     *     no cluster is chosen at all
     */
    public static KubeApi open(Choice choice) {
        return new KubeApi(endpoint(choice, System.getenv(), SERVICE_ACCOUNT), RETRIES);
    }

    /** What {@link #open} connects to, in another environment. */
    static Endpoint endpoint(Choice choice, Map<String, String> environment, Path serviceAccount) {
        Endpoint found = Kubeconfig.read(files(choice.kubeconfig(), environment))
                .endpoint(choice.context())
                .or(() -> ofPod(environment, serviceAccount))
                .orElseThrow(() -> CommandException.usage(
                        "no cluster is chosen: $KUBECONFIG, or ~/.kube/config, is not there or has no current context; name a"
                                + " file with --kubeconfig or a context with --context"));
        return new Endpoint(
                found.server(),
                found.namespace(),
                found.trust(),
                found.credentials(),
                found.proxy().or(() -> proxy(found.server(), environment)),
                choice.as().isEmpty() ? found.impersonation() : impersonation(choice.as(), choice.asGroups()));
    }

    private static List<Path> files(Optional<Path> named, Map<String, String> environment) {
        if (named.isPresent()) {
            if (!Files.isReadable(named.get())) {
                throw CommandException.usage("the kubeconfig " + named.get()
                        + " can't be read: name a file with --kubeconfig, or leave it out to use "
                        + "$KUBECONFIG or ~/.kube/config");
            }
            return List.of(named.get());
        }
        String variable = environment.getOrDefault("KUBECONFIG", "");
        if (variable.isEmpty()) {
            return List.of(Path.of(System.getProperty("user.home"), ".kube", "config"));
        }
        requireAny(variable);
        return Stream.of(variable.split(File.pathSeparator))
                .filter(file -> !file.isEmpty())
                .map(Path::of)
                .toList();
    }

    /**
     * Fails unless a file of {@code $KUBECONFIG} is there.
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

    /** The cluster of the Pod that the command runs in; empty outside of Pods. */
    private static Optional<Endpoint> ofPod(Map<String, String> environment, Path serviceAccount) {
        String host = environment.getOrDefault("KUBERNETES_SERVICE_HOST", "");
        if (host.isEmpty() || !Files.isReadable(serviceAccount.resolve("token"))) {
            return Optional.empty();
        }
        return Optional.of(new Endpoint(
                URI.create("https://" + (host.contains(":") ? "[" + host + "]" : host) + ":"
                        + environment.getOrDefault("KUBERNETES_SERVICE_PORT", "443") + "/"),
                text(serviceAccount.resolve("namespace")).map(String::strip),
                text(serviceAccount.resolve("ca.crt")).map(Connection::trust).orElse(Trust.MACHINE),
                new Credentials.TokenFile(serviceAccount.resolve("token")),
                Optional.empty(),
                Map.of()));
    }

    private static Optional<String> text(Path file) {
        try {
            return Optional.of(Files.readString(file));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    private static Trust trust(String pem) {
        try {
            return Trust.in(Pem.certificates(pem.getBytes(StandardCharsets.US_ASCII)));
        } catch (GeneralSecurityException e) {
            throw CommandException.usage("the ServiceAccount's ca.crt can't be read: " + e.getMessage());
        }
    }

    static Map<String, List<String>> impersonation(Optional<String> user, List<String> groups) {
        Map<String, List<String>> headers = new LinkedHashMap<>();
        user.ifPresent(name -> headers.put("Impersonate-User", List.of(name)));
        if (!groups.isEmpty()) {
            headers.put("Impersonate-Group", List.copyOf(groups));
        }
        return headers;
    }

    /** The proxy that the environment names for a server, as curl and kubectl read it. */
    static Optional<URI> proxy(URI server, Map<String, String> environment) {
        boolean direct = Stream.of(variable("no_proxy", environment).orElse("").split(","))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .anyMatch(name -> name.equals("*")
                        || server.getHost().equals(name)
                        || server.getHost().endsWith(name.startsWith(".") ? name : "." + name));
        boolean local = server.getHost().equals("localhost") || server.getHost().startsWith("127.");
        return direct || local
                ? Optional.empty()
                : variable(server.getScheme() + "_proxy", environment)
                        .map(value -> URI.create(value.contains("://") ? value : "http://" + value));
    }

    private static Optional<String> variable(String name, Map<String, String> environment) {
        return Stream.of(name, name.toUpperCase(Locale.ROOT))
                .map(spelling -> environment.getOrDefault(spelling, ""))
                .filter(value -> !value.isEmpty())
                .findFirst();
    }
}

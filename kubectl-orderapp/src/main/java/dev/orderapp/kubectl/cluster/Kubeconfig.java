package dev.orderapp.kubectl.cluster;

import dev.orderapp.kubectl.exit.CommandException;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;

/**
 * What kubeconfig files say, as kubectl reads them: of several files, the first that has a name decides about it, and paths start in the
 * folder of their file.
 *
 * @see <a href="https://kubernetes.io/docs/concepts/configuration/organize-cluster-access-kubeconfig/">Organizing cluster access</a>
 */
final class Kubeconfig {
    /** A cluster, a user or a context with the folder of the file that it is from. */
    private record Entry(Map<?, ?> fields, Path folder) {
        Optional<String> text(String name) {
            return Optional.ofNullable(fields.get(name)).map(String::valueOf).filter(text -> !text.isEmpty());
        }

        boolean is(String name) {
            return Boolean.TRUE.equals(fields.get(name));
        }

        Optional<Path> path(String name) {
            return text(name).map(folder::resolve);
        }
    }

    private final Map<String, Map<String, Entry>> entries = new LinkedHashMap<>();
    private Optional<String> current = Optional.empty();

    private Kubeconfig() {}

    /**
     * Reads files; those that are not there are left out.
     *
     * @throws CommandException if one is no kubeconfig
     */
    static Kubeconfig read(List<Path> files) {
        Kubeconfig kubeconfig = new Kubeconfig();
        files.stream().filter(Files::isReadable).forEach(kubeconfig::add);
        return kubeconfig;
    }

    private void add(Path file) {
        Object content = content(file);
        Path folder = Optional.ofNullable(file.toAbsolutePath().getParent()).orElse(Path.of("/"));
        if (current.isEmpty()) {
            current = Optional.ofNullable(Json.field(content, "current-context"))
                    .map(String::valueOf)
                    .filter(name -> !name.isEmpty());
        }
        for (String kind : List.of("cluster", "user", "context")) {
            Map<String, Entry> known = entries.computeIfAbsent(kind, any -> new TreeMap<>());
            for (Object item : Json.items(Json.field(content, kind + "s"))) {
                if (Json.field(item, kind) instanceof Map<?, ?> fields) {
                    known.putIfAbsent(String.valueOf(Json.field(item, "name")), new Entry(fields, folder));
                }
            }
        }
    }

    private static Object content(Path file) {
        try {
            return new Load(LoadSettings.builder().setLabel(file.toString()).build())
                    .loadFromString(Files.readString(file));
        } catch (IOException | YamlEngineException e) {
            throw CommandException.usage("the kubeconfig " + file + " can't be read: "
                    + e.getMessage().lines().findFirst().orElse("it is no YAML"));
        }
    }

    /** The names of its contexts, in order. */
    List<String> contexts() {
        return List.copyOf(entries.getOrDefault("context", Map.of()).keySet());
    }

    /**
     * The API server of a context.
     *
     * @param name the context; the current one when empty
     * @return empty if no context is chosen
     * @throws CommandException if what the context needs is missing or can't be read
     */
    Optional<Endpoint> endpoint(Optional<String> name) {
        Optional<String> context = name.or(() -> current);
        return context.map(chosen ->
                endpoint(chosen, entry("context", chosen).orElseThrow(() -> missing("context", chosen, contexts()))));
    }

    private Endpoint endpoint(String name, Entry context) {
        Entry cluster = named("cluster", name, context);
        String server = cluster.text("server")
                .orElseThrow(() -> CommandException.usage(
                        "the cluster of context \"" + name + "\" in the kubeconfig has no server"));
        // kubectl lets a context do without a user: some clusters know theirs by other means.
        Entry user =
                context.text("user").isPresent() ? named("user", name, context) : new Entry(Map.of(), cluster.folder());
        return new Endpoint(
                URI.create(server.endsWith("/") ? server : server + "/"),
                context.text("namespace"),
                trust(cluster),
                credentials(user, cluster),
                cluster.text("proxy-url").map(URI::create),
                impersonation(user));
    }

    private Entry named(String kind, String context, Entry reference) {
        String name = reference.text(kind).orElse("");
        return entry(kind, name)
                .orElseThrow(() -> CommandException.usage("context \"" + context + "\" of the kubeconfig names " + kind
                        + " \"" + name + "\", which is not there"));
    }

    private Optional<Entry> entry(String kind, String name) {
        return Optional.ofNullable(entries.getOrDefault(kind, Map.of()).get(name));
    }

    private static CommandException missing(String kind, String name, List<String> known) {
        return CommandException.usage("the kubeconfig has no " + kind + " \"" + name + "\": "
                + (known.isEmpty() ? "it has none at all" : "it has " + String.join(", ", known)));
    }

    private static Trust trust(Entry cluster) {
        if (cluster.is("insecure-skip-tls-verify")) {
            return Trust.ANYBODY;
        }
        Optional<byte[]> authorities = bytes(cluster, "certificate-authority");
        if (authorities.isEmpty()) {
            return Trust.MACHINE;
        }
        try {
            return Trust.in(Pem.certificates(authorities.get()));
        } catch (GeneralSecurityException e) {
            throw CommandException.usage("the kubeconfig's certificate-authority can't be read: " + e.getMessage());
        }
    }

    private static Credentials credentials(Entry user, Entry cluster) {
        Optional<byte[]> certificate = bytes(user, "client-certificate");
        Optional<byte[]> key = bytes(user, "client-key");
        if (certificate.isPresent() && key.isPresent()) {
            try {
                return new Credentials.Certificate(
                        new Identity(Pem.certificates(certificate.get()), Pem.key(key.get())));
            } catch (GeneralSecurityException e) {
                throw CommandException.usage(
                        "the kubeconfig's client certificate or key can't be read: " + e.getMessage());
            }
        }
        if (user.path("tokenFile").isPresent()) {
            return new Credentials.TokenFile(user.path("tokenFile").get());
        }
        if (user.text("token").isPresent()) {
            return Credentials.Header.token(user.text("token").get());
        }
        if (user.text("username").isPresent()) {
            return Credentials.Header.password(
                    user.text("username").get(), user.text("password").orElse(""));
        }
        if (user.fields().get("exec") instanceof Map<?, ?> exec) {
            boolean tell = Boolean.TRUE.equals(exec.get("provideClusterInfo"));
            return new Credentials.Program(exec, user.folder(), tell ? clusterInfo(cluster) : null);
        }
        if (user.fields().get("auth-provider") instanceof Map<?, ?> provider) {
            throw CommandException.usage("the kubeconfig signs in by the auth-provider \"" + provider.get("name")
                    + "\", which kubectl orderapp does not know: use a credential plug-in (exec) instead");
        }
        return Credentials.NONE;
    }

    private static Map<String, Object> clusterInfo(Entry cluster) {
        Map<String, Object> info = new LinkedHashMap<>();
        cluster.text("server").ifPresent(server -> info.put("server", server));
        bytes(cluster, "certificate-authority")
                .ifPresent(pem -> info.put(
                        "certificate-authority-data", Base64.getEncoder().encodeToString(pem)));
        if (cluster.is("insecure-skip-tls-verify")) {
            info.put("insecure-skip-tls-verify", true);
        }
        return info;
    }

    private static Map<String, List<String>> impersonation(Entry user) {
        List<String> groups = new ArrayList<>();
        Json.items(user.fields().get("as-groups")).forEach(group -> groups.add(String.valueOf(group)));
        return Connection.impersonation(user.text("as"), groups);
    }

    /** What stands in the file itself as base64, or in a file that it names. */
    private static Optional<byte[]> bytes(Entry entry, String name) {
        Optional<String> data = entry.text(name + "-data");
        if (data.isPresent()) {
            return data.map(text -> Base64.getMimeDecoder().decode(text));
        }
        return entry.path(name).map(file -> {
            try {
                return Files.readAllBytes(file);
            } catch (IOException e) {
                throw CommandException.usage(
                        "the kubeconfig names " + file + " as its " + name + ", which can't be read");
            }
        });
    }
}

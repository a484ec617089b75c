package dev.orderapp.e2e.shop;

import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * A shop that is installed afresh in a namespace of its own, under a host name of its own, for as long as it is tried; and its
 * visitors. Expects the checkout in {@code ROOT}, and the images that {@code test/e2e/images} builds.
 */
public final class Installation {
    /** Name of its release. */
    public static final String RELEASE = "shop";

    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final Path root = Path.of(setting("ROOT", "."));
    private final Path folder;
    private final String kind;
    private final String name;
    private KubernetesClient client;
    private Shop shop;
    private Visitors visitors;
    private int visits;

    /**
     * Of a shop; {@link #install} installs it.
     *
     * @param kind what shops of this kind are tried for: start of their namespaces, and the folder of their records
     * @param name which of them
     */
    public Installation(String kind, String name) {
        this.kind = kind;
        this.name = name;
        this.folder = root.resolve("target").resolve(kind);
    }

    /** Installs it, and waits until it serves and is at rest. */
    public void install(String version, Predicate<OrderAppReleaseStatus> atRest, String... helmOptions)
            throws IOException, InterruptedException {
        Files.createDirectories(folder);
        say("installing the shop");
        List<String> command = new ArrayList<>(List.of("test/e2e/install-shop", namespace(), RELEASE, version));
        command.addAll(List.of("--set-string", "ingress.hosts[0]=" + host()));
        command.addAll(List.of(helmOptions));
        run(command.toArray(String[]::new));
        client = new KubernetesClientBuilder().build();
        shop = new Shop(client, namespace(), RELEASE);
        shop.await(atRest, PATIENCE, "phase Stable");
        awaitTheWayIn();
    }

    /** The ingress controller follows a new Ingress a moment later. */
    private void awaitTheWayIn() throws IOException, InterruptedException {
        String url = setting("BASE_URL", "http://198.18.0.2") + "/api/products";
        String[] patiently = {"--retry", "60", "--retry-delay", "1", "--retry-all-errors"};
        List<String> curl = new ArrayList<>(List.of("curl", "--silent", "--fail", "--output", "/dev/null", url));
        curl.addAll(List.of("--header", "Host: " + host()));
        curl.addAll(List.of(patiently));
        run(curl.toArray(String[]::new));
    }

    /** Removes it and all that was made for it. */
    public void remove() throws IOException, InterruptedException {
        if (visitors != null) {
            visitorsLeave();
        }
        if (shop != null) {
            shop.close();
            client.close();
        }
        say("removing the shop");
        run("test/e2e/remove-shop", namespace(), RELEASE);
    }

    /** Prints what the release, its Events, its Pods and the operator say. */
    public void explain() throws IOException, InterruptedException {
        run("test/e2e/explain", namespace(), RELEASE);
    }

    /** Its release. */
    public Shop shop() {
        return shop;
    }

    /** To its cluster. */
    public KubernetesClient client() {
        return client;
    }

    /** Sends shoppers: they run no script. */
    public void shoppersCome(int requestsPerSecond) throws IOException, InterruptedException {
        say("shoppers come, " + requestsPerSecond + " requests/s");
        visitors = Visitors.shoppers(
                root, newRecords(), settings(Map.of("RATE", String.valueOf(requestsPerSecond), "DURATION", "25m")));
    }

    /** Sends signed-in users with real browsers, in which the page's scripts run. */
    public void browsersCome() throws IOException, InterruptedException {
        say("users with browsers come");
        visitors = Visitors.browsers(root, newRecords(), settings(Map.of()));
    }

    /** Whether somebody was sent and is still about. */
    public boolean visited() {
        return visitors != null && visitors.visiting();
    }

    /** Asks them to leave. */
    public Records visitorsLeave() throws InterruptedException {
        Visitors leaving = visitors;
        visitors = null;
        return leaving.leave();
    }

    /** Those of earlier visits stay, for who looks into a failure. */
    private Path newRecords() {
        visits++;
        return folder.resolve(name + (visits == 1 ? "" : "-" + visits) + ".jsonl");
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.put("BASE_URL", setting("BASE_URL", "http://198.18.0.2"));
        all.put("HOST", host());
        all.put("PASSWORD", password());
        return all;
    }

    private String password() {
        String encoded = client.secrets()
                .inNamespace(namespace())
                .withName(RELEASE + "-sample-data")
                .require()
                .getData()
                .get("password");
        return new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
    }

    /** Where it is installed. */
    public String namespace() {
        return kind + "-" + name;
    }

    private String host() {
        return name + ".shop.test";
    }

    /** Runs a program in the checkout; what it prints is printed. */
    public void run(String... command) throws IOException, InterruptedException {
        int status = start(command).waitFor();
        if (status != 0) {
            throw new IOException(String.join(" ", command) + " ended with " + status);
        }
    }

    /** Starts a program in the checkout; what it prints is printed. */
    public Process start(String... command) throws IOException {
        return new ProcessBuilder(command).directory(root.toFile()).inheritIO().start();
    }

    /** Prints a line that names the shop. */
    public void say(String line) {
        System.out.println("==> [" + name + "] " + line);
    }

    /** A setting of the environment. */
    public static String setting(String name, String otherwise) {
        String value = System.getenv(name);
        return value == null || value.isEmpty() ? otherwise : value;
    }
}

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
 * A shop that is installed afresh in a namespace of its own, under a host name of its own, for as long as a test needs it; and the
 * load on it. Expects the checkout in {@code ROOT}, and the images that {@code test/e2e/images} builds.
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
    private final List<LoadGenerator> loads = new ArrayList<>();
    private LoadRecords ended = LoadRecords.none();
    private int records;

    /**
     * Of a shop; {@link #install} installs it.
     *
     * @param kind what shops of this kind are for: start of their namespaces, and the folder of their records
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
        awaitIngress();
    }

    /** The ingress controller follows a new Ingress a moment later. */
    private void awaitIngress() throws IOException, InterruptedException {
        String url = baseUrl() + "/api/products";
        String[] patiently = {"--retry", "60", "--retry-delay", "1", "--retry-all-errors"};
        List<String> curl = new ArrayList<>(List.of("curl", "--silent", "--fail", "--output", "/dev/null", url));
        curl.addAll(List.of("--header", "Host: " + host()));
        curl.addAll(List.of(patiently));
        run(curl.toArray(String[]::new));
    }

    /** Removes it and all that was made for it. */
    public void remove() throws IOException, InterruptedException {
        if (!loads.isEmpty()) {
            stopLoad();
        }
        if (shop != null) {
            shop.close();
            client.close();
        }
        say("removing the shop");
        run("test/e2e/remove-shop", namespace(), RELEASE);
    }

    /** Prints what the release, its Events, its Pods and the operator say. */
    public void diagnose() throws IOException, InterruptedException {
        run("test/e2e/diagnose", namespace(), RELEASE);
    }

    /** Its release. */
    public Shop shop() {
        return shop;
    }

    /** To its cluster. */
    public KubernetesClient client() {
        return client;
    }

    /** Starts shoppers: they run no script. */
    public void startShoppers(int requestsPerSecond) throws IOException, InterruptedException {
        startShoppers(requestsPerSecond, List.of(baseUrl()));
    }

    /** Starts shoppers who come in by these addresses, each visitor by one of them. */
    public void startShoppers(int requestsPerSecond, List<String> entrances) throws IOException, InterruptedException {
        say("starting shoppers, " + requestsPerSecond + " requests/s");
        startShoppers(Map.of("BASE_URL", String.join(",", entrances), "RATE", String.valueOf(requestsPerSecond)));
    }

    /** Starts shoppers with other settings than the usual ones of {@code order-app/load/README.md}, beside those who are there already. */
    public void startShoppers(Map<String, String> settings) throws IOException {
        Map<String, String> all = settings(settings);
        all.putIfAbsent("DURATION", "25m");
        loads.add(LoadGenerator.shoppers(root, newRecords(), all));
    }

    /** Starts signed-in users with real browsers, in which the page's scripts run. */
    public void startBrowsers() throws IOException, InterruptedException {
        say("starting browsers");
        loads.add(LoadGenerator.browsers(root, newRecords(), settings(Map.of())));
    }

    /** Whether a load was started, and all that were still run. */
    public boolean hasLoad() {
        return !loads.isEmpty() && loads.stream().allMatch(LoadGenerator::isRunning);
    }

    /** Stops all load, and returns what it recorded. */
    public LoadRecords stopLoad() throws InterruptedException {
        List<LoadGenerator> running = List.copyOf(loads);
        loads.clear();
        running.forEach(LoadGenerator::close);
        LoadRecords all = ended;
        ended = LoadRecords.none();
        for (LoadGenerator load : running) {
            all.addAll(load.stop());
        }
        return all;
    }

    /** Stops the load that was started last; what it recorded comes with that of the others, when these are stopped. */
    public void stopLastLoad() throws InterruptedException {
        ended.addAll(loads.remove(loads.size() - 1).stop());
    }

    /** Those of earlier loads stay: they may explain a failure. */
    private Path newRecords() {
        records++;
        return folder.resolve(name + (records == 1 ? "" : "-" + records) + ".jsonl");
    }

    /** Where the shops' ingress controller listens: the sandbox's, unless the environment says another. */
    public static String baseUrl() {
        return setting("BASE_URL", LoadGenerator.SANDBOX);
    }

    private Map<String, String> settings(Map<String, String> more) {
        Map<String, String> all = new HashMap<>(more);
        all.putIfAbsent("BASE_URL", baseUrl());
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

    /** The host name that visitors use. */
    public String host() {
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

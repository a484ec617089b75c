package dev.orderapp.e2e.hands;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Shop;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.SecretBuilder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/** A shop that several classes of this package use: installed for the first of them, removed after the last. */
final class SharedShop implements BeforeAllCallback, TestExecutionExceptionHandler {
    static final Duration PATIENCE = Duration.ofMinutes(5);
    static final Path ROOT = Path.of(Installation.setting("ROOT", "."));
    static final Path FOLDER = ROOT.resolve("target/hands");

    /** Two steps and a look at everybody, as short as evidence allows. */
    static final String[] QUICK = {"30/5s", "50/5s", "100/5s"};

    /** As {@link #QUICK}, with a first step that lasts until somebody ends it. */
    static final String[] HELD = {"30/10m", "50/5s", "100/5s"};

    private static final int REQUESTS_PER_SECOND = 20;
    private static final String PULL_SECRET = "registry";

    private final String name;
    private Installed installed;

    /** The one of that name. */
    SharedShop(String name) {
        this.name = name;
    }

    /** What is there while tests of this package run. */
    private static final class Installed implements AutoCloseable {
        private final Installation installation;
        private final Report report;

        private Installed(String name) throws IOException, InterruptedException {
            installation = new Installation("hands", name);
            report = new Report(Files.createDirectories(FOLDER).resolve(name + ".md"));
            Instant from = Instant.now();
            installation.install(
                    "1.0.0", SharedShop::atRest, "--values", "test/e2e/judging.yaml", "--values", "test/e2e/hands.yaml");
            report.add("`helm install` of a shop, to Stable and reachable", Duration.between(from, Instant.now()));
            pullSecret();
            installation.shoppersCome(REQUESTS_PER_SECOND);
        }

        private void pullSecret() throws IOException {
            String login = Registry.USER + ":" + Registry.password();
            String auth = Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
            installation
                    .client()
                    .resource(new SecretBuilder()
                            .withNewMetadata()
                            .withName(PULL_SECRET)
                            .withNamespace(installation.namespace())
                            .endMetadata()
                            .withType("kubernetes.io/dockerconfigjson")
                            .withStringData(Map.of(
                                    ".dockerconfigjson",
                                    "{\"auths\": {\"" + Registry.ADDRESS + "\": {\"auth\": \"" + auth + "\"}}}"))
                            .build())
                    .create();
        }

        @Override
        public void close() throws IOException, InterruptedException {
            report.close();
            installation.remove();
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws InterruptedException {
        installed = context.getRoot()
                .getStore(Namespace.create(SharedShop.class))
                .computeIfAbsent(name, SharedShop::install, Installed.class);
        awaitRest("peace before " + context.getDisplayName());
    }

    private static Installed install(String name) {
        try {
            return new Installed(name);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted while the shop was installed", e);
        }
    }

    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        say("FAILED: " + context.getDisplayName() + ": " + failure.getMessage());
        try {
            installed.installation.explain();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    /** Nothing is under way, and no version is kept warm. */
    static boolean atRest(OrderAppReleaseStatus status) {
        return switch (status.phase()) {
            case Stable, RolledBack -> status.previous() == null;
            case Initializing, Preparing, Progressing, Promoting, RollingBack -> false;
        };
    }

    void awaitRest(String what) throws InterruptedException {
        shop().await(SharedShop::atRest, PATIENCE, what);
    }

    Shop shop() {
        return installed.installation.shop();
    }

    String namespace() {
        return installed.installation.namespace();
    }

    Report report() {
        return installed.report;
    }

    /** Sets the steps that the next canary goes through, and those of the one that is under way. */
    void steps(String... steps) throws InterruptedException {
        long generation = shop().change(Change.steps(steps));
        shop().await(
                        status -> status.observedGeneration() != null && status.observedGeneration() >= generation,
                        PATIENCE,
                        "the operator to see the steps");
    }

    /** The image of the API or the page that {@code test/e2e/images} built, such as {@code backend("1.1.0")}. */
    static String backend(String version) {
        return Installation.setting("IMAGES", "orderapp.local") + "/order-backend:" + version;
    }

    static String frontend(String version) {
        return Installation.setting("IMAGES", "orderapp.local") + "/order-frontend:" + version;
    }

    /** Prints a line that names the shop. */
    void say(String line) {
        installed.installation.say(line);
    }
}

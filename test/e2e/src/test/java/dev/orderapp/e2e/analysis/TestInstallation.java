package dev.orderapp.e2e.analysis;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.ReleaseResult;
import dev.orderapp.e2e.shop.Shop;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * The shop of a test class, under a host name of its own in a namespace of its own, and the load on
 * it. All of it is gone afterwards. When a test fails, what the cluster says is printed.
 */
final class TestInstallation implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final String name;
    private final String backendTag;
    private final int replicas;
    private final String[] helmOptions;
    private final Installation installation;
    private final List<JudgedRelease> releases = new ArrayList<>();
    private ResultTable results;
    private int changes;

    /**
     * A shop that is set up before the tests of a class.
     *
     * @param name of it; part of its namespace and host name
     * @param backendTag which API serves at first
     * @param replicas Pods of the API, per version
     * @param helmOptions more of them
     */
    TestInstallation(String name, String backendTag, int replicas, String... helmOptions) {
        this.name = name;
        this.backendTag = backendTag;
        this.replicas = replicas;
        this.helmOptions = helmOptions;
        this.installation = new Installation("analysis", name);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        results = ResultTable.of(context, Path.of(Installation.setting("ROOT", "."), "target/analysis/report.md"));
        List<String> options = new ArrayList<>(List.of("--values", "test/e2e/analysis.yaml"));
        String image = Installation.setting("IMAGES", "orderapp.local") + "/order-backend:" + backendTag;
        options.addAll(List.of("--set-string", "backend.image=" + image, "--set", "backend.replicas=" + replicas));
        options.addAll(List.of(helmOptions));
        installation.install(Versions.GOOD, TestInstallation::atRest, options.toArray(String[]::new));
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
        if (installation.hasLoad()) {
            stopLoad();
        }
        results.add(name, releases, new LoadRecords(List.of(), List.of(), List.of()));
        installation.remove();
    }

    /** What the release, its Events, its Pods and the operator say belongs beside the failure that it explains. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        installation.say("FAILED: " + context.getDisplayName() + ": " + failure.getMessage());
        try {
            installation.diagnose();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    Shop shop() {
        return installation.shop();
    }

    /** The host name that visitors use. */
    String host() {
        return installation.host();
    }

    /** A new revision: the images of these tags, and never one that was there before; brought up and judged as is usual here. */
    Change version(String backend, String frontend) {
        changes++;
        return Change.tags(backend, frontend)
                .and(Change.variable("E2E_CHANGE", String.valueOf(changes)))
                .and(Change.steps("30/25s", "50/10s", "100/5s"))
                .and(Change.defaultMetrics());
    }

    /** Changes the release and waits for its outcome and until nothing is under way; what was seen becomes a line of the results. */
    ReleaseResult release(String title, Symptom symptom, Change change) throws InterruptedException {
        installation.say("release: " + title);
        return ended(title, symptom, shop().release(change, PATIENCE));
    }

    /** Notes how a release ended, and waits until nothing is under way any more. */
    ReleaseResult ended(String title, Symptom symptom, ReleaseResult result) throws InterruptedException {
        installation.say("  " + title + ": " + result.outcome().outcome() + ": "
                + result.outcome().message());
        releases.add(new JudgedRelease(title, symptom, result));
        shop().await(TestInstallation::atRest, PATIENCE, "rest after " + result.revision());
        return result;
    }

    /** Aborts a canary by hand, as a person does. */
    ReleaseResult abort(String title, OrderAppReleaseStatus status, Instant from) throws InterruptedException {
        String revision = status.canary().revision();
        shop().annotate("orderapp.dev/abort", revision + "/" + status.canary().attempt());
        return ended(
                title, Symptom.NONE, shop().outcome(revision, status.stable().revision(), from, PATIENCE));
    }

    private static boolean atRest(OrderAppReleaseStatus status) {
        return switch (status.phase()) {
            case Stable, RolledBack -> status.previous() == null;
            case Initializing, Preparing, Progressing, Promoting, RollingBack -> false;
        };
    }

    /** Ends the main process of a canary's Pod again and again, until the release is on its way back. */
    void crash(String pod) throws IOException, InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (isProgressing()) {
            if (Instant.now().isAfter(end)) {
                throw new AssertionError(pod + " was ended again and again, and its release goes on");
            }
            // A process that has only just started ignores the signal, and a container that is down has none: another
            // follows in a second.
            installation
                    .start("kubectl", "-n", installation.namespace(), "exec", pod, "--", "sh", "-c", "kill 1")
                    .waitFor();
            TimeUnit.SECONDS.sleep(1);
        }
    }

    private boolean isProgressing() {
        return shop().timeline().last().orElseThrow().phase() == Phase.Progressing;
    }

    /** Starts shoppers: they run no script. */
    void startShoppers(int requestsPerSecond) throws IOException, InterruptedException {
        installation.startShoppers(requestsPerSecond);
    }

    /** Starts shoppers with settings of {@code order-app/load/README.md}. */
    void startShoppers(Map<String, String> settings) throws IOException {
        installation.startShoppers(settings);
    }

    /** Starts signed-in users with real browsers, in which the page's scripts run. */
    void startBrowsers() throws IOException, InterruptedException {
        installation.startBrowsers();
    }

    /** Stops the load; what it recorded completes the results so far. */
    LoadRecords stopLoad() throws InterruptedException {
        LoadRecords seen = installation.stopLoad();
        results.add(name, releases, seen);
        return seen;
    }

    List<JudgedRelease> releases() {
        return List.copyOf(releases);
    }

    /** Runs a program in the checkout; what it prints is printed. */
    void run(String... command) throws IOException, InterruptedException {
        installation.run(command);
    }
}

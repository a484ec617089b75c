package dev.orderapp.e2e.judging;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.Records;
import dev.orderapp.e2e.shop.Shop;
import dev.orderapp.e2e.shop.Tried;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.TestExecutionExceptionHandler;

/**
 * Where the scenarios of a test class are played: a shop of its own under a host name of its own in a namespace of its own, and its
 * visitors. All of it is gone afterwards. When a scenario fails, what the cluster says is printed.
 */
final class Stage implements BeforeAllCallback, AfterAllCallback, TestExecutionExceptionHandler {
    private static final Duration PATIENCE = Duration.ofMinutes(6);

    private final String name;
    private final String backendTag;
    private final int replicas;
    private final Installation installation;
    private final List<Scene> scenes = new ArrayList<>();
    private Figures figures;
    private int changes;

    /**
     * A stage that is set up before the tests of a class.
     *
     * @param name of it; part of its namespace and host name
     * @param backendTag which API serves at first
     * @param replicas Pods of the API, per version
     */
    Stage(String name, String backendTag, int replicas) {
        this.name = name;
        this.backendTag = backendTag;
        this.replicas = replicas;
        this.installation = new Installation("judging", name);
    }

    @Override
    public void beforeAll(ExtensionContext context) throws IOException, InterruptedException {
        figures = Figures.of(context, Path.of(Installation.setting("ROOT", "."), "target/judging/report.md"));
        installation.install(
                Versions.GOOD,
                Stage::atRest,
                "--values",
                "test/e2e/judging.yaml",
                "--set-string",
                "backend.image=" + Installation.setting("IMAGES", "orderapp.local") + "/order-backend:" + backendTag,
                "--set",
                "backend.replicas=" + replicas);
    }

    @Override
    public void afterAll(ExtensionContext context) throws IOException, InterruptedException {
        if (installation.visited()) {
            visitorsLeave();
        }
        figures.add(name, scenes, new Records(List.of(), List.of(), List.of()));
        installation.remove();
    }

    /** What the release, its Events, its Pods and the operator say belongs beside the failure that it explains. */
    @Override
    public void handleTestExecutionException(ExtensionContext context, Throwable failure) throws Throwable {
        installation.say("FAILED: " + context.getDisplayName() + ": " + failure.getMessage());
        try {
            installation.explain();
        } catch (IOException e) {
            failure.addSuppressed(e);
        }
        throw failure;
    }

    Shop shop() {
        return installation.shop();
    }

    /** A new revision: the images of these tags, and never one that was there before; brought up and judged as is usual here. */
    Change version(String backend, String frontend) {
        changes++;
        return Change.tags(backend, frontend)
                .and(Change.variable("E2E_CHANGE", String.valueOf(changes)))
                .and(Change.steps("30/25s", "50/10s", "100/5s"))
                .and(Change.defaultMetrics());
    }

    /** Changes the release and waits for its outcome and the peace after it; what was seen becomes a line of the figures. */
    Tried release(String title, Fault fault, Change change) throws InterruptedException {
        installation.say("release: " + title);
        return ended(title, fault, shop().release(change, PATIENCE));
    }

    /** Notes how a try ended, and waits until nothing is under way any more. */
    Tried ended(String title, Fault fault, Tried tried) throws InterruptedException {
        installation.say("  " + title + ": " + tried.outcome().outcome() + ": "
                + tried.outcome().message());
        scenes.add(new Scene(title, fault, tried));
        shop().await(Stage::atRest, PATIENCE, "peace after " + tried.revision());
        return tried;
    }

    /** Takes a canary back by hand, as a person does. */
    Tried abort(String title, OrderAppReleaseStatus status, Instant from) throws InterruptedException {
        String revision = status.canary().revision();
        shop().annotate("orderapp.dev/abort", revision + "/" + status.canary().attempt());
        return ended(title, Fault.NONE, shop().outcome(revision, status.stable().revision(), from, PATIENCE));
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
        while (onTrial()) {
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

    private boolean onTrial() {
        return shop().timeline().last().orElseThrow().phase() == Phase.Progressing;
    }

    /** Sends shoppers: they run no script. */
    void shoppersCome(int requestsPerSecond) throws IOException, InterruptedException {
        installation.shoppersCome(requestsPerSecond);
    }

    /** Sends signed-in users with real browsers, in which the page's scripts run. */
    void browsersCome() throws IOException, InterruptedException {
        installation.browsersCome();
    }

    /** Asks them to leave; what they saw completes the figures of what was played so far. */
    Records visitorsLeave() throws InterruptedException {
        Records seen = installation.visitorsLeave();
        figures.add(name, scenes, seen);
        return seen;
    }

    List<Scene> scenes() {
        return List.copyOf(scenes);
    }

    /** Runs a program in the checkout; what it prints is printed. */
    void run(String... command) throws IOException, InterruptedException {
        installation.run(command);
    }
}

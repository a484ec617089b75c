package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.RevisionStatus;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What pipelines and people do to a release. */
final class ReleaseActions {
    /** When a version was left for the one before it. */
    static final String UNDO = "undo";

    /** Each release is a revision that was never there before. */
    private static final AtomicInteger CHANGES = new AtomicInteger();

    private ReleaseActions() {}

    /** Releases a good version. */
    static Action good() {
        return run -> run.release(version(Versions.GOOD));
    }

    /** Releases a good version together with another change. */
    static Action goodWith(Change more) {
        return run -> run.release(version(Versions.GOOD).and(more));
    }

    /** Releases a version that is bad on purpose. */
    static Action bad(String tag) {
        return run -> {
            run.release(version(tag));
            run.expectFailures();
        };
    }

    /** Releases a good version in a freeze that ends within a minute and a half. */
    static Action goodInAFreeze() {
        return run -> goodWith(Change.freeze(Instant.now(), Instant.now().plusSeconds(30)))
                .apply(run);
    }

    private static Change version(String tag) {
        return Change.tags(tag, Versions.GOOD).and(Change.variable("E2E_CHANGE", "" + CHANGES.incrementAndGet()));
    }

    /** Changes the release without making another revision. */
    static Action change(Change change) {
        return run -> run.shop().change(change);
    }

    /** Tells the operator something about the last attempt of the revision that was released last. */
    static Action annotate(String action) {
        return run -> run.shop()
                .annotate(
                        "orderapp.dev/" + action,
                        run.revision() + "/" + run.status().attempts());
    }

    /** The same about the version that served before, which is no canary any more. */
    static Action annotateFormer(String action) {
        return run -> run.shop()
                .annotate(
                        "orderapp.dev/" + action,
                        run.stable() + "/" + run.status().stable().attempt());
    }

    /** Ends the hold of a step by hand. */
    static Action promote(int step) {
        return run -> promote(run, run.status().attempts(), step);
    }

    /** The same for an attempt that never was. */
    static Action promoteAnother(int step) {
        return run -> promote(run, run.status().attempts() + 1, step);
    }

    private static void promote(ScenarioRun run, int attempt, int step) {
        run.shop().annotate("orderapp.dev/promote", run.revision() + "/" + attempt + "/" + step);
    }

    /** Goes back to what served when the scenario began. */
    static Action revert() {
        return run -> run.release(Change.componentsOf(run.specBefore()));
    }

    /** The same at once, as {@code kubectl orderapp undo} asks for it. */
    static Action undo() {
        return run -> {
            run.mark(UNDO);
            RevisionStatus leaving = run.status().stable();
            run.shop().annotate("orderapp.dev/undo", leaving.revision() + "/" + leaving.attempt());
            run.release(Change.componentsOf(run.specBefore()));
        };
    }

    /** Makes a ConfigMap say something else, or makes it. */
    static Action configMap(String name, String value) {
        return run -> run.installation()
                .client()
                .configMaps()
                .inNamespace(run.installation().namespace())
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToData("E2E_SETTING", value)
                        .build())
                .serverSideApply();
    }

    /** Waits until the operator asks for another revision, as something else than the release has changed. */
    static Action follow() {
        return ScenarioRun::follow;
    }

    /** Lets some time pass in which something must not happen. */
    static Action stay(Duration span) {
        return run -> TimeUnit.MILLISECONDS.sleep(span.toMillis());
    }

    /** One after the other. */
    static Action all(Action... actions) {
        return run -> {
            for (Action action : List.of(actions)) {
                action.apply(run);
            }
        };
    }
}

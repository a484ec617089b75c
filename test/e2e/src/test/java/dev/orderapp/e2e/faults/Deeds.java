package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Deed;
import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Versions;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/** What pipelines and people do to a release. */
final class Deeds {
    /** Each release is a revision that was never there before. */
    private static final AtomicInteger CHANGES = new AtomicInteger();

    private Deeds() {}

    /** Releases a good version. */
    static Deed good() {
        return play -> play.release(version(Versions.GOOD));
    }

    /** Releases a good version together with another change. */
    static Deed goodWith(Change more) {
        return play -> play.release(version(Versions.GOOD).and(more));
    }

    /** Releases a version that is bad on purpose. */
    static Deed bad(String tag) {
        return play -> {
            play.release(version(tag));
            play.condemn();
        };
    }

    private static Change version(String tag) {
        return Change.tags(tag, Versions.GOOD).and(Change.variable("E2E_CHANGE", "" + CHANGES.incrementAndGet()));
    }

    /** Changes the release without making another revision. */
    static Deed change(Change change) {
        return play -> play.shop().change(change);
    }

    /** Says something to the operator about the try of the revision that was released last. */
    static Deed annotate(String action, int attempt) {
        return play -> play.shop().annotate("orderapp.dev/" + action, play.revision() + "/" + attempt);
    }

    /** Says the same of the version that served before, which is not on trial any more. */
    static Deed annotateFormer(String action) {
        return play -> play.shop().annotate("orderapp.dev/" + action, play.stable() + "/1");
    }

    /** Ends the hold of a step by hand. */
    static Deed promote(int attempt, int step) {
        return play -> play.shop().annotate("orderapp.dev/promote", play.revision() + "/" + attempt + "/" + step);
    }

    /** Goes back to what served when the scenario began. */
    static Deed revert() {
        return play -> play.release(Change.componentsOf(play.specBefore()));
    }

    /** Makes a ConfigMap say something else, or makes it. */
    static Deed configMap(String name, String value) {
        return play -> play.installation()
                .client()
                .configMaps()
                .inNamespace(play.installation().namespace())
                .resource(new ConfigMapBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .endMetadata()
                        .addToData("E2E_SETTING", value)
                        .build())
                .serverSideApply();
    }

    /** Waits until the operator asks for another revision, as something else than the release has changed. */
    static Deed follow() {
        return Play::follow;
    }

    /** Lets some time pass in which something must not happen. */
    static Deed stay(Duration span) {
        return play -> TimeUnit.MILLISECONDS.sleep(span.toMillis());
    }

    /** One after the other. */
    static Deed all(Deed... deeds) {
        return play -> {
            for (Deed deed : List.of(deeds)) {
                deed.on(play);
            }
        };
    }
}

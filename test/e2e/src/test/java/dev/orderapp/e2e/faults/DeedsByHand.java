package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Deed;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/** What somebody with kubectl does to the objects that the operator made. */
final class DeedsByHand {
    private static final String BACKEND = Installation.RELEASE + "-backend";

    private DeedsByHand() {}

    /** Deletes the canary Ingress of the API. */
    static Deed deleteCanaryIngress() {
        return delete(Ingress.class, play -> BACKEND + "-canary");
    }

    /** Sets the weight of the canary Ingress of the API. */
    static Deed setCanaryWeight(int weight) {
        return edit(Ingress.class, play -> BACKEND + "-canary", play -> """
                {"metadata": {"annotations": {"nginx.ingress.kubernetes.io/canary-weight": "%d"}}}
                """.formatted(weight));
    }

    /** Deletes the canary Service of the API. */
    static Deed deleteCanaryService() {
        return delete(Service.class, play -> BACKEND + "-canary");
    }

    /** Has the stable Service of the API select the canary. */
    static Deed turnStableService() {
        return edit(Service.class, play -> BACKEND + "-stable", play -> """
                {"spec": {"selector": {"orderapp.dev/revision": "%s"}}}
                """.formatted(play.revision()));
    }

    /** Scales the stable version of the API down to one Pod. */
    static Deed shrinkStable() {
        return edit(Deployment.class, play -> BACKEND + "-" + play.stable(), play -> "{\"spec\": {\"replicas\": 1}}");
    }

    /** Gives the stable version's Pods another variable, which rolls them. */
    static Deed rollStable() {
        return edit(Deployment.class, play -> BACKEND + "-" + play.stable(), play -> """
                {"spec": {"template": {"metadata": {"annotations": {"edited": "by hand"}}}}}
                """);
    }

    /** Deletes the Deployment of the stable API with its Pods: until others are ready, nobody answers whom the weight sends there. */
    static Deed deleteStableDeployment() {
        return play -> {
            Span gone = play.faultBegins();
            delete(Deployment.class, p -> BACKEND + "-" + p.stable()).on(play);
            DeedsOnPods.awaitReady(play, play.stable());
            gone.ends();
        };
    }

    /** Deletes the Deployment of the canary's API with its Pods. */
    static Deed deleteCanaryDeployment() {
        return delete(Deployment.class, play -> BACKEND + "-" + play.revision());
    }

    /** Somebody writes to the release and to what was made of it all the time: whoever writes from an old copy meets a conflict. */
    static Deed writeAllTheTime() {
        AtomicInteger writes = new AtomicInteger();
        return play -> play.meanwhile(
                () -> {
                    String patch =
                            "{\"metadata\": {\"annotations\": {\"e2e/writes\": \"" + writes.incrementAndGet() + "\"}}}";
                    write(play, OrderAppRelease.class, Installation.RELEASE, patch);
                    write(play, Ingress.class, BACKEND + "-canary", patch);
                    write(play, Service.class, BACKEND + "-stable", patch);
                    write(play, Deployment.class, BACKEND + "-" + play.stable(), patch);
                },
                Duration.ofMillis(20));
    }

    /** What is not there, or just goes away, is left alone. */
    private static <T extends HasMetadata> void write(Play play, Class<T> type, String name, String patch) {
        try {
            play.installation()
                    .client()
                    .resources(type)
                    .inNamespace(play.installation().namespace())
                    .withName(name)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404 && e.getCode() != 409) {
                throw e;
            }
        }
    }

    private static <T extends HasMetadata> Deed delete(Class<T> type, Function<Play, String> name) {
        return play -> play.installation()
                .client()
                .resources(type)
                .inNamespace(play.installation().namespace())
                .withName(name.apply(play))
                .delete();
    }

    private static <T extends HasMetadata> Deed edit(
            Class<T> type, Function<Play, String> name, Function<Play, String> patch) {
        return play -> play.installation()
                .client()
                .resources(type)
                .inNamespace(play.installation().namespace())
                .withName(name.apply(play))
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch.apply(play));
    }
}

package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
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

/** What people do with kubectl to the objects that the operator made. */
final class ManualEdits {
    private static final String BACKEND = Installation.RELEASE + "-backend";

    private ManualEdits() {}

    /** Deletes the canary Ingress of the API. */
    static Action deleteCanaryIngress() {
        return delete(Ingress.class, run -> BACKEND + "-canary");
    }

    /** Sets the weight of the canary Ingress of the API. */
    static Action setCanaryWeight(int weight) {
        return edit(Ingress.class, run -> BACKEND + "-canary", run -> """
                {"metadata": {"annotations": {"nginx.ingress.kubernetes.io/canary-weight": "%d"}}}
                """.formatted(weight));
    }

    /** Deletes the canary Service of the API. */
    static Action deleteCanaryService() {
        return delete(Service.class, run -> BACKEND + "-canary");
    }

    /** Has the stable Service of the API select the canary. */
    static Action turnStableService() {
        return edit(Service.class, run -> BACKEND + "-stable", run -> """
                {"spec": {"selector": {"orderapp.dev/revision": "%s"}}}
                """.formatted(run.revision()));
    }

    /** Scales the stable version of the API down to one Pod. */
    static Action shrinkStable() {
        return edit(Deployment.class, run -> BACKEND + "-" + run.stable(), run -> "{\"spec\": {\"replicas\": 1}}");
    }

    /** Gives the stable version's Pods another variable, which rolls them. */
    static Action rollStable() {
        return edit(Deployment.class, run -> BACKEND + "-" + run.stable(), run -> """
                {"spec": {"template": {"metadata": {"annotations": {"edited": "by hand"}}}}}
                """);
    }

    /** Deletes the Deployment of the stable API with its Pods: until others are ready, requests that the weight sends there have no answer. */
    static Action deleteStableDeployment() {
        return run -> {
            TimeWindow gone = run.faultBegins();
            delete(Deployment.class, p -> BACKEND + "-" + p.stable()).apply(run);
            PodFaults.awaitReady(run, run.stable());
            gone.endNow();
        };
    }

    /** Deletes the Deployment of the canary's API with its Pods. */
    static Action deleteCanaryDeployment() {
        return delete(Deployment.class, run -> BACKEND + "-" + run.revision());
    }

    /** Something else writes to the release and to what was made of it all the time: a write from an old copy meets a conflict. */
    static Action writeAllTheTime() {
        AtomicInteger writes = new AtomicInteger();
        return run -> run.inBackground(
                () -> {
                    String patch =
                            "{\"metadata\": {\"annotations\": {\"e2e/writes\": \"" + writes.incrementAndGet() + "\"}}}";
                    write(run, OrderAppRelease.class, Installation.RELEASE, patch);
                    write(run, Ingress.class, BACKEND + "-canary", patch);
                    write(run, Service.class, BACKEND + "-stable", patch);
                    write(run, Deployment.class, BACKEND + "-" + run.stable(), patch);
                },
                Duration.ofMillis(20));
    }

    /** What is not there, or just goes away, is left alone. */
    private static <T extends HasMetadata> void write(ScenarioRun run, Class<T> type, String name, String patch) {
        try {
            run.installation()
                    .client()
                    .resources(type)
                    .inNamespace(run.installation().namespace())
                    .withName(name)
                    .patch(PatchContext.of(PatchType.JSON_MERGE), patch);
        } catch (KubernetesClientException e) {
            if (e.getCode() != 404 && e.getCode() != 409) {
                throw e;
            }
        }
    }

    private static <T extends HasMetadata> Action delete(Class<T> type, Function<ScenarioRun, String> name) {
        return run -> run.installation()
                .client()
                .resources(type)
                .inNamespace(run.installation().namespace())
                .withName(name.apply(run))
                .delete();
    }

    private static <T extends HasMetadata> Action edit(
            Class<T> type, Function<ScenarioRun, String> name, Function<ScenarioRun, String> patch) {
        return run -> run.installation()
                .client()
                .resources(type)
                .inNamespace(run.installation().namespace())
                .withName(name.apply(run))
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch.apply(run));
    }
}

package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Action;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** What happens to a shop's Pods and to its database. */
final class PodFaults {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DATABASE = Installation.RELEASE + "-database";

    /** Many small processes, so that the API is the largest one. */
    private static final String HOARD =
            "for i in $(seq 16); do head -c 60m /dev/zero | tail -c 60m | sleep 3 & done; wait";

    private PodFaults() {}

    /**
     * The API of the revision that was released last crashes again and again, until that revision is on its way back. As long as
     * it alone serves, no request can be answered.
     */
    static Action crash() {
        return repeatedly(Sandbox::kill);
    }

    /** In the containers of that API memory is taken until the kernel ends what has most of it, which is the API. */
    static Action outOfMemory() {
        return repeatedly(pod -> new ProcessBuilder(
                                "kubectl",
                                "-n",
                                pod.getMetadata().getNamespace(),
                                "exec",
                                pod.getMetadata().getName(),
                                "--",
                                "sh",
                                "-c",
                                HOARD)
                        .redirectErrorStream(true)
                        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                        .start()
                        .waitFor()
                == 0);
    }

    /** What is done to a Pod; false if that did not work just now. */
    private interface PodFault {
        boolean apply(Pod pod) throws IOException, InterruptedException;
    }

    private static Action repeatedly(PodFault fault) {
        return run -> {
            run.expectFailures();
            TimeWindow crashing = run.faultBegins();
            Instant end = Instant.now().plus(PATIENCE);
            while (!run.inPhase(Phase.RollingBack) && !run.inPhase(Phase.RolledBack)) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException(run.revision() + " crashes and crashes, and its release goes on");
                }
                for (Pod pod : pods(run, "backend", run.revision())) {
                    fault.apply(pod);
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
            // Requests that were sent there before the routes turned may still wait for an answer.
            run.shop().await(s -> s.phase() == Phase.RolledBack, PATIENCE, "phase RolledBack");
            crashing.endNow();
        };
    }

    /** The Pods of the API that served before are evicted, one after the other, as soon as the budget allows. */
    static Action evictStable() {
        return run -> evict(run, pods(run, "backend", run.stable()));
    }

    /** All Pods of both versions are evicted, one after the other, as a drained node does. */
    static Action drain() {
        return run -> {
            List<Pod> all = new ArrayList<>();
            for (String component : List.of("backend", "frontend")) {
                all.addAll(pods(run, component, run.stable()));
                all.addAll(pods(run, component, run.revision()));
            }
            evict(run, all);
        };
    }

    /** Evicts them one after the other, each as soon as the budget allows. */
    static void evict(ScenarioRun run, List<Pod> pods) throws InterruptedException {
        for (Pod pod : pods) {
            until(() -> evict(run, pod), "the eviction of " + pod.getMetadata().getName());
        }
    }

    /** True as well for a Pod that went by itself while those before it were evicted. */
    private static boolean evict(ScenarioRun run, Pod pod) {
        try {
            return run.installation().client().pods().resource(pod).evict();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return true;
            }
            throw e;
        }
    }

    /** The database goes away for a while; the shop's Pods are ready again a moment after it is back. */
    static Action databaseAway(Duration span) {
        return run -> {
            TimeWindow away = run.faultBegins();
            scaleDatabase(run, 0);
            TimeUnit.MILLISECONDS.sleep(span.toMillis());
            scaleDatabase(run, 1);
            awaitReady(run, run.stable());
            away.endNow();
        };
    }

    private static void scaleDatabase(ScenarioRun run, int replicas) {
        run.installation()
                .client()
                .apps()
                .statefulSets()
                .inNamespace(run.installation().namespace())
                .withName(DATABASE)
                .scale(replicas);
    }

    /** Waits until all Pods of this API are ready, and the ingress controller leads to them. */
    static void awaitReady(ScenarioRun run, String revision) throws InterruptedException {
        until(() -> ready(run, revision), "ready Pods of " + revision);
        // The ingress controller follows.
        TimeUnit.SECONDS.sleep(2);
    }

    private static boolean ready(ScenarioRun run, String revision) {
        Deployment deployment = run.installation()
                .client()
                .apps()
                .deployments()
                .inNamespace(run.installation().namespace())
                .withName(Installation.RELEASE + "-backend-" + revision)
                .get();
        return deployment != null
                && deployment
                        .getSpec()
                        .getReplicas()
                        .equals(deployment.getStatus().getReadyReplicas());
    }

    /** The Pods of a component of a revision. */
    static List<Pod> pods(ScenarioRun run, String component, String revision) {
        return run.installation()
                .client()
                .pods()
                .inNamespace(run.installation().namespace())
                .withLabel("app.kubernetes.io/component", component)
                .withLabel("orderapp.dev/revision", revision)
                .list()
                .getItems();
    }

    /** Tries until it works. */
    static void until(BooleanSupplier attempt, String what) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        while (!attempt.getAsBoolean()) {
            if (Instant.now().isAfter(end)) {
                throw new IllegalStateException("waited " + PATIENCE.toSeconds() + " s for " + what);
            }
            TimeUnit.MILLISECONDS.sleep(200);
        }
    }
}

package dev.orderapp.e2e.faults;

import dev.orderapp.e2e.faults.Scenario.Deed;
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
final class DeedsOnPods {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String DATABASE = Installation.RELEASE + "-database";

    /** Many small processes, so that the API is the largest one. */
    private static final String HOARD =
            "for i in $(seq 16); do head -c 60m /dev/zero | tail -c 60m | sleep 3 & done; wait";

    private DeedsOnPods() {}

    /**
     * The API of the revision that was released last crashes again and again, until that revision is on its way back. As long as
     * it alone serves, nobody can be answered.
     */
    static Deed crash() {
        return againAndAgain(Sandbox::kill);
    }

    /** In the containers of that API memory is taken until the kernel ends what has most of it, which is the API. */
    static Deed outOfMemory() {
        return againAndAgain(pod -> new ProcessBuilder(
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
    private interface Blow {
        boolean hits(Pod pod) throws IOException, InterruptedException;
    }

    private static Deed againAndAgain(Blow blow) {
        return play -> {
            play.condemn();
            Span crashing = play.faultBegins();
            Instant end = Instant.now().plus(PATIENCE);
            while (!play.inPhase(Phase.RollingBack) && !play.inPhase(Phase.RolledBack)) {
                if (Instant.now().isAfter(end)) {
                    throw new IllegalStateException(play.revision() + " crashes and crashes, and its release goes on");
                }
                for (Pod pod : pods(play, "backend", play.revision())) {
                    blow.hits(pod);
                }
                TimeUnit.MILLISECONDS.sleep(500);
            }
            // Whoever was sent there before the routes turned may still wait for an answer.
            play.shop().await(s -> s.phase() == Phase.RolledBack, PATIENCE, "phase RolledBack");
            crashing.ends();
        };
    }

    /** The Pods of the API that served before are evicted, one after the other, as soon as the budget allows. */
    static Deed evictStable() {
        return play -> evict(play, pods(play, "backend", play.stable()));
    }

    /** All Pods of both versions are evicted, one after the other, as a drained node does. */
    static Deed drain() {
        return play -> {
            List<Pod> all = new ArrayList<>();
            for (String component : List.of("backend", "frontend")) {
                all.addAll(pods(play, component, play.stable()));
                all.addAll(pods(play, component, play.revision()));
            }
            evict(play, all);
        };
    }

    private static void evict(Play play, List<Pod> pods) throws InterruptedException {
        for (Pod pod : pods) {
            until(() -> evict(play, pod), "the eviction of " + pod.getMetadata().getName());
        }
    }

    /** True as well for a Pod that went by itself while those before it were evicted. */
    private static boolean evict(Play play, Pod pod) {
        try {
            return play.installation().client().pods().resource(pod).evict();
        } catch (KubernetesClientException e) {
            if (e.getCode() == HttpURLConnection.HTTP_NOT_FOUND) {
                return true;
            }
            throw e;
        }
    }

    /** The database goes away for a while; the shop's Pods are ready again a moment after it is back. */
    static Deed databaseAway(Duration span) {
        return play -> {
            Span away = play.faultBegins();
            scaleDatabase(play, 0);
            TimeUnit.MILLISECONDS.sleep(span.toMillis());
            scaleDatabase(play, 1);
            awaitReady(play, play.stable());
            away.ends();
        };
    }

    private static void scaleDatabase(Play play, int replicas) {
        play.installation()
                .client()
                .apps()
                .statefulSets()
                .inNamespace(play.installation().namespace())
                .withName(DATABASE)
                .scale(replicas);
    }

    /** Waits until all Pods of this API are ready, and the way in leads to them. */
    static void awaitReady(Play play, String revision) throws InterruptedException {
        until(() -> ready(play, revision), "ready Pods of " + revision);
        // The way in follows.
        TimeUnit.SECONDS.sleep(2);
    }

    private static boolean ready(Play play, String revision) {
        Deployment deployment = play.installation()
                .client()
                .apps()
                .deployments()
                .inNamespace(play.installation().namespace())
                .withName(Installation.RELEASE + "-backend-" + revision)
                .get();
        return deployment != null
                && deployment
                        .getSpec()
                        .getReplicas()
                        .equals(deployment.getStatus().getReadyReplicas());
    }

    private static List<Pod> pods(Play play, String component, String revision) {
        return play.installation()
                .client()
                .pods()
                .inNamespace(play.installation().namespace())
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

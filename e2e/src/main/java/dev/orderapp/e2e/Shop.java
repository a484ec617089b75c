package dev.orderapp.e2e;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.Watch;
import io.fabric8.kubernetes.client.Watcher;
import io.fabric8.kubernetes.client.WatcherException;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** An installed order app, used as Jenkins uses it: an image is changed in its release, and the outcome waited for. */
final class Shop implements AutoCloseable {
    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final Timeline timeline = new Timeline();
    private final Watch watch;

    Shop(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
        this.watch = release().watch(new Watcher<>() {
            @Override
            public void eventReceived(Action action, OrderAppRelease release) {
                if (release.getStatus() != null) {
                    timeline.add(Instant.now(), release.getStatus());
                }
            }

            @Override
            public void onClose(WatcherException cause) {
                System.err.println("the watch of the release ended: " + cause.getMessage());
            }
        });
    }

    private Resource<OrderAppRelease> release() {
        return client.resources(OrderAppRelease.class).inNamespace(namespace).withName(name);
    }

    Timeline timeline() {
        return timeline;
    }

    /** What one would do in a pipeline: changes the tag of both images, and nothing else. */
    long changeTags(String tag) {
        OrderAppRelease now = release().require();
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        ObjectNode spec = patch.putObject("spec");
        spec.putObject("backend").put("image", tagged(now.getSpec().backend().image(), tag));
        spec.putObject("frontend").put("image", tagged(now.getSpec().frontend().image(), tag));
        return release()
                .patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString())
                .getMetadata()
                .getGeneration();
    }

    private static String tagged(String image, String tag) {
        return image.substring(0, image.lastIndexOf(':') + 1) + tag;
    }

    /** Changes the images and waits for the outcome of just the revision that this made. */
    Played play(Scene scene, Duration patience) throws InterruptedException {
        Instant from = Instant.now();
        String stable = timeline.last().orElseThrow().stable().revision();
        long generation = changeTags(scene.tag());
        OrderAppReleaseStatus seen = await(
                status -> status.observedGeneration() != null && status.observedGeneration() >= generation,
                Duration.ofSeconds(30),
                "the operator to see generation " + generation);
        String revision = seen.target();
        OrderAppReleaseStatus ended =
                await(status -> entry(status, revision, from) != null, patience, "the outcome of revision " + revision);
        return new Played(scene, revision, stable, from, Instant.now(), entry(ended, revision, from));
    }

    private static HistoryEntry entry(OrderAppReleaseStatus status, String revision, Instant from) {
        return status.history() == null
                ? null
                : status.history().stream()
                        .filter(e -> e.revision().equals(revision))
                        .filter(e -> !Instant.parse(e.finishedAt()).isBefore(from))
                        .findFirst()
                        .orElse(null);
    }

    /**
     * Waits for a status.
     *
     * @throws IllegalStateException saying what was waited for and what the release said last
     */
    OrderAppReleaseStatus await(Predicate<OrderAppReleaseStatus> condition, Duration patience, String what)
            throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        synchronized (timeline) {
            while (true) {
                var last = timeline.last().filter(condition);
                if (last.isPresent()) {
                    return last.get();
                }
                long left = Duration.between(Instant.now(), deadline).toMillis();
                if (left <= 0) {
                    throw new IllegalStateException("waited " + patience.toSeconds() + " s for " + what
                            + "; the release says " + timeline.last().orElse(null));
                }
                timeline.wait(left);
            }
        }
    }

    /** Orders in the database, as idempotency key to order id; a key that is there twice comes twice in the list. */
    List<Map.Entry<String, String>> ordersInDatabase() throws IOException, InterruptedException {
        String query = "SELECT idempotency_key, id FROM customer_order";
        String read = "MYSQL_PWD=\"$MARIADB_PASSWORD\" mariadb -N -B -u\"$MARIADB_USER\" \"$MARIADB_DATABASE\" -e '"
                + query + "'";
        Process process = new ProcessBuilder(
                        "kubectl", "-n", namespace, "exec", "statefulset/" + name + "-database", "--", "sh", "-c", read)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<Map.Entry<String, String>> orders = new ArrayList<>();
        try (var lines = process.inputReader()) {
            lines.lines().map(line -> line.split("\t")).forEach(f -> orders.add(Map.entry(f[0], f[1])));
        }
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("could not read the orders from the database of " + namespace + "/" + name);
        }
        return orders;
    }

    /** Name and generation of each Deployment of a revision: what changes when anything is rolled. */
    Map<String, Long> deployments(String revision) {
        Map<String, Long> generations = new TreeMap<>();
        for (Deployment d : client.apps()
                .deployments()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/instance", name)
                .withLabel("orderapp.dev/revision", revision)
                .list()
                .getItems()) {
            generations.put(d.getMetadata().getName(), d.getMetadata().getGeneration());
        }
        return generations;
    }

    @Override
    public void close() {
        watch.close();
    }
}

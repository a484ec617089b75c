package dev.orderapp.e2e.shop;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.v1.HistoryEntry;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.contract.Names;
import dev.orderapp.v1.course.AttemptFailure;
import dev.orderapp.v1.course.FailureJson;
import io.fabric8.kubernetes.api.model.Event;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** An installed order app, used as Jenkins uses it: an image is changed in its release, and the outcome waited for. */
public final class Shop implements AutoCloseable {
    private final KubernetesClient client;
    private final String namespace;
    private final String name;
    private final Timeline timeline = new Timeline();
    private final SharedIndexInformer<OrderAppRelease> informer;

    /** The release of this name. */
    public Shop(KubernetesClient client, String namespace, String name) {
        this.client = client;
        this.namespace = namespace;
        this.name = name;
        // An informer lists anew where a mere watch would end for good: when the API server was away.
        this.informer = release().inform(new ResourceEventHandler<>() {
            @Override
            public void onAdd(OrderAppRelease release) {
                note(release);
            }

            @Override
            public void onUpdate(OrderAppRelease before, OrderAppRelease release) {
                note(release);
            }

            @Override
            public void onDelete(OrderAppRelease release, boolean stateUnknown) {
                System.err.println("the release " + namespace + "/" + name + " is gone");
            }
        });
    }

    private void note(OrderAppRelease release) {
        if (release.getStatus() != null) {
            timeline.add(Instant.now(), release.getStatus());
        }
    }

    private Resource<OrderAppRelease> release() {
        return client.resources(OrderAppRelease.class).inNamespace(namespace).withName(name);
    }

    /** What the release has said since this was made. */
    public Timeline timeline() {
        return timeline;
    }

    /** What the release asks for now. */
    public OrderAppReleaseSpec spec() {
        return release().require().getSpec();
    }

    /**
     * Changes the release, and nothing else.
     *
     * @return the generation that this made
     */
    public long change(Change change) {
        OrderAppReleaseSpec now = spec();
        return release()
                .patch(PatchContext.of(PatchType.JSON_MERGE), change.mergePatch(now))
                .getMetadata()
                .getGeneration();
    }

    /**
     * Changes the release and waits until the operator has seen it.
     *
     * @return the revision that the release asks for now
     */
    public String start(Change change) throws InterruptedException {
        long generation = change(change);
        return await(
                        status -> status.observedGeneration() != null && status.observedGeneration() >= generation,
                        Duration.ofSeconds(30),
                        "the operator to see generation " + generation)
                .target();
    }

    /** Changes the release and waits for the outcome of just the revision that this made. */
    public ReleaseResult release(Change change, Duration patience) throws InterruptedException {
        Instant from = Instant.now();
        String stable = timeline.last().orElseThrow().stable().revision();
        return outcome(start(change), stable, from, patience);
    }

    /** Waits for the outcome of an attempt that began after {@code from}, when {@code stable} served. */
    public ReleaseResult outcome(String revision, String stable, Instant from, Duration patience)
            throws InterruptedException {
        OrderAppReleaseStatus ended =
                await(status -> entry(status, revision, from) != null, patience, "the outcome of revision " + revision);
        return new ReleaseResult(revision, stable, from, Instant.now(), entry(ended, revision, from));
    }

    /** Tells the operator something by an annotation of the release. */
    public void annotate(String name, String value) {
        ObjectNode patch = JsonNodeFactory.instance.objectNode();
        patch.putObject("metadata").putObject("annotations").put(name, value);
        release().patch(PatchContext.of(PatchType.JSON_MERGE), patch.toString());
    }

    /** Messages of the release's Events with this reason. */
    public List<String> events(String reason) {
        return client
                .v1()
                .events()
                .inNamespace(namespace)
                .withField("involvedObject.name", name)
                .withField("reason", reason)
                .list()
                .getItems()
                .stream()
                .map(Event::getMessage)
                .toList();
    }

    /** What was kept of an attempt that failed; empty until it is written. */
    public Optional<AttemptFailure> failure(int attempt) {
        return Optional.ofNullable(client.configMaps()
                        .inNamespace(namespace)
                        .withName(Names.course(name, attempt))
                        .get())
                .map(course -> course.getData().get(FailureJson.KEY))
                .map(FailureJson::read);
    }

    /** Names of the running Pods of a component of a revision. */
    public List<String> pods(String component, String revision) {
        return client
                .pods()
                .inNamespace(namespace)
                .withLabel("app.kubernetes.io/instance", name)
                .withLabel("app.kubernetes.io/component", component)
                .withLabel("orderapp.dev/revision", revision)
                .list()
                .getItems()
                .stream()
                .map(pod -> pod.getMetadata().getName())
                .toList();
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
    public OrderAppReleaseStatus await(Predicate<OrderAppReleaseStatus> condition, Duration patience, String what)
            throws InterruptedException {
        return await(() -> timeline.last().filter(condition), patience, what);
    }

    /**
     * Waits for a status that may pass quickly: one that came and went since then counts.
     *
     * @throws IllegalStateException saying what was waited for and what the release said last
     */
    public OrderAppReleaseStatus awaitSince(
            Instant since, Predicate<OrderAppReleaseStatus> condition, Duration patience, String what)
            throws InterruptedException {
        return await(() -> timeline.first(since, condition), patience, what);
    }

    private OrderAppReleaseStatus await(
            Supplier<Optional<OrderAppReleaseStatus>> search, Duration patience, String what)
            throws InterruptedException {
        Instant deadline = Instant.now().plus(patience);
        synchronized (timeline) {
            while (true) {
                var found = search.get();
                if (found.isPresent()) {
                    return found.get();
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

    /**
     * Watches for a while that the release keeps to something.
     *
     * @throws IllegalStateException with the first status that did not
     */
    public void keeps(Predicate<OrderAppReleaseStatus> condition, Duration span, String what)
            throws InterruptedException {
        Instant end = Instant.now().plus(span);
        synchronized (timeline) {
            for (long left = 1;
                    left > 0;
                    left = Duration.between(Instant.now(), end).toMillis()) {
                OrderAppReleaseStatus last = timeline.last().orElseThrow();
                if (!condition.test(last)) {
                    throw new IllegalStateException(
                            span.toSeconds() + " s long " + what + " was expected; the release says " + last);
                }
                timeline.wait(left);
            }
        }
    }

    /** Orders in the database, as idempotency key to order id; a key that is there twice comes twice in the list. */
    public List<Map.Entry<String, String>> ordersInDatabase() throws IOException, InterruptedException {
        return query("SELECT idempotency_key, id FROM customer_order").stream()
                .map(row -> Map.entry(row.get(0), row.get(1)))
                .toList();
    }

    /** The lowest stock of any product. */
    public int lowestStock() throws IOException, InterruptedException {
        return Integer.parseInt(query("SELECT MIN(stock) FROM product").get(0).get(0));
    }

    /** The rows that the shop's own database answers with. */
    private List<List<String>> query(String sql) throws IOException, InterruptedException {
        String read = "MYSQL_PWD=\"$MARIADB_PASSWORD\" mariadb -N -B -u\"$MARIADB_USER\" \"$MARIADB_DATABASE\" -e '"
                + sql + "'";
        Process process = new ProcessBuilder(
                        "kubectl", "-n", namespace, "exec", "statefulset/" + name + "-database", "--", "sh", "-c", read)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        List<List<String>> rows = new ArrayList<>();
        try (var lines = process.inputReader()) {
            lines.lines().map(line -> List.of(line.split("\t"))).forEach(rows::add);
        }
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("could not ask the database of " + namespace + "/" + name + ": " + sql);
        }
        return rows;
    }

    /** Name and generation of each Deployment of a revision: what changes when anything is rolled. */
    public Map<String, Long> deployments(String revision) {
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
        informer.close();
    }
}

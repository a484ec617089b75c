package dev.orderapp.operator.telemetry;

import dev.orderapp.operator.rollout.EventNote;
import dev.orderapp.operator.telemetry.ReleaseMetrics.Release;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.javaoperatorsdk.operator.api.monitoring.Metrics;
import io.javaoperatorsdk.operator.api.reconciler.RetryInfo;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;

/** Counts what the operator does, and shows it in Prometheus' text format. */
public final class Telemetry implements Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ReleaseMetrics releases = new ReleaseMetrics();
    private final List<Consumer<String>> forgets = new CopyOnWriteArrayList<>();
    private final Timer reconciles = timer("orderapp.reconcile", "time that one look at one release takes");
    private final Timer queue =
            timer("orderapp.reconcile.queue", "time that a look at a release waits for others to be over");
    private final Map<ResourceID, Timer.Sample> queued = new ConcurrentHashMap<>();
    private final Counter failures = Counter.builder("orderapp.reconcile.failures")
            .description("looks at a release that failed and are tried again")
            .register(registry);

    /** With nothing counted yet. */
    public Telemetry() {
        registry.getPrometheusRegistry().register(releases);
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    private Timer timer(String name, String description) {
        return Timer.builder(name)
                .description(description)
                .serviceLevelObjectives(
                        Duration.ofMillis(5),
                        Duration.ofMillis(10),
                        Duration.ofMillis(25),
                        Duration.ofMillis(50),
                        Duration.ofMillis(100),
                        Duration.ofMillis(250),
                        Duration.ofMillis(500),
                        Duration.ofSeconds(1),
                        Duration.ofSeconds(5))
                .register(registry);
    }

    /** All of it in Prometheus' text format. */
    public String page() {
        return registry.scrape();
    }

    /** How many looks at releases there have been. */
    public long passes() {
        return reconciles.count();
    }

    /** A decision was saved and told. */
    public void decided(EventNote note) {
        Counter.builder("orderapp.decisions")
                .description("decisions by reason")
                .tag("reason", note.reason())
                .register(registry)
                .increment();
    }

    /**
     * A receiver was told of a decision, or could not be.
     *
     * @param receiver its name
     * @param fate {@code sent} or {@code dropped}
     */
    public void notified(String receiver, String fate) {
        Counter.builder("orderapp.notifications")
                .description("notifications by receiver and what became of them")
                .tag("receiver", receiver)
                .tag("fate", fate)
                .register(registry)
                .increment();
    }

    /** Something could not be written, and is tried again. */
    public void failed() {
        failures.increment();
    }

    /** Where a release stands now. */
    public void stands(OrderAppRelease release, OrderAppReleaseStatus status) {
        String namespace = release.getMetadata().getNamespace();
        // At rest it is what the cache holds as well, and is kept once.
        boolean saved = status.equals(release.getStatus());
        releases.set(new Release(namespace, release.getMetadata().getName()), saved ? release.getStatus() : status);
    }

    @Override
    public void reconciliationSubmitted(HasMetadata resource, RetryInfo retryInfo, Map<String, Object> metadata) {
        queued.put(ResourceID.fromResource(resource), Timer.start(registry));
    }

    @Override
    public void reconciliationStarted(HasMetadata resource, Map<String, Object> metadata) {
        Optional.ofNullable(queued.remove(ResourceID.fromResource(resource))).ifPresent(sample -> sample.stop(queue));
    }

    @Override
    public <T> T timeControllerExecution(ControllerExecution<T> execution) throws Exception {
        Timer.Sample sample = Timer.start(registry);
        try {
            return execution.execute();
        } finally {
            sample.stop(reconciles);
        }
    }

    @Override
    public void reconciliationFailed(
            HasMetadata resource, RetryInfo retryInfo, Exception exception, Map<String, Object> metadata) {
        failures.increment();
    }

    /**
     * Registers what else is to be forgotten when a release is gone.
     *
     * @param forget takes {@code <namespace>/<name>}
     */
    public void whenGone(Consumer<String> forget) {
        forgets.add(forget);
    }

    @Override
    public void cleanupDone(ResourceID id, Map<String, Object> metadata) {
        String namespace = id.getNamespace().orElse("");
        queued.remove(id);
        releases.remove(new Release(namespace, id.getName()));
        forgets.forEach(forget -> forget.accept(namespace + "/" + id.getName()));
    }
}

package dev.orderapp.operator.telemetry;

import dev.orderapp.operator.rollout.EventNote;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Counts what the operator does, and shows it in Prometheus' text format. */
public final class Telemetry implements Metrics {
    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    private final ReleaseMetrics releases = new ReleaseMetrics();
    private final Timer reconciles = timer("orderapp.reconcile", "time that one reconcile of a release takes");
    private final Timer queue =
            timer("orderapp.reconcile.queue", "time that a reconcile of a release waits for others to be over");
    private final Map<ResourceID, Timer.Sample> queued = new ConcurrentHashMap<>();
    private final Counter failures = Counter.builder("orderapp.reconcile.failures")
            .description("reconciles that failed and are tried again")
            .register(registry);

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

    /** How many reconciles there have been. */
    public long reconciles() {
        return reconciles.count();
    }

    /** A decision was saved. */
    public void recordDecision(EventNote note) {
        Counter.builder("orderapp.decisions")
                .description("decisions by reason")
                .tag("reason", note.reason())
                .register(registry)
                .increment();
    }

    /**
     * A notification was delivered or given up.
     *
     * @param receiver its name
     * @param result {@code sent} or {@code dropped}
     */
    public void recordNotification(String receiver, String result) {
        Counter.builder("orderapp.notifications")
                .description("notifications by receiver and what became of them")
                .tag("receiver", receiver)
                .tag("fate", result)
                .register(registry)
                .increment();
    }

    /** Something could not be written, and is tried again. */
    public void recordFailure() {
        failures.increment();
    }

    /** The status of a release was saved. */
    public void recordStatus(OrderAppRelease release, OrderAppReleaseStatus status) {
        // At rest it is what the cache holds as well, and is kept once.
        boolean unchanged = status.equals(release.getStatus());
        releases.set(ResourceID.fromResource(release), unchanged ? release.getStatus() : status);
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

    /** Drops the series of a release that is deleted. */
    public void forget(ResourceID release) {
        queued.remove(release);
        releases.remove(release);
    }
}

package dev.orderapp.operator.runtime;

import dev.orderapp.operator.apply.Applier;
import dev.orderapp.operator.apply.CourseRecorder;
import dev.orderapp.operator.apply.EventRecorder;
import dev.orderapp.operator.apply.FailureRecorder;
import dev.orderapp.operator.cache.ReleaseCaches;
import dev.orderapp.operator.cache.TrimmedStores;
import dev.orderapp.operator.failure.FailureReader;
import dev.orderapp.operator.metrics.MetricSources;
import dev.orderapp.operator.metrics.MetricsReader;
import dev.orderapp.operator.notify.Notifier;
import dev.orderapp.operator.observe.Observer;
import dev.orderapp.operator.observe.ReferencedConfigMaps;
import dev.orderapp.operator.reconcile.EventSources;
import dev.orderapp.operator.reconcile.OrderAppReleaseReconciler;
import dev.orderapp.operator.reconcile.ReleaseAdmission;
import dev.orderapp.operator.reconcile.ReleaseUpdateFilter;
import dev.orderapp.operator.settings.EnvironmentSettings;
import dev.orderapp.operator.telemetry.Telemetry;
import dev.orderapp.v1.MetricsPageSpec;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.extended.leaderelection.LeaderCallbacks;
import io.javaoperatorsdk.operator.Operator;
import io.javaoperatorsdk.operator.RegisteredController;
import io.javaoperatorsdk.operator.api.config.Cloner;
import io.javaoperatorsdk.operator.api.config.ConfigurationServiceOverrider;
import io.javaoperatorsdk.operator.api.config.ControllerConfigurationOverrider;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfiguration;
import io.javaoperatorsdk.operator.api.config.LeaderElectionConfigurationBuilder;
import io.javaoperatorsdk.operator.api.monitoring.AggregatedMetrics;
import io.javaoperatorsdk.operator.health.InformerHealthIndicator;
import io.javaoperatorsdk.operator.health.InformerWrappingEventSourceHealthIndicator;
import io.javaoperatorsdk.operator.processing.event.rate.LinearRateLimiter;
import io.javaoperatorsdk.operator.processing.retry.GenericRetry;
import io.javaoperatorsdk.operator.processing.retry.Retry;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The operator's parts, put together: watches, reconciles, and leads if it has to. */
public final class OperatorRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(OperatorRuntime.class);

    /** A reconcile is a few milliseconds on caches; what takes longer is waiting for Pods' metrics pages. */
    private static final int THREADS = 8;

    /**
     * A release may be reconciled so often in this time: a rollout's changes come in bursts, of which one reconcile sees all, and two
     * controllers might fight over an object.
     */
    private static final int RATE_LIMIT = 2;

    private static final Duration RATE_PERIOD = Duration.ofMillis(100);

    /** All that a reconcile reads is watched, and it says itself when the next one is due: this is only to be sure. */
    private static final Duration LONGEST_PAUSE = Duration.ofMinutes(30);

    /** A reconcile changes nothing of what the caches hold, so it needs no copy of its own. */
    private static final Cloner SHARED = new Cloner() {
        @Override
        public <R extends HasMetadata> R clone(R object) {
            return object;
        }
    };

    private static final Duration TERMINATION = Duration.ofSeconds(10);

    private final EnvironmentSettings settings;
    private final KubernetesClient client;
    private final Telemetry telemetry = new Telemetry();
    private final ReleaseCaches releaseCaches = new ReleaseCaches();
    private final MetricSources metricSources;
    private final Notifier notifier;
    private final EventRecorder events;
    private final CourseRecorder courses;
    private final FailureRecorder failures;
    private final Operator operator;
    private final RegisteredController<OrderAppRelease> controller;
    private final WatchHealth watchHealth;

    /** Objects that left the caches: what a deleted release had owned goes after it, without a reconcile. */
    private final LongAdder removedObjects = new LongAdder();

    private final IdleGarbageCollection idleCollection;
    private volatile boolean stopping;

    /**
     * {@link #start} starts it.
     *
     * @param settings as the environment says
     * @param client to the API server; not closed by this class
     * @param clock tells the time that decisions are made at
     * @param page address of a Pod's metrics page, by what the release says of it
     */
    public OperatorRuntime(
            EnvironmentSettings settings,
            KubernetesClient client,
            Clock clock,
            BiFunction<Pod, MetricsPageSpec, Optional<URI>> page) {
        this.settings = settings;
        this.client = client;
        this.operator = new Operator(this::configure);
        EventSources sources = new EventSources(removedObjects::increment, settings.gatewayApi());
        this.metricSources = new MetricSources(settings.sources(), page);
        MetricsReader metrics = new MetricsReader(metricSources.all());
        ReferencedConfigMaps configMaps = new ReferencedConfigMaps(client, sources::configMap);
        Observer observer = new Observer(
                configMaps, sources::foreignIngresses, sources::foreignHttpRoutes, sources::gateway, metrics, clock);
        Applier applier = new Applier(System::nanoTime);
        releaseCaches.onDelete(metrics::forget);
        releaseCaches.onDelete(configMaps::forget);
        releaseCaches.onDelete(applier::forget);
        releaseCaches.onDelete(telemetry::forget);
        this.notifier = Notifier.of(settings.notifications(), telemetry::recordNotification);
        this.events = new EventRecorder(client, settings.instance(), notifier);
        this.courses = new CourseRecorder(client);
        releaseCaches.onDelete(courses::forget);
        this.failures = new FailureRecorder(new FailureReader(client, System::nanoTime), client);
        releaseCaches.onDelete(failures::forget);
        ReleaseAdmission admission = new ReleaseAdmission(settings.limits(), sources::wake);
        releaseCaches.onDelete(admission::forget);
        this.controller = register(new OrderAppReleaseReconciler(
                sources, admission, observer, applier, events, courses, failures, telemetry));
        this.watchHealth = new WatchHealth(this::isWatching, System::nanoTime);
        this.idleCollection =
                new IdleGarbageCollection(() -> telemetry.reconciles() + removedObjects.sum(), System::gc);
    }

    private RegisteredController<OrderAppRelease> register(OrderAppReleaseReconciler reconciler) {
        ControllerConfigurationOverrider<OrderAppRelease> configuration = ControllerConfigurationOverrider.override(
                operator.getConfigurationService().getConfigurationFor(reconciler));
        configure(configuration);
        return operator.register(reconciler, TrimmedStores.primary(configuration.build(), removedObjects::increment));
    }

    private void configure(ConfigurationServiceOverrider o) {
        o.withKubernetesClient(client)
                .withCloseClientOnStop(false)
                .withResourceCloner(SHARED)
                .withConcurrentReconciliationThreads(THREADS)
                .withReconciliationTerminationTimeout(TERMINATION)
                .withMetrics(new AggregatedMetrics(List.of(telemetry, releaseCaches)));
        if (settings.leaderElection()) {
            o.withLeaderElectionConfiguration(lease());
        }
    }

    private void configure(ControllerConfigurationOverrider<OrderAppRelease> o) {
        // Annotations, by which users act, do not change the generation.
        o.withGenerationAware(false)
                .withOnUpdateFilter((now, before) -> ReleaseUpdateFilter.differ(before, now))
                .withRateLimiter(new LinearRateLimiter(RATE_PERIOD, RATE_LIMIT))
                .withRetry(retry())
                .withInformerListLimit(EventSources.PAGE)
                .withReconciliationMaxInterval(LONGEST_PAUSE);
        if (settings.namespaces().isEmpty()) {
            o.watchingAllNamespaces();
        } else {
            o.settingNamespaces(settings.namespaces());
        }
    }

    /** For reconciles that fail as a whole: ever more slowly, but for ever. */
    static Retry retry() {
        return new GenericRetry()
                .setInitialInterval(Duration.ofMillis(200))
                .setIntervalMultiplier(2)
                .setMaxInterval(OrderAppReleaseReconciler.LONGEST_RETRY.toMillis())
                .withoutMaxAttempts();
    }

    private LeaderElectionConfiguration lease() {
        return LeaderElectionConfigurationBuilder.aLeaderElectionConfiguration(LeaderLease.NAME)
                .withLeaseNamespace(leaseNamespace())
                .withIdentity(settings.instance())
                .withLeaseDuration(Duration.ofSeconds(15))
                .withRenewDeadline(Duration.ofSeconds(10))
                // At rest the lease is nearly all that is done: three tries before the deadline are enough.
                .withRetryPeriod(Duration.ofSeconds(3))
                .withLeaderCallbacks(new LeaderCallbacks(
                        () -> LOG.info("{} leads", settings.instance()),
                        this::stoppedLeading,
                        leader -> LOG.info("the lease is held by {}", leader)))
                .build();
    }

    private String leaseNamespace() {
        return settings.instanceNamespace().orElseGet(client::getNamespace);
    }

    /** Another operator may lead from now on: not one write more, and so no orderly end. */
    private void stoppedLeading() {
        if (!stopping) {
            LOG.error("{} lost the lease; halting", settings.instance());
            Runtime.getRuntime().halt(1);
        }
    }

    /** Fills the caches, then reconciles: at once, or once it holds the lease. */
    public void start() {
        sleepUntilDue(
                operator.getConfigurationService().getExecutorServiceManager().scheduledExecutorService());
        operator.start();
        idleCollection.begin();
    }

    /** A pool without core threads, as the framework's, looks for work a hundred times a second while something is due later. */
    static void sleepUntilDue(ScheduledExecutorService timer) {
        if (timer instanceof ScheduledThreadPoolExecutor pool) {
            pool.setCorePoolSize(1);
        }
    }

    /** Whether all caches are filled and followed. A standby is ready too: it could lead at once. */
    public boolean ready() {
        return operator.getRuntimeInfo().isStarted()
                && operator.getRuntimeInfo().allEventSourcesAreHealthy()
                && watchHealth.isHealthy();
    }

    private boolean isWatching() {
        return controller.getControllerHealthInfo().informerEventSourceHealthIndicators().values().stream()
                .allMatch(OperatorRuntime::isWatching);
    }

    private static boolean isWatching(InformerWrappingEventSourceHealthIndicator<?> source) {
        return source.informerHealthIndicators().values().stream().allMatch(InformerHealthIndicator::isWatching);
    }

    /** The metrics page. */
    public String metrics() {
        return telemetry.page();
    }

    /** Ends reconciles that run, and releases the lease, so that the next operator need not wait for its end. */
    @Override
    public void close() {
        stopping = true;
        idleCollection.close();
        operator.stop();
        events.close();
        courses.close();
        failures.close();
        metricSources.close();
        notifier.close();
        if (settings.leaderElection()) {
            LeaderLease.release(client, leaseNamespace(), settings.instance());
        }
    }
}

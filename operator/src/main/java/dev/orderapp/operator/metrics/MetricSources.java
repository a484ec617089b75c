package dev.orderapp.operator.metrics;

import dev.orderapp.operator.metrics.counters.Source;
import dev.orderapp.operator.metrics.exposition.BoundedHttpClient;
import dev.orderapp.operator.metrics.exposition.HttpPages;
import dev.orderapp.operator.metrics.exposition.UnverifiedTls;
import dev.orderapp.operator.metrics.ingress.ControllerEndpoints;
import dev.orderapp.operator.metrics.ingress.IngressSource;
import dev.orderapp.operator.metrics.pods.PodSource;
import dev.orderapp.operator.metrics.prometheus.PrometheusServer;
import dev.orderapp.operator.metrics.prometheus.PrometheusSource;
import dev.orderapp.operator.settings.SourceSettings;
import dev.orderapp.v1.MetricSource;
import dev.orderapp.v1.MetricsPageSpec;
import io.fabric8.kubernetes.api.model.Pod;
import java.net.InetAddress;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** The configured sources of metrics, and the connections to them. */
public final class MetricSources implements AutoCloseable {
    /** From a request to the end of its answer: a decision about a dead canary must not wait for it. */
    private static final Duration LIMIT = Duration.ofSeconds(1);

    /** The DNS of a cluster answers within a millisecond; what it takes is added to the limit. */
    private static final Duration DNS_LIMIT = Duration.ofMillis(200);

    /** A Pod of the app has a few hundred series. */
    private static final int POD_PAGE_MEBIBYTES = 4;

    /** A controller has some for each of all Ingresses, paths and statuses of the cluster. */
    private static final int INGRESS_PAGE_MEBIBYTES = 32;

    private final List<Runnable> open = new ArrayList<>();
    private final Map<MetricSource, Source> all = new EnumMap<>(MetricSource.class);

    /**
     * @param settings where the sources are
     * @param page address of a Pod's metrics page, by what the release says of it
     */
    public MetricSources(SourceSettings settings, BiFunction<Pod, MetricsPageSpec, Optional<URI>> page) {
        all.put(MetricSource.Pods, new PodSource(new HttpPages(ofPods(), POD_PAGE_MEBIBYTES), page));
        if (!settings.ingressPages().isEmpty()) {
            ControllerEndpoints endpoints =
                    new ControllerEndpoints(settings.ingressPages(), InetAddress::getAllByName, DNS_LIMIT);
            open.add(endpoints::close);
            all.put(MetricSource.Ingress, new IngressSource(endpoints, new HttpPages(http(), INGRESS_PAGE_MEBIBYTES)));
        }
        settings.prometheus()
                .map(url -> new PrometheusServer(http(), url, settings.tokenFile()))
                .ifPresent(server ->
                        all.put(MetricSource.Prometheus, new PrometheusSource(server, settings.namespaceLabel())));
    }

    /** Each source has its own threads: reading a controller's long page must not keep a Pod's waiting. */
    private BoundedHttpClient http() {
        return closedWithThis(new BoundedHttpClient(LIMIT));
    }

    private BoundedHttpClient ofPods() {
        return closedWithThis(new BoundedHttpClient(LIMIT, UnverifiedTls.context()));
    }

    private BoundedHttpClient closedWithThis(BoundedHttpClient http) {
        open.add(http::close);
        return http;
    }

    public Map<MetricSource, Source> all() {
        return Map.copyOf(all);
    }

    @Override
    public void close() {
        open.forEach(Runnable::run);
    }
}

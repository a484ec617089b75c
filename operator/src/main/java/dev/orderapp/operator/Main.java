package dev.orderapp.operator;

import dev.orderapp.operator.metrics.pods.PodPage;
import dev.orderapp.operator.reconcile.OperatorClient;
import dev.orderapp.operator.runtime.ApiServerReadiness;
import dev.orderapp.operator.runtime.GzipHttpClientFactory;
import dev.orderapp.operator.runtime.OperatorRuntime;
import dev.orderapp.operator.settings.EnvironmentSettings;
import dev.orderapp.operator.telemetry.HealthServer;
import dev.orderapp.operator.telemetry.Log;
import dev.orderapp.v1.MetricsPageSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.io.IOException;
import java.net.URI;
import java.security.Security;
import java.time.Clock;
import java.util.Optional;
import java.util.function.BiFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the operator and ends it. */
public final class Main {
    private static final Logger LOG = LoggerFactory.getLogger(Main.class);

    private Main() {}

    /**
     * Runs until the process is told to end.
     *
     * @param args none; see {@link EnvironmentSettings}
     */
    public static void main(String[] args) {
        try {
            Log.toJson(EnvironmentSettings.DEFAULT_LOG_LEVEL, System.out);
            Log.toJson(EnvironmentSettings.logLevel(System.getenv()), System.out);
            run(EnvironmentSettings.from(System.getenv()), Config.autoConfigure(null));
        } catch (InterruptedException e) {
            LOG.info("told to end before the API server answered");
        } catch (IllegalArgumentException | IOException e) {
            LOG.error("The operator can't start: {}", e.getMessage());
            System.exit(2);
        } catch (RuntimeException e) {
            LOG.error("The operator can't start", e);
            System.exit(1);
        }
    }

    /** Runs on after it returns. */
    public static void run(EnvironmentSettings settings, Config cluster) throws IOException, InterruptedException {
        run(settings, cluster, PodPage::address);
    }

    /**
     * Runs on after it returns.
     *
     * @param page address of a Pod's metrics page, by what the release says of it: another than its own where Pods exist in the API alone
     */
    public static void run(
            EnvironmentSettings settings, Config cluster, BiFunction<Pod, MetricsPageSpec, Optional<URI>> page)
            throws IOException, InterruptedException {
        // The JVM would keep a host's addresses for half a minute, and replicas of the ingress controller come and go.
        Security.setProperty("networkaddress.cache.ttl", "1");
        KubernetesClient client = OperatorClient.builder()
                .withHttpClientFactory(new GzipHttpClientFactory())
                .withConfig(withShortTimeouts(cluster))
                .build();
        OperatorRuntime operator = new OperatorRuntime(settings, client, Clock.systemUTC(), page);
        HealthServer health = HealthServer.start(settings.healthPort(), operator::ready, operator::metrics);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            operator.close();
            health.close();
            client.close();
        }));
        ApiServerReadiness.await(client);
        operator.start();
        LOG.info("watching {}", settings.namespaces().isEmpty() ? "all namespaces" : settings.namespaces());
    }

    /** Short timeouts and few retries: a reconcile that fails is tried again as a whole, on a fresh observation. */
    private static Config withShortTimeouts(Config cluster) {
        return new ConfigBuilder(cluster)
                .withConnectionTimeout(5_000)
                .withRequestTimeout(10_000)
                .withRequestRetryBackoffLimit(1)
                .build();
    }
}

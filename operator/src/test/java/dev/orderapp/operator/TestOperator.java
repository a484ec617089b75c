package dev.orderapp.operator;

import dev.orderapp.operator.reconcile.ConfigMapMetadata;
import dev.orderapp.operator.reconcile.OperatorClient;
import dev.orderapp.operator.runtime.OperatorRuntime;
import dev.orderapp.operator.settings.EnvironmentSettings;
import dev.orderapp.operator.settings.ReleaseLimits;
import dev.orderapp.operator.settings.SourceSettings;
import dev.orderapp.v1.MetricsPageSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.http.AsyncBody.Consumer;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.HttpResponse;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.HttpURLConnection;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiFunction;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operator for some namespaces, of which every request is known. */
final class TestOperator implements AutoCloseable {
    private static final Pattern RECONCILES = Pattern.compile("orderapp_reconcile_seconds_count (\\S+)");
    private static final Pattern PHASE = Pattern.compile("\"phase\":\"(\\w+)\"");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final Set<String> rights = new ConcurrentSkipListSet<>();
    private final Set<String> refused = new ConcurrentSkipListSet<>();
    private final LongAdder bytes = new LongAdder();
    private final KubernetesClient client;
    private final OperatorRuntime operator;

    private TestOperator(
            Config config,
            Set<String> namespaces,
            boolean gatewayApi,
            ReleaseLimits limits,
            Clock clock,
            BiFunction<Pod, MetricsPageSpec, Optional<URI>> pages) {
        client = OperatorClient.builder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> {
                    ConfigMapMetadata.install(http);
                    http.addOrReplaceInterceptor("requests", recorder());
                })
                .build();
        EnvironmentSettings settings = new EnvironmentSettings(
                namespaces,
                0,
                false,
                "test",
                Optional.of("default"),
                Optional.empty(),
                gatewayApi,
                limits,
                SourceSettings.NONE);
        operator = new OperatorRuntime(settings, client, clock, pages);
    }

    private Interceptor recorder() {
        return new Interceptor() {
            @Override
            public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                rights.add(Rights.needed(request.method(), request.uri()));
                if (!request.uri().toString().contains("watch=true")) {
                    requests.add(request.method() + " " + request.uri().getPath() + phase(request));
                }
            }

            @Override
            public Consumer<List<ByteBuffer>> consumer(Consumer<List<ByteBuffer>> next, HttpRequest request) {
                return (buffers, body) -> {
                    buffers.forEach(buffer -> bytes.add(buffer.remaining()));
                    next.consume(buffers, body);
                };
            }

            @Override
            public void after(HttpRequest request, HttpResponse<?> response, Consumer<List<ByteBuffer>> body) {
                String right = Rights.needed(request.method(), request.uri());
                if (response.code() == HttpURLConnection.HTTP_CREATED) {
                    rights.add(right.replace("patch ", "create "));
                } else if (response.code() == HttpURLConnection.HTTP_FORBIDDEN) {
                    refused.add(right);
                }
            }
        };
    }

    private static String phase(HttpRequest request) {
        Matcher phase = PHASE.matcher(String.valueOf(request.bodyString()));
        return request.uri().getPath().endsWith("/status") && phase.find() ? " " + phase.group(1) : "";
    }

    static TestOperator start(Config config, String namespace, BiFunction<Pod, MetricsPageSpec, Optional<URI>> pages) {
        return start(config, Set.of(namespace), pages);
    }

    static TestOperator start(
            Config config, Set<String> namespaces, BiFunction<Pod, MetricsPageSpec, Optional<URI>> pages) {
        return started(new TestOperator(config, namespaces, false, ReleaseLimits.NONE, Clock.systemUTC(), pages));
    }

    /** Starts one by which so many releases may be under way at once. */
    static TestOperator limited(
            ReleaseLimits limits,
            Config config,
            Set<String> namespaces,
            BiFunction<Pod, MetricsPageSpec, Optional<URI>> pages) {
        return started(new TestOperator(config, namespaces, false, limits, Clock.systemUTC(), pages));
    }

    /** Starts one that makes its decisions at another time. */
    static TestOperator at(
            Clock clock, Config config, String namespace, BiFunction<Pod, MetricsPageSpec, Optional<URI>> pages) {
        return started(new TestOperator(config, Set.of(namespace), false, ReleaseLimits.NONE, clock, pages));
    }

    /** Starts one that may use the Gateway API. */
    static TestOperator withGatewayApi(
            Config config, String namespace, BiFunction<Pod, MetricsPageSpec, Optional<URI>> pages) {
        return started(new TestOperator(config, Set.of(namespace), true, ReleaseLimits.NONE, Clock.systemUTC(), pages));
    }

    private static TestOperator started(TestOperator operator) {
        operator.operator.start();
        return operator;
    }

    /** All requests since the last {@link #forgetRequests}, watches aside; those of a status end with its phase. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    /** All rights that its requests have needed, see {@link Rights}. */
    Set<String> rights() {
        return Set.copyOf(rights);
    }

    /** Those that it did not have. */
    Set<String> refused() {
        return Set.copyOf(refused);
    }

    /** Of all answers, those of watches aside. */
    long bytes() {
        return bytes.sum();
    }

    void forgetRequests() {
        requests.clear();
    }

    /** How many reconciles it has made. */
    double reconciles() {
        Matcher reconciles = RECONCILES.matcher(operator.metrics());
        return reconciles.find() ? Double.parseDouble(reconciles.group(1)) : 0;
    }

    @Override
    public void close() {
        operator.close();
        client.close();
    }
}

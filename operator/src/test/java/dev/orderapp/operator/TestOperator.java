package dev.orderapp.operator;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.net.URI;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** An operator for one namespace, of which every request is known. */
final class TestOperator implements AutoCloseable {
    private static final Pattern PASSES = Pattern.compile("orderapp_reconcile_seconds_count (\\S+)");

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final KubernetesClient client;
    private final RunningOperator operator;

    private TestOperator(Config config, String namespace, Function<Pod, Optional<URI>> pages) {
        client = new KubernetesClientBuilder()
                .withConfig(config)
                .withHttpClientBuilderConsumer(http -> http.addOrReplaceInterceptor("requests", new Interceptor() {
                    @Override
                    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
                        if (!request.uri().toString().contains("watch=true")) {
                            requests.add(request.method() + " " + request.uri().getPath());
                        }
                    }
                }))
                .build();
        EnvironmentSettings settings = new EnvironmentSettings(
                Set.of(namespace), 0, false, "test", Optional.of(namespace), Optional.empty(), SourceSettings.NONE);
        operator = new RunningOperator(settings, client, Clock.systemUTC(), pages);
    }

    static TestOperator start(Config config, String namespace, Function<Pod, Optional<URI>> pages) {
        TestOperator operator = new TestOperator(config, namespace, pages);
        operator.operator.start();
        return operator;
    }

    /** All requests since the last {@link #forgetRequests}, watches aside. */
    List<String> requests() {
        return List.copyOf(requests);
    }

    void forgetRequests() {
        requests.clear();
    }

    /** How often it has looked at a release. */
    double passes() {
        Matcher passes = PASSES.matcher(operator.metrics());
        return passes.find() ? Double.parseDouble(passes.group(1)) : 0;
    }

    @Override
    public void close() {
        operator.close();
        client.close();
    }
}

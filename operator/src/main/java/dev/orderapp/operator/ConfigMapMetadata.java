package dev.orderapp.operator;

import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.regex.Pattern;

/**
 * Asks for the metadata alone where ConfigMaps are listed or watched. They are anybody's, all of a cluster, up to a MiB each:
 * a hundred of them at once are more than the operator's memory. The API server knows this as
 * <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches">metadata-only fetches</a>, the
 * client has no call for it. One that is read by its name comes whole.
 */
final class ConfigMapMetadata implements Interceptor {
    private static final Pattern ALL = Pattern.compile(".*/api/v1/(namespaces/[^/]+/)?configmaps");
    private static final String ACCEPT = "application/json;as=%s;g=meta.k8s.io;v=v1,application/json";

    private ConfigMapMetadata() {}

    /** Makes a client ask so. */
    static void install(HttpClient.Builder http) {
        http.addOrReplaceInterceptor(ConfigMapMetadata.class.getName(), new ConfigMapMetadata());
    }

    @Override
    public void before(BasicBuilder builder, HttpRequest request, RequestTags tags) {
        if ("GET".equals(request.method())
                && ALL.matcher(request.uri().getPath()).matches()) {
            boolean watch = String.valueOf(request.uri().getQuery()).contains("watch=true");
            builder.setHeader(
                    "Accept", ACCEPT.formatted(watch ? "PartialObjectMetadata" : "PartialObjectMetadataList"));
        }
    }
}

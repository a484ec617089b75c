package dev.orderapp.operator.reconcile;

import com.fasterxml.jackson.annotation.JsonSetter;
import com.fasterxml.jackson.annotation.Nulls;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapList;
import io.fabric8.kubernetes.client.http.BasicBuilder;
import io.fabric8.kubernetes.client.http.HttpClient;
import io.fabric8.kubernetes.client.http.HttpRequest;
import io.fabric8.kubernetes.client.http.Interceptor;
import java.util.List;
import java.util.regex.Pattern;

/**
 * Asks for the metadata alone where ConfigMaps are listed or watched. They are all ConfigMaps of a cluster, up to a MiB each:
 * a hundred of them at once are more than the operator's memory. The API server knows this as
 * <a href="https://kubernetes.io/docs/reference/using-api/api-concepts/#metadata-only-fetches">metadata-only fetches</a>, the
 * client has no call for it. One that is read by its name comes whole.
 */
public final class ConfigMapMetadata implements Interceptor {
    private static final Pattern ALL = Pattern.compile(".*/api/v1/(namespaces/[^/]+/)?configmaps");
    private static final String ACCEPT = "application/json;as=%s;g=meta.k8s.io;v=v1,application/json";

    private ConfigMapMetadata() {}

    /** Has a mapper read such lists. */
    static ObjectMapper read(ObjectMapper json) {
        return json.addMixIn(ConfigMapList.class, Items.class);
    }

    /** Has a client ask so. */
    public static void install(HttpClient.Builder http) {
        http.addOrReplaceInterceptor(ConfigMapMetadata.class.getName(), new ConfigMapMetadata());
    }

    /** Of a list of metadata that is empty the API server says {@code null}. */
    private interface Items {
        @JsonSetter(nulls = Nulls.AS_EMPTY)
        void setItems(List<ConfigMap> items);
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

package dev.orderapp.operator.traffic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.annotation.JsonInclude;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.IngressSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.PreviewSpec;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the stable Ingress is made of. What is in use stays as long as there is a canary: the controllers drop one whose host and
 * path are not those of the stable Ingress.
 *
 * @param ingress hosts, class, certificate and annotations, with no gaps but {@code tls}
 * @param paths what leads to each component, in the order of the rules; only components that are exposed
 * @param preview who gets a canary before any visitor does; null: nobody
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IngressSettings(
        IngressSpec ingress,
        Map<ComponentName, String> paths,
        @JsonInclude(JsonInclude.Include.NON_NULL) PreviewSpec preview)
        implements EntranceSettings {
    private static final IngressSpec NOT_GIVEN = new IngressSpec(null, null, null, null, null);

    /** Fills the gaps of a release that no API server has defaulted. */
    public IngressSettings {
        IngressSpec given = Optional.ofNullable(ingress).orElse(NOT_GIVEN);
        ingress = new IngressSpec(
                Optional.ofNullable(given.className()).orElse("nginx"),
                List.copyOf(Optional.ofNullable(given.hosts()).orElse(List.of())),
                given.tls(),
                Map.copyOf(Optional.ofNullable(given.annotations()).orElse(Map.of())),
                Optional.ofNullable(given.annotationPrefix()).orElse("nginx.ingress.kubernetes.io"));
        paths = EntranceSettings.inOrder(paths);
    }

    /**
     * What a spec asks for.
     *
     * @param components those that have a stable Service to lead to
     */
    public static IngressSettings of(OrderAppReleaseSpec spec, Set<ComponentName> components) {
        return new IngressSettings(
                spec.ingress(), EntranceSettings.paths(spec, components), EntranceSettings.preview(spec));
    }

    @Override
    public List<HasMetadata> objects(OrderAppRelease release, Map<ComponentName, Route> routes) {
        return new NginxIngressRouter().objects(release, this, routes);
    }

    /** The paths as the Ingresses write them. */
    Paths rules() {
        String prefix = ingress.annotationPrefix();
        boolean asksForExpressions = "true".equals(ingress.annotations().get(prefix + "/use-regex"))
                || ingress.annotations().containsKey(prefix + "/rewrite-target");
        return new Paths(paths, asksForExpressions, preview);
    }
}

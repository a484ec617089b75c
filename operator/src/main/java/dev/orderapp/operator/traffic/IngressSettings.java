package dev.orderapp.operator.traffic;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.IngressSpec;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.contract.Annotations;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the stable Ingress is made of. It is recorded on the Ingress, because the spec may ask for other settings
 * in the middle of a canary, while those in use have to stay, and to be restored if they were edited:
 * the controllers drop a canary whose host and path are not those of the stable Ingress.
 *
 * @param ingress hosts, class, certificate and annotations, with no gaps but {@code tls}
 * @param paths what leads to each component, in the order of the rules; only components that are exposed
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record IngressSettings(IngressSpec ingress, Map<ComponentName, String> paths) {
    /** Annotation of the stable Ingress that records what it is made of. */
    public static final String ANNOTATION = "orderapp.dev/entrance";

    private static final IngressSpec NOT_GIVEN = new IngressSpec(null, null, null, null, null);
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** Fills the gaps of a release that no API server has defaulted. */
    public IngressSettings {
        IngressSpec given = Optional.ofNullable(ingress).orElse(NOT_GIVEN);
        ingress = new IngressSpec(
                Optional.ofNullable(given.className()).orElse("nginx"),
                List.copyOf(Optional.ofNullable(given.hosts()).orElse(List.of())),
                given.tls(),
                Map.copyOf(Optional.ofNullable(given.annotations()).orElse(Map.of())),
                Optional.ofNullable(given.annotationPrefix()).orElse("nginx.ingress.kubernetes.io"));
        Map<ComponentName, String> inOrder = new EnumMap<>(ComponentName.class);
        inOrder.putAll(paths);
        paths = Collections.unmodifiableMap(inOrder);
    }

    /**
     * What a spec asks for.
     *
     * @param components those that have a stable Service to lead to
     */
    public static IngressSettings of(OrderAppReleaseSpec spec, Set<ComponentName> components) {
        Map<ComponentName, String> paths = new EnumMap<>(ComponentName.class);
        if (components.contains(ComponentName.backend)) {
            paths.put(ComponentName.backend, path(spec.backend(), "/api"));
        }
        if (components.contains(ComponentName.frontend)) {
            paths.put(ComponentName.frontend, path(spec.frontend(), "/"));
        }
        return new IngressSettings(spec.ingress(), paths);
    }

    /** A component that serves may be missing in a spec that has moved on. */
    private static String path(ComponentSpec component, String otherwise) {
        return Optional.ofNullable(component).map(ComponentSpec::path).orElse(otherwise);
    }

    /** What a stable Ingress was made of; empty if it does not say so, or not legibly. */
    public static Optional<IngressSettings> recordedOn(Ingress stable) {
        String recorded = Optional.ofNullable(stable.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Annotations.ENTRANCE))
                .orElse("");
        try {
            return recorded.isEmpty() ? Optional.empty() : Optional.of(JSON.readValue(recorded, IngressSettings.class));
        } catch (JsonProcessingException edited) {
            return Optional.empty();
        }
    }

    /** The paths as the Ingresses write them. */
    Paths rules() {
        String prefix = ingress.annotationPrefix();
        boolean asksForExpressions = "true".equals(ingress.annotations().get(prefix + "/use-regex"))
                || ingress.annotations().containsKey(prefix + "/rewrite-target");
        return new Paths(paths, asksForExpressions);
    }

    /** The value of {@link Annotations#ENTRANCE}. */
    String record() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Settings of strings and lists cannot be written as JSON", impossible);
        }
    }
}

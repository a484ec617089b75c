package dev.orderapp.operator.traffic;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.orderapp.operator.rollout.Routing.Route;
import dev.orderapp.v1.CanarySpec;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseSpec;
import dev.orderapp.v1.PreviewSpec;
import dev.orderapp.v1.contract.Annotations;
import io.fabric8.kubernetes.api.model.HasMetadata;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * All that the objects are made of by which visitors come in. It is recorded on them, because the spec may ask for something else in
 * the middle of a canary, while what is in use has to stay, and to be restored if it was edited.
 */
public sealed interface EntranceSettings permits IngressSettings, GatewaySettings {
    /** Equal settings are equal texts. */
    ObjectMapper JSON = JsonMapper.builder()
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    /** What leads to each component, in the order of the rules; only components that are exposed. */
    Map<ComponentName, String> paths();

    /**
     * The objects that lead visitors in, and each route's share of them to its component's canary Service.
     *
     * @return in the order in which to write them, one after the other
     */
    List<HasMetadata> objects(OrderAppRelease release, Map<ComponentName, Route> routes);

    /**
     * What a spec asks for.
     *
     * @param components those that have a stable Service to lead to
     */
    static EntranceSettings of(OrderAppReleaseSpec spec, Set<ComponentName> components) {
        return spec.gateway() == null
                ? IngressSettings.of(spec, components)
                : new GatewaySettings(spec.gateway(), paths(spec, components), preview(spec));
    }

    /** The paths of a spec's components. */
    static Map<ComponentName, String> paths(OrderAppReleaseSpec spec, Set<ComponentName> components) {
        Map<ComponentName, String> paths = new EnumMap<>(ComponentName.class);
        if (components.contains(ComponentName.backend)) {
            paths.put(ComponentName.backend, path(spec.backend(), "/api"));
        }
        if (components.contains(ComponentName.frontend)) {
            paths.put(ComponentName.frontend, path(spec.frontend(), "/"));
        }
        return paths;
    }

    /** Who gets a spec's canary before any visitor does; null: nobody. */
    static PreviewSpec preview(OrderAppReleaseSpec spec) {
        return Optional.ofNullable(spec.canary()).map(CanarySpec::preview).orElse(null);
    }

    /** A copy in the order of the rules. */
    static Map<ComponentName, String> inOrder(Map<ComponentName, String> paths) {
        Map<ComponentName, String> inOrder = new EnumMap<>(ComponentName.class);
        inOrder.putAll(paths);
        return Collections.unmodifiableMap(inOrder);
    }

    /** A component that serves may be missing in a spec that has moved on. */
    private static String path(ComponentSpec component, String otherwise) {
        return Optional.ofNullable(component).map(ComponentSpec::path).orElse(otherwise);
    }

    /** The value of {@link Annotations#ENTRANCE}. */
    default String record() {
        try {
            return JSON.writeValueAsString(this);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("Settings of strings and lists cannot be written as JSON", impossible);
        }
    }

    /** What an object was made of; empty if it does not say so, or not legibly. */
    static <S extends EntranceSettings> Optional<S> recordedOn(HasMetadata object, Class<S> type) {
        String recorded = Optional.ofNullable(object.getMetadata().getAnnotations())
                .map(annotations -> annotations.get(Annotations.ENTRANCE))
                .orElse("");
        try {
            return recorded.isEmpty() ? Optional.empty() : Optional.of(JSON.readValue(recorded, type));
        } catch (JsonProcessingException edited) {
            return Optional.empty();
        }
    }
}

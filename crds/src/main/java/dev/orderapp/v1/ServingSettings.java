package dev.orderapp.v1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;

/** All of a spec but what makes a revision, as a text to keep: equal settings give equal text. */
final class ServingSettings {
    /** Stands in where no other is known; the release is paused then, so that none of these steps is ever taken. */
    static final CanarySpec CANARY =
            new CanarySpec(List.of(new StepSpec(100, "5m", false)), "10m", "10s", "10m", "10m", true, null, null, null);

    /** Stands in where no other is known: the operator's own metrics. */
    static final AnalysisSpec ANALYSIS = new AnalysisSpec("5s", "1%", "1h", null, OnNoData.Hold);

    private static final int REPLICAS = 2;
    private static final int MOST_REPLICAS = 1000;

    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .build();

    private ServingSettings() {}

    /** A readable spec's. */
    static String text(OrderAppReleaseSpec spec) {
        try {
            return JSON.writeValueAsString(new OrderAppReleaseSpec(
                    component(spec.backend()),
                    component(spec.frontend()),
                    spec.ingress(),
                    spec.gateway(),
                    spec.commonMetadata(),
                    spec.canary(),
                    spec.analysis(),
                    spec.freezeWindows(),
                    spec.paused()));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a spec of strings and numbers cannot be written as JSON", impossible);
        }
    }

    private static ComponentSpec component(ComponentSpec spec) {
        return spec == null
                ? null
                : new ComponentSpec(
                        null,
                        spec.replicas(),
                        spec.autoscaling(),
                        null,
                        spec.path(),
                        spec.metrics(),
                        spec.service(),
                        spec.podDisruptionBudget(),
                        null,
                        null,
                        null,
                        null,
                        null,
                        null);
    }

    /** The tree of a text that was kept; empty if there is none, or it was edited by hand. */
    static JsonNode kept(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException edited) {
            return MissingNode.getInstance();
        }
    }

    /** What makes no revision of a component that can't be read as a whole, or else what was kept of it. */
    static ComponentSpec component(JsonNode spec, JsonNode kept) {
        int replicas = Stream.of(spec, kept)
                .map(c -> c.path("replicas"))
                .filter(r -> r.isInt() && r.intValue() >= 1 && r.intValue() <= MOST_REPLICAS)
                .map(JsonNode::intValue)
                .findFirst()
                .orElse(REPLICAS);
        String path = Stream.of(spec, kept)
                .map(c -> c.path("path"))
                .filter(JsonNode::isTextual)
                .map(JsonNode::textValue)
                .findFirst()
                .orElse(null);
        return new ComponentSpec(
                null,
                replicas,
                part("autoscaling", AutoscalingSpec.class, SpecRules::check, spec, kept),
                null,
                path,
                part("metrics", MetricsPageSpec.class, SpecRules::check, spec, kept),
                part("service", ServiceSpec.class, any -> {}, spec, kept),
                part("podDisruptionBudget", DisruptionSpec.class, any -> {}, spec, kept),
                null,
                null,
                null,
                null,
                null,
                null);
    }

    private static <T> T part(String name, Class<T> type, Consumer<T> rules, JsonNode spec, JsonNode kept) {
        return Stream.of(spec, kept)
                .flatMap(c -> part(c.path(name), type, rules).stream())
                .findFirst()
                .orElse(null);
    }

    private static <T> Optional<T> part(JsonNode tree, Class<T> type, Consumer<T> rules) {
        if (!tree.isObject()) {
            return Optional.empty();
        }
        try {
            T part = JSON.treeToValue(tree, type);
            rules.accept(part);
            return Optional.of(part);
        } catch (JsonProcessingException | SpecRules.BrokenException unusable) {
            return Optional.empty();
        }
    }
}

package dev.orderapp.v1;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonMappingException.Reference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A release as the API server has stored it, by whatever definition. Each part of the spec that can't be read is named, and
 * replaced by that of the last spec that could be read, which the status has kept as {@code settings}. Where nothing was kept,
 * cautious defaults are used, among them {@code paused: true}: nothing starts or advances, and a canary that fails is still rolled
 * back. Of a component whose image or Pods can't be read, what makes no revision still counts.
 */
final class StoredRelease {
    /** Lists of the status whose entries are independent of each other: without one that can't be read, the others still hold. */
    private static final Set<String> RECORDS = Set.of("analysis", "history", "conditions");

    private final ObjectNode tree;
    private final ObjectMapper json;
    private final List<String> unreadable = new ArrayList<>();
    private boolean guessed;

    /**
     * One that is about to be read.
     *
     * @param tree all of it
     * @param json reads its parts, and takes no quantity that is none
     */
    StoredRelease(ObjectNode tree, ObjectMapper json) {
        this.tree = tree;
        this.json = json;
    }

    /**
     * What could be read.
     *
     * @param spec with other values in place of those that can't be read
     * @param unreadable what of the spec can't be read, each in a sentence
     * @param status null where there is none, or it can't be read
     * @param statusProblem why the status can't be read, in a sentence
     */
    record Parts(
            OrderAppReleaseSpec spec,
            List<String> unreadable,
            OrderAppReleaseStatus status,
            Optional<String> statusProblem) {}

    Parts read() {
        OrderAppReleaseSpec spec =
                spec(ServingSettings.kept(tree.path("status").path("settings").asText("")));
        if (!tree.hasNonNull("status")) {
            return new Parts(spec, List.copyOf(unreadable), null, Optional.empty());
        }
        JsonNode status = tree.get("status").deepCopy();
        while (true) {
            try {
                OrderAppReleaseStatus read = json.treeToValue(status, OrderAppReleaseStatus.class);
                return new Parts(spec, List.copyOf(unreadable), read, Optional.empty());
            } catch (JsonProcessingException e) {
                if (!dropRecord(status, e)) {
                    String problem = FieldProblems.about("status", status, e)
                            + "; restore the status, or delete it to start anew";
                    return new Parts(spec, List.copyOf(unreadable), null, Optional.of(problem));
                }
            }
        }
    }

    private OrderAppReleaseSpec spec(JsonNode kept) {
        ComponentSpec backend = component(ComponentName.backend, kept)
                .orElseGet(() -> ServingSettings.component(MissingNode.getInstance(), MissingNode.getInstance()));
        ComponentSpec frontend = component(ComponentName.frontend, kept).orElse(null);
        IngressSpec ingress = part("ingress", IngressSpec.class, kept, any -> {})
                .orElseGet(() -> guess("ingress", new IngressSpec(null, null, null, null, null)));
        GatewaySpec gateway =
                part("gateway", GatewaySpec.class, kept, SpecRules::check).orElse(null);
        MetadataSpec metadata =
                part("commonMetadata", MetadataSpec.class, kept, any -> {}).orElse(null);
        CanarySpec canary = part("canary", CanarySpec.class, kept, SpecRules::check)
                .orElseGet(() -> guess("canary", ServingSettings.CANARY));
        AnalysisSpec analysis = part("analysis", AnalysisSpec.class, kept, SpecRules::check)
                .orElseGet(() -> guess("analysis", ServingSettings.ANALYSIS));
        // Nothing starts by a spec that can't be read, with or without windows.
        List<FreezeWindowSpec> freezeWindows = part("freezeWindows", FreezeWindowSpec[].class, kept, SpecRules::check)
                .map(List::of)
                .orElse(null);
        Optional<Boolean> paused = part("paused", Boolean.class, kept, any -> {});
        return new OrderAppReleaseSpec(
                backend,
                frontend,
                ingress,
                gateway,
                metadata,
                canary,
                analysis,
                freezeWindows,
                guessed || paused.orElse(false));
    }

    /** In place of a part that nothing is known of; it may just as well be absent, where no definition has filled it. */
    private <T> T guess(String part, T preset) {
        guessed |= tree.path("spec").hasNonNull(part);
        return preset;
    }

    private <T> Optional<T> part(String name, Class<T> type, JsonNode kept, Consumer<T> rules) {
        JsonNode node = tree.path("spec").path(name);
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        Optional<T> read = read("spec." + name, node, type, rules);
        return read.or(() -> quietly(kept.path(name), type, rules));
    }

    private Optional<ComponentSpec> component(ComponentName name, JsonNode kept) {
        JsonNode node = tree.path("spec").path(name.name());
        if (name == ComponentName.backend && !node.isObject()) {
            unreadable.add("spec.backend is missing: write what to release, at least backend.image");
        }
        if (node.isMissingNode() || node.isNull()) {
            return quietly(kept.path(name.name()), ComponentSpec.class, any -> {})
                    .filter(last -> name == ComponentName.backend);
        }
        return read("spec." + name, node, ComponentSpec.class, SpecRules::check)
                .or(() -> Optional.of(ServingSettings.component(node, kept.path(name.name()))));
    }

    private <T> Optional<T> read(String field, JsonNode node, Class<T> type, Consumer<T> rules) {
        try {
            T value = json.treeToValue(node, type);
            rules.accept(value);
            return Optional.of(value);
        } catch (JsonProcessingException e) {
            unreadable.add(FieldProblems.about(field, node, e));
        } catch (SpecRules.BrokenException e) {
            unreadable.add(field + e.getMessage());
        }
        return Optional.empty();
    }

    private <T> Optional<T> quietly(JsonNode node, Class<T> type, Consumer<T> rules) {
        try {
            Optional<T> value = Optional.ofNullable(json.treeToValue(node, type));
            value.ifPresent(rules);
            return value;
        } catch (JsonProcessingException | SpecRules.BrokenException e) {
            return Optional.empty();
        }
    }

    private static boolean dropRecord(JsonNode status, JsonProcessingException problem) {
        List<Reference> path = problem instanceof JsonMappingException e ? e.getPath() : List.of();
        if (path.size() < 2
                || !RECORDS.contains(path.get(0).getFieldName())
                || !(status.get(path.get(0).getFieldName()) instanceof ArrayNode list)) {
            return false;
        }
        return list.remove(path.get(1).getIndex()) != null;
    }
}

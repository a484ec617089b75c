package dev.orderapp.kubectl.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import dev.orderapp.v1.ComponentName;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** The app of {@code app.yml}, with what a test changes. */
final class SampleApp {
    private static final YAMLMapper YAML = new YAMLMapper();

    private final List<JsonNode> objects = new ArrayList<>();
    private final List<JsonNode> autoscalers = new ArrayList<>();
    private final List<JsonNode> budgets = new ArrayList<>();

    SampleApp() {
        try (InputStream file = SampleApp.class.getResourceAsStream("app.yml");
                MappingIterator<JsonNode> documents =
                        YAML.readerFor(JsonNode.class).readValues(file)) {
            objects.addAll(documents.readAll());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    static ObjectNode yaml(String text) {
        try {
            return (ObjectNode) YAML.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ObjectNode object(String kind, String name) {
        return objects.stream()
                .filter(o -> o.path("kind").asText().equals(kind)
                        && RunningApp.name(o).equals(name))
                .map(ObjectNode.class::cast)
                .findFirst()
                .orElseThrow();
    }

    SampleApp with(String kind, String name, Consumer<ObjectNode> change) {
        change.accept(object(kind, name));
        return this;
    }

    /** Lays YAML over an object, lists as a whole. */
    SampleApp merge(String kind, String name, String yaml) {
        return with(kind, name, object -> lay(object, yaml(yaml)));
    }

    private static void lay(ObjectNode object, JsonNode over) {
        over.properties().forEach(field -> {
            if (object.path(field.getKey()) instanceof ObjectNode inner
                    && field.getValue().isObject()) {
                lay(inner, field.getValue());
            } else {
                object.set(field.getKey(), field.getValue());
            }
        });
    }

    /** Lays YAML over the API's container. */
    SampleApp container(String yaml) {
        return with("Deployment", "shop-api", d -> ((ObjectNode) d.at("/spec/template/spec/containers/0"))
                .setAll(yaml(yaml)));
    }

    SampleApp autoscaler(String yaml) {
        autoscalers.add(yaml(yaml));
        return this;
    }

    SampleApp budget(String yaml) {
        budgets.add(yaml(yaml));
        return this;
    }

    RunningApp read() {
        return new RunningApp(
                Map.of(
                        ComponentName.backend, object("Deployment", "shop-api"),
                        ComponentName.frontend, object("Deployment", "shop-page")),
                objects.stream()
                        .filter(o -> o.path("kind").asText().equals("Ingress"))
                        .findFirst()
                        .orElseThrow(),
                Map.of("api", object("Service", "api"), "page", object("Service", "page")),
                autoscalers,
                budgets,
                List.of());
    }

    AdoptionPlan plan() {
        return AdoptionPlan.of("shop", "team", "10s", read());
    }
}

package dev.orderapp.kubectl.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import dev.orderapp.v1.ComponentName;
import java.util.List;
import java.util.Map;

/**
 * An app that runs without a release, as the API server has stored it.
 *
 * @param deployments of each component
 * @param ingress that leads visitors to them
 * @param services those that the Ingress names and that exist, by name
 * @param autoscalers all HorizontalPodAutoscalers of the namespace
 * @param budgets all PodDisruptionBudgets of the namespace
 * @param unread kinds that may not be read, and so were left out
 */
public record RunningApp(
        Map<ComponentName, JsonNode> deployments,
        JsonNode ingress,
        Map<String, JsonNode> services,
        List<JsonNode> autoscalers,
        List<JsonNode> budgets,
        List<String> unread) {
    public RunningApp {
        deployments = Map.copyOf(deployments);
        services = Map.copyOf(services);
        autoscalers = List.copyOf(autoscalers);
        budgets = List.copyOf(budgets);
        unread = List.copyOf(unread);
    }

    static String name(JsonNode object) {
        return object.at("/metadata/name").asText();
    }

    /** Whether an object of labels has all that a selector asks for; one that asks for nothing selects nothing here. */
    static boolean selects(JsonNode selector, JsonNode labels) {
        return !selector.isEmpty()
                && selector.propertyStream().allMatch(label -> label.getValue().equals(labels.path(label.getKey())));
    }
}

package dev.orderapp.kubectl.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.contract.ConditionType;
import java.util.Map;
import java.util.Optional;

/**
 * How far an adoption is, as the cluster shows it.
 *
 * @param release that takes over
 * @param oldIngress of the app
 * @param ownIngress of the release
 * @param deployments those of the app that exist
 */
public record Situation(
        Optional<JsonNode> release,
        Optional<JsonNode> oldIngress,
        Optional<JsonNode> ownIngress,
        Map<ComponentName, JsonNode> deployments) {
    /** Copies. */
    public Situation {
        deployments = Map.copyOf(deployments);
    }

    /** Whether the release serves, nothing is being released, and the operator has seen all of its spec. */
    boolean isAtRest() {
        return release.filter(r -> switch (r.at("/status/phase").asText()) {
                    case "Stable", "RolledBack" -> true;
                    default -> false;
                })
                .filter(r -> r.at("/status/observedGeneration").asLong()
                        >= r.at("/metadata/generation").asLong())
                .filter(r -> condition(ConditionType.Available)
                        .path("status")
                        .asText()
                        .equals("True"))
                .isPresent();
    }

    private JsonNode condition(ConditionType type) {
        return release.stream()
                .flatMap(r -> r.at("/status/conditions").valueStream())
                .filter(condition -> condition.path("type").asText().equals(type.name()))
                .findFirst()
                .orElse(MissingNode.getInstance());
    }

    /** What the release says that it waits for, or is in the way; empty if it says nothing. */
    public String message() {
        for (ConditionType type : new ConditionType[] {ConditionType.Applied, ConditionType.Resolved}) {
            if (condition(type).path("status").asText().equals("False")) {
                return condition(type).path("message").asText();
            }
        }
        String waiting =
                release.map(r -> r.at("/status/waiting/message").asText()).orElse("");
        return waiting.isEmpty()
                ? condition(ConditionType.Available).path("message").asText()
                : waiting;
    }
}

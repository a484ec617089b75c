package dev.orderapp.operator.reconcile;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.operator.naming.QualifiedName;
import dev.orderapp.operator.rollout.Obstacle;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.ConditionType;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.ObjectMetaBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Says on a release whose status can't be read that this is so. All else in the status stays as it is, to be restored. */
final class UnreadableStatus {
    private static final Logger LOG = LoggerFactory.getLogger(UnreadableStatus.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private UnreadableStatus() {}

    /**
     * Sets the condition, unless it is set already.
     *
     * @param problem what is wrong, and what to do about it
     * @throws io.fabric8.kubernetes.client.KubernetesClientException if the API server refuses it
     */
    static void record(OrderAppRelease release, String problem, Instant now, KubernetesClient client) {
        ObjectNode status = release.unreadableStatus()
                .orElseGet(() -> JSON.valueToTree(release.getStatus()))
                .deepCopy();
        ArrayNode conditions = status.withArray("conditions");
        ObjectNode condition = JSON.createObjectNode()
                .put("type", Obstacle.Area.Resolved.name())
                .put("status", "False")
                .put("reason", Obstacle.Kind.Unreadable.name())
                .put("message", problem)
                .put("observedGeneration", release.getMetadata().getGeneration());
        int before = indexOf(conditions);
        if (before >= 0 && says(conditions.get(before), condition)) {
            return;
        }
        condition.put("lastTransitionTime", now.truncatedTo(ChronoUnit.SECONDS).toString());
        if (before >= 0) {
            conditions.set(before, condition);
        } else {
            conditions.add(condition);
        }
        client.resource(withStatus(release, status)).updateStatus();
        LOG.warn("{}: {}", QualifiedName.of(release), problem);
    }

    private static int indexOf(ArrayNode conditions) {
        for (int i = 0; i < conditions.size(); i++) {
            if (ConditionType.Resolved.name()
                    .equals(conditions.get(i).path("type").asText())) {
                return i;
            }
        }
        return -1;
    }

    /** Whether the condition is there already; since when does not matter. */
    private static boolean says(JsonNode before, ObjectNode condition) {
        return condition.properties().stream()
                .allMatch(f ->
                        f.getValue().asText().equals(before.path(f.getKey()).asText()));
    }

    private static GenericKubernetesResource withStatus(OrderAppRelease release, ObjectNode status) {
        GenericKubernetesResource whole = new GenericKubernetesResource();
        whole.setApiVersion(release.getApiVersion());
        whole.setKind(release.getKind());
        whole.setMetadata(new ObjectMetaBuilder()
                .withNamespace(release.getMetadata().getNamespace())
                .withName(release.getMetadata().getName())
                .withResourceVersion(release.getMetadata().getResourceVersion())
                .build());
        whole.setAdditionalProperties(Map.of("status", JSON.convertValue(status, Object.class)));
        return whole;
    }
}

package dev.orderapp.kubectl;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.util.Map;

/** SampleStatuses as an operator would write them a moment later. */
public final class SampleStatuses {
    private SampleStatuses() {}

    /** A status that speaks of another generation of the spec. */
    public static OrderAppReleaseStatus observed(OrderAppReleaseStatus status, long generation) {
        return with(status, Map.of("observedGeneration", generation));
    }

    /** A status with other values of some of its fields. */
    public static OrderAppReleaseStatus with(OrderAppReleaseStatus status, Map<String, ?> fields) {
        ObjectNode json = (ObjectNode) Serialization.unmarshal(Serialization.asJson(status), JsonNode.class);
        json.setAll((ObjectNode) Serialization.unmarshal(Serialization.asJson(fields), JsonNode.class));
        return Serialization.unmarshal(json.toString(), OrderAppReleaseStatus.class);
    }

    /** A release with another status and generation. */
    public static OrderAppRelease release(OrderAppRelease release, long generation, OrderAppReleaseStatus status) {
        release.getMetadata().setGeneration(generation);
        release.setStatus(status);
        return release;
    }
}

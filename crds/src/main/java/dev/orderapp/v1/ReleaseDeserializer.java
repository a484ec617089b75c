package dev.orderapp.v1;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import java.io.IOException;

/**
 * Reads a release: what the API server has stored as far as that goes, anything else strictly. An informer holds the
 * releases of a whole cluster in one list, and one that can't be read must not cost the others theirs.
 */
final class ReleaseDeserializer extends JsonDeserializer<OrderAppRelease> {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Override
    public OrderAppRelease deserialize(JsonParser parser, DeserializationContext context) throws IOException {
        if (!(parser.readValueAsTree() instanceof ObjectNode tree)) {
            throw JsonMappingException.from(parser, "a release must be an object");
        }
        OrderAppRelease release = new OrderAppRelease();
        if (tree.path("apiVersion").isTextual()) {
            release.setApiVersion(tree.get("apiVersion").textValue());
        }
        if (tree.path("kind").isTextual()) {
            release.setKind(tree.get("kind").textValue());
        }
        ObjectMeta metadata = part(tree, "metadata", ObjectMeta.class);
        release.setMetadata(metadata);
        if (metadata != null && metadata.getUid() != null) {
            new StoredRelease(tree).readInto(release);
        } else {
            release.setSpec(part(tree, "spec", OrderAppReleaseSpec.class));
            release.setStatus(part(tree, "status", OrderAppReleaseStatus.class));
        }
        return release;
    }

    private static <T> T part(JsonNode tree, String name, Class<T> type) throws JsonProcessingException {
        try {
            return tree.hasNonNull(name) ? JSON.treeToValue(tree.get(name), type) : null;
        } catch (JsonMappingException e) {
            e.prependPath(OrderAppRelease.class, name);
            throw e;
        }
    }
}

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
import io.fabric8.kubernetes.api.model.Quantity;
import java.io.IOException;
import java.util.Collections;
import java.util.Map;
import java.util.WeakHashMap;

/**
 * Reads a release: what the API server has stored as far as that goes, anything else strictly. An informer holds the
 * releases of a whole cluster in one list, and one that can't be read must not cost the others theirs.
 */
final class ReleaseDeserializer extends JsonDeserializer<OrderAppRelease> {
    private static final ObjectMapper PLAIN = new ObjectMapper();

    /** By the mapper that reads a release: that with the same settings, which takes no quantity that is none. */
    private static final Map<ObjectMapper, ObjectMapper> STRICT = Collections.synchronizedMap(new WeakHashMap<>());

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
        ObjectMapper json = parser.getCodec() instanceof ObjectMapper mapper ? mapper : PLAIN;
        ObjectMeta metadata = part(json, tree, "metadata", ObjectMeta.class);
        release.setMetadata(metadata);
        if (metadata != null && metadata.getUid() != null) {
            new StoredRelease(tree, strict(json)).readInto(release);
        } else {
            release.setSpec(part(json, tree, "spec", OrderAppReleaseSpec.class));
            release.setStatus(part(json, tree, "status", OrderAppReleaseStatus.class));
        }
        return release;
    }

    private static ObjectMapper strict(ObjectMapper json) {
        return STRICT.computeIfAbsent(json, any -> json.copy().addMixIn(Quantity.class, StrictQuantity.class));
    }

    private static <T> T part(ObjectMapper json, JsonNode tree, String name, Class<T> type)
            throws JsonProcessingException {
        try {
            return tree.hasNonNull(name) ? json.treeToValue(tree.get(name), type) : null;
        } catch (JsonMappingException e) {
            e.prependPath(OrderAppRelease.class, name);
            throw e;
        }
    }
}

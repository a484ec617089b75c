package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationContext;
import com.fasterxml.jackson.databind.JsonDeserializer;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.api.model.ObjectMeta;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.WeakHashMap;

/**
 * An order app (API and, where there is one, its page) released as one: a change of an image here starts a canary
 * that is judged, then promoted or rolled back. The operator writes {@code status} only, never {@code spec}.
 *
 * <p>One that comes from the API server can always be held, whatever an earlier or a later definition let in: see
 * {@link StoredRelease}. One that comes from elsewhere is read strictly.
 */
@JsonDeserialize(using = OrderAppRelease.Deserializer.class)
@JsonIgnoreProperties(ignoreUnknown = true)
@Group("orderapp.dev")
@Version("v1")
@ShortNames("oar")
@AdditionalPrinterColumn(name = "Phase", jsonPath = ".status.phase", type = Type.STRING)
@AdditionalPrinterColumn(name = "Weight", jsonPath = ".status.weight", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Step", jsonPath = ".status.step", type = Type.INTEGER)
@AdditionalPrinterColumn(name = "Stable", jsonPath = ".status.stable.revision", type = Type.STRING)
@AdditionalPrinterColumn(name = "Canary", jsonPath = ".status.canary.revision", type = Type.STRING)
@AdditionalPrinterColumn(name = "Age", jsonPath = ".metadata.creationTimestamp", type = Type.DATE)
@ValidationRule(
        value = "has(self.spec)",
        fieldPath = ".spec",
        reason = "FieldValueRequired",
        message = "must say what to release, at least backend.image")
@ValidationRule(
        value = "self.metadata.name.size() <= 40 && self.metadata.name.matches('^[a-z]([-a-z0-9]*[a-z0-9])?$')",
        fieldPath = ".metadata.name",
        message =
                "must be at most 40 lower-case letters, digits and '-', the first a letter: Services are named after it")
public class OrderAppRelease extends CustomResource<OrderAppReleaseSpec, OrderAppReleaseStatus> implements Namespaced {
    private static final long serialVersionUID = 1L;

    private transient List<String> unreadable = List.of();
    private transient String statusProblem;
    private transient JsonNode statusTree;

    /**
     * What of the spec can't be read, each in a sentence with the field, its value and what to write instead. Where this is
     * not empty, {@link #getSpec} has other values in place of these, and no revision can be made from it.
     */
    public List<String> unreadable() {
        return unreadable;
    }

    /** Why the status can't be read, in a sentence; {@link #getStatus} is null then. */
    public Optional<String> statusProblem() {
        return Optional.ofNullable(statusProblem);
    }

    /** The status that can't be read, as it is stored. */
    public Optional<JsonNode> unreadableStatus() {
        return Optional.ofNullable(statusTree);
    }

    /**
     * All of the spec but what makes a revision, as JSON: by what the release is served and judged. While the spec can't be
     * read, that of the last one that could.
     *
     * @return null if there is none
     */
    public String settings() {
        if (unreadable.isEmpty()) {
            return getSpec() == null ? null : ServingSettings.text(getSpec());
        }
        return getStatus() == null ? null : getStatus().settings();
    }

    /**
     * Reads a release: what the API server has stored as far as that goes, anything else strictly. An informer holds the
     * releases of a whole cluster in one list, and one that can't be read must not cost the others theirs.
     */
    static final class Deserializer extends JsonDeserializer<OrderAppRelease> {
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
                StoredRelease.Parts parts = new StoredRelease(tree, strict(json)).read();
                release.setSpec(parts.spec());
                release.unreadable = parts.unreadable();
                release.setStatus(parts.status());
                release.statusProblem = parts.statusProblem().orElse(null);
                release.statusTree = parts.statusProblem().isPresent() ? tree.get("status") : null;
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
}

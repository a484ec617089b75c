package dev.orderapp.v1;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.annotation.JsonDeserialize;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn;
import io.fabric8.crd.generator.annotation.AdditionalPrinterColumn.Type;
import io.fabric8.generator.annotation.ValidationRule;
import io.fabric8.kubernetes.api.model.Namespaced;
import io.fabric8.kubernetes.client.CustomResource;
import io.fabric8.kubernetes.model.annotation.Group;
import io.fabric8.kubernetes.model.annotation.ShortNames;
import io.fabric8.kubernetes.model.annotation.Version;
import java.util.List;
import java.util.Optional;

/**
 * An order app (API and, where there is one, its page) released as one: a change of an image here starts a canary
 * that is judged, then promoted or rolled back. The operator writes {@code status} only, never {@code spec}.
 *
 * <p>One that comes from the API server can always be held, whatever an earlier or a later definition let in: see
 * {@link StoredRelease}. One that comes from elsewhere is read strictly.
 */
@JsonDeserialize(using = ReleaseDeserializer.class)
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

    /** What could not be read of the spec. */
    OrderAppRelease unreadable(List<String> sentences) {
        unreadable = List.copyOf(sentences);
        return this;
    }

    /** A status that could not be read. */
    void unreadableStatus(String problem, JsonNode tree) {
        statusProblem = problem;
        statusTree = tree;
    }
}

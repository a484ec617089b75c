package dev.orderapp.operator.resources;

import com.fasterxml.jackson.annotation.JsonValue;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.operator.naming.Owned;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.contract.Labels;
import dev.orderapp.v1.contract.Names;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.ConfigMapBuilder;
import io.fabric8.kubernetes.api.model.PodTemplateSpec;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * A revision rendered once and kept as a ControllerRevision: the stable version can be rebuilt after the spec has moved on,
 * and an operator with other defaults never rolls a running shop. Where a ControllerRevision is found, it is used instead of
 * rendering anew.
 *
 * @param revision which
 * @param input what it was rendered from
 * @param templates of each component's Pods
 * @param migration of the migration Job's Pod, if there is one
 * @param copies names of the revision's copies of ConfigMaps, by the names that the spec gives them
 */
public record RevisionSnapshot(
        Revision revision,
        RevisionInput input,
        Map<ComponentName, PodTemplateSpec> templates,
        Optional<PodTemplateSpec> migration,
        Map<String, String> copies) {

    /** Version of the stored form. */
    private static final int FORMAT = 1;

    private static final String INPUT = "input";
    private static final String TEMPLATES = "templates";
    private static final String MIGRATION = "migration";
    private static final String COPIES = "copies";

    public RevisionSnapshot {
        templates = Collections.unmodifiableMap(new EnumMap<>(templates));
        copies = Map.copyOf(copies);
    }

    /** Renders a revision with this operator's defaults. */
    public static RevisionSnapshot render(OrderAppRelease release, RevisionInput input) {
        Revision revision = input.revision();
        Map<ComponentName, ComponentSpec> specs = input.specs();
        Map<ComponentName, PodTemplateSpec> templates = new EnumMap<>(ComponentName.class);
        specs.forEach((component, spec) ->
                templates.put(component, PodTemplates.serving(release, component, spec, revision.id())));
        Optional<PodTemplateSpec> migration = Optional.ofNullable(
                        specs.get(ComponentName.backend).migration())
                .filter(m -> revision.migrates())
                .map(m -> PodTemplates.migrating(templates.get(ComponentName.backend), m));
        String name = release.getMetadata().getName();
        Map<String, String> copies = input.configMaps().keySet().stream()
                .collect(Collectors.toMap(c -> c, c -> Names.configMapCopy(name, c, revision.id())));
        return new RevisionSnapshot(revision, input, templates, migration, copies);
    }

    /**
     * The object that keeps it. The content is one text and not a tree: every informer that caches a tree of it takes five
     * times the memory, and the operator holds a few per release.
     */
    public ControllerRevision toControllerRevision(OrderAppRelease release) {
        return new ControllerRevisionBuilder()
                .withMetadata(Owned.metadata(
                                release,
                                Names.controllerRevision(release.getMetadata().getName(), revision.id()))
                        .addToLabels(Labels.REVISION, revision.id())
                        .build())
                .withData(new Stored(this))
                .withRevision(1L)
                .build();
    }

    /** Made when it is written, which is once; objects that should be there are built in each reconcile. */
    private record Stored(RevisionSnapshot snapshot) {
        @JsonValue
        Map<String, Object> data() {
            ObjectNode content = CanonicalJson.object();
            content.set(INPUT, snapshot.input().tree());
            ObjectNode rendered = content.putObject(TEMPLATES);
            snapshot.templates()
                    .forEach((component, template) -> rendered.set(component.name(), CanonicalJson.tree(template)));
            snapshot.migration().ifPresent(template -> content.set(MIGRATION, CanonicalJson.tree(template)));
            ObjectNode copies = content.putObject(COPIES);
            snapshot.copies().forEach(copies::put);
            return Map.of(
                    "format", FORMAT, "revision", snapshot.revision().id(), "content", CanonicalJson.text(content));
        }
    }

    /**
     * Reads back what {@link #toControllerRevision} wrote.
     *
     * @throws IllegalArgumentException if the object does not hold a revision
     */
    public static RevisionSnapshot from(ControllerRevision object) {
        try {
            return read(CanonicalJson.whole(object.getData()));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "ControllerRevision " + object.getMetadata().getName() + " does not hold a revision: "
                            + e.getMessage(),
                    e);
        }
    }

    private static RevisionSnapshot read(JsonNode data) {
        if (data.path("format").asInt() != FORMAT) {
            throw new IllegalArgumentException(
                    "its format is " + data.path("format").asText("none") + ", this operator reads " + FORMAT);
        }
        JsonNode content = CanonicalJson.parse(data.path("content").asText());
        RevisionInput input = RevisionInput.of(content.path(INPUT));
        Map<ComponentName, PodTemplateSpec> templates = new EnumMap<>(ComponentName.class);
        content.path(TEMPLATES)
                .properties()
                .forEach(t -> templates.put(ComponentName.valueOf(t.getKey()), template(t.getValue())));
        Optional<PodTemplateSpec> migration =
                Optional.ofNullable(content.get(MIGRATION)).map(RevisionSnapshot::template);
        // Its name is the one that it was given: an operator that hashes otherwise must not rename a running revision.
        Revision revision = input.revision(data.path("revision").asText());
        return new RevisionSnapshot(revision, input, templates, migration, copies(content, input, revision));
    }

    /** Templates that were rendered before the copies' names were kept know them without the release's. */
    private static Map<String, String> copies(JsonNode content, RevisionInput input, Revision revision) {
        return input.configMaps().keySet().stream()
                .collect(Collectors.toMap(
                        c -> c, c -> content.path(COPIES).path(c).asText(Names.configMapCopy(c, revision.id()))));
    }

    private static PodTemplateSpec template(JsonNode tree) {
        return CanonicalJson.as(PodTemplateSpec.class, tree);
    }

    /** The revision's own immutable copies of the ConfigMaps that its Pods read. */
    List<ConfigMap> configMaps(OrderAppRelease release) {
        return input.configMaps().entrySet().stream()
                .map(c -> new ConfigMapBuilder(c.getValue())
                        .withMetadata(Owned.metadata(release, copies.get(c.getKey()))
                                .addToLabels(Labels.REVISION, revision.id())
                                .build())
                        .withImmutable(true)
                        .build())
                .toList();
    }
}

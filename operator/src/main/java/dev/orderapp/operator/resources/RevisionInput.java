package dev.orderapp.operator.resources;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.operator.resources.ConfigMapReferences.Reference;
import dev.orderapp.operator.rollout.Revision;
import dev.orderapp.v1.ComponentName;
import dev.orderapp.v1.ComponentSpec;
import dev.orderapp.v1.OrderAppReleaseSpec;
import io.fabric8.kubernetes.api.model.ConfigMap;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What a revision's Pods are made of: of each component its image, port, environment, resources, probes and Pod template,
 * the migration, and the contents of the ConfigMaps that these name. Replicas, paths, metrics pages, Services, labels of objects,
 * ingress, steps and analysis are not part of it. The revision is named by a hash of this input, not of what is rendered from it, so
 * that an operator with other defaults gives it the same name.
 *
 * <p>It is one tree, in canonical form, from the spec to the ControllerRevision that keeps it: hashed, rendered and stored as it is.
 */
public final class RevisionInput {
    /** Letters and digits of Kubernetes' own hashes: no vowels, so no words, and nothing that reads as a number with exponent. */
    private static final String ALPHABET = "bcdfghjklmnpqrstvwxz2456789";

    /** Fields of a component that its Pods are not made of. */
    private static final List<String> SERVING =
            List.of("replicas", "autoscaling", "path", "metrics", "service", "podDisruptionBudget");

    private static final int ID_LENGTH = 10;
    /** Half a MiB: the ControllerRevision holds it, and etcd takes objects up to 1.5 MiB. */
    private static final int MAX_CONFIG_BYTES = 512 * 1024;

    /** Never changed: what is handed out is a copy, or a value made from it. */
    private final ObjectNode tree;

    private RevisionInput(ObjectNode tree) {
        this.tree = tree;
    }

    /** A revision's input, or why there is none. */
    public sealed interface Resolution {
        /** The input. */
        default Optional<RevisionInput> input() {
            return Optional.empty();
        }

        /** What is wrong, where, and what to do about it, in a sentence. */
        default Optional<String> problem() {
            return Optional.empty();
        }
    }

    private record Resolved(RevisionInput found) implements Resolution {
        @Override
        public Optional<RevisionInput> input() {
            return Optional.of(found);
        }
    }

    private record Unresolved(String sentence) implements Resolution {
        @Override
        public Optional<String> problem() {
            return Optional.of(sentence);
        }
    }

    /** Names of all ConfigMaps that a spec names, optional ones too. */
    public static Set<String> configMapNames(OrderAppReleaseSpec spec) {
        return references(components(spec)).stream().map(Reference::name).collect(Collectors.toUnmodifiableSet());
    }

    /**
     * The input of the spec's revision.
     *
     * @param spec as the API server has accepted it
     * @param found those of {@link #configMapNames} that exist, by name
     */
    public static Resolution of(OrderAppReleaseSpec spec, Map<String, ConfigMap> found) {
        ObjectNode input = components(spec);
        List<Reference> references = references(input);
        Map<String, ObjectNode> contents = new TreeMap<>();
        for (Reference reference : references) {
            Optional<ConfigMap> configMap = Optional.ofNullable(found.get(reference.name()));
            Optional<String> problem = problem(reference, configMap);
            if (problem.isPresent()) {
                return new Unresolved(problem.get());
            }
            configMap.ifPresent(c -> contents.put(reference.name(), contents(c)));
        }
        if (!contents.isEmpty()) {
            input.putObject("configMaps").setAll(contents);
        }
        return size(contents) > MAX_CONFIG_BYTES ? tooBig(contents) : new Resolved(new RevisionInput(input));
    }

    /**
     * An input that was kept.
     *
     * @throws IllegalArgumentException if it is not an object
     */
    static RevisionInput of(JsonNode kept) {
        if (kept instanceof ObjectNode tree) {
            return new RevisionInput(tree);
        }
        throw new IllegalArgumentException("its input is not an object");
    }

    private static ObjectNode components(OrderAppReleaseSpec spec) {
        ObjectNode input = CanonicalJson.object();
        ObjectNode backend = CanonicalJson.tree(spec.backend());
        backend.remove(SERVING);
        input.set(ComponentName.backend.name(), backend);
        if (spec.frontend() != null) {
            ObjectNode frontend = CanonicalJson.tree(spec.frontend());
            frontend.remove(SERVING);
            frontend.remove("migration");
            input.set(ComponentName.frontend.name(), frontend);
        }
        return input;
    }

    private static List<Reference> references(ObjectNode components) {
        List<Reference> all = new ArrayList<>();
        components.properties().forEach(c -> all.addAll(ConfigMapReferences.in(c.getValue(), "spec." + c.getKey())));
        return all;
    }

    private static Optional<String> problem(Reference reference, Optional<ConfigMap> configMap) {
        if (reference.optional()) {
            return Optional.empty();
        }
        String names = reference.field() + " names the ConfigMap " + reference.name();
        if (configMap.isEmpty()) {
            return Optional.of(names + ", which does not exist: create it, or say optional: true there");
        }
        ObjectNode contents = contents(configMap.get());
        return reference.keys().stream()
                .filter(key -> !contents.path("data").has(key)
                        && !contents.path("binaryData").has(key))
                .findFirst()
                .map(key -> names + ", which has no key " + key + ": add it, or say optional: true there");
    }

    /** Not pruned: a key with an empty value is a variable or a file of its own. */
    private static ObjectNode contents(ConfigMap configMap) {
        ObjectNode contents = CanonicalJson.object();
        put(contents, "data", configMap.getData());
        put(contents, "binaryData", configMap.getBinaryData());
        return contents;
    }

    private static void put(ObjectNode contents, String field, Map<String, String> values) {
        if (values != null && !values.isEmpty()) {
            ObjectNode object = contents.putObject(field);
            values.forEach(object::put);
        }
    }

    private static int size(Map<String, ObjectNode> contents) {
        return contents.values().stream()
                .mapToInt(c -> CanonicalJson.text(c).getBytes(StandardCharsets.UTF_8).length)
                .sum();
    }

    private static Unresolved tooBig(Map<String, ObjectNode> contents) {
        return new Unresolved("the ConfigMaps " + String.join(", ", contents.keySet()) + " hold "
                + size(contents) / 1024 + " KiB together, and at most " + MAX_CONFIG_BYTES / 1024
                + " KiB can be part of a revision: put what is bigger into the image or a Secret");
    }

    /** Hash of the input: ten characters, part of the names of all that the revision's Pods need. */
    public String id() {
        ObjectNode pruned = tree.deepCopy();
        CanonicalJson.pruneObjects(pruned);
        BigInteger hash = new BigInteger(1, sha256(CanonicalJson.text(pruned)));
        BigInteger base = BigInteger.valueOf(ALPHABET.length());
        StringBuilder id = new StringBuilder();
        while (id.length() < ID_LENGTH) {
            id.append(ALPHABET.charAt(hash.mod(base).intValue()));
            hash = hash.divide(base);
        }
        return id.toString();
    }

    private static byte[] sha256(String text) {
        try {
            return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("Every Java platform has SHA-256", impossible);
        }
    }

    /** The revision that this is the input of. */
    public Revision revision() {
        return revision(id());
    }

    /** The revision under a name that it was given before. */
    Revision revision(String id) {
        Map<ComponentName, String> images = new EnumMap<>(ComponentName.class);
        for (ComponentName component : ComponentName.values()) {
            if (tree.has(component.name())) {
                images.put(component, tree.get(component.name()).path("image").asText());
            }
        }
        return new Revision(id, images, tree.path(ComponentName.backend.name()).has("migration"));
    }

    /** The whole input, only to be read. */
    JsonNode tree() {
        return tree;
    }

    /** What is in it of each component. */
    Map<ComponentName, ComponentSpec> specs() {
        Map<ComponentName, ComponentSpec> specs = new EnumMap<>(ComponentName.class);
        for (ComponentName component : ComponentName.values()) {
            if (tree.has(component.name())) {
                specs.put(component, CanonicalJson.as(ComponentSpec.class, tree.get(component.name())));
            }
        }
        return specs;
    }

    /** The contents of its ConfigMaps, by the names that the spec gives them: {@code data} and {@code binaryData} only. */
    Map<String, ConfigMap> configMaps() {
        Map<String, ConfigMap> configMaps = new TreeMap<>();
        tree.path("configMaps")
                .properties()
                .forEach(c -> configMaps.put(c.getKey(), CanonicalJson.as(ConfigMap.class, c.getValue())));
        return configMaps;
    }

    /** Whether they say the same, whatever the order of their fields. */
    @Override
    public boolean equals(Object other) {
        return other instanceof RevisionInput input && CanonicalJson.text(tree).equals(CanonicalJson.text(input.tree));
    }

    @Override
    public int hashCode() {
        return CanonicalJson.text(tree).hashCode();
    }

    @Override
    public String toString() {
        return CanonicalJson.text(tree);
    }
}

package dev.orderapp.kubectl.lint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * JSON of a document of YAML, with the lines of its fields. Aliases and merge keys are resolved, as kubectl's reader has it:
 * a merge key also wins over a field before it.
 */
final class YamlDocument {
    private static final String MERGE = "<<";

    /** Aliases of aliases grow without bound; a file of releases has some thousand values. */
    private static final int MAX_VALUES = 200_000;

    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;

    private final int document;
    private final Map<String, Integer> lines;
    private final Set<Node> ancestors = new HashSet<>();
    private int values;

    YamlDocument(int document, Map<String, Integer> lines) {
        this.document = document;
        this.lines = lines;
    }

    JsonNode of(Node root) throws UnreadableFileException {
        return node("", root);
    }

    private JsonNode node(String path, Node node) throws UnreadableFileException {
        if (++values > MAX_VALUES) {
            throw unreadable(node, "has more than " + MAX_VALUES + " values: do its aliases refer to each other?");
        }
        lines.put(path, line(node));
        if (node instanceof ScalarNode scalar) {
            return scalar(scalar);
        }
        if (!ancestors.add(node)) {
            throw unreadable(node, "has an anchor that contains itself");
        }
        JsonNode found = node instanceof MappingNode mapping ? object(path, mapping) : array(path, (SequenceNode) node);
        ancestors.remove(node);
        return found;
    }

    private ArrayNode array(String path, SequenceNode sequence) throws UnreadableFileException {
        ArrayNode array = JSON.arrayNode();
        for (Node item : sequence.getValue()) {
            array.add(node(path + "[" + array.size() + "]", item));
        }
        return array;
    }

    private ObjectNode object(String path, MappingNode mapping) throws UnreadableFileException {
        ObjectNode object = JSON.objectNode();
        Set<String> names = new HashSet<>();
        for (NodeTuple field : mapping.getValue()) {
            if (isMerge(field.getKeyNode())) {
                merge(path, object, field.getValueNode());
                continue;
            }
            String name = name(field.getKeyNode());
            if (!names.add(name)) {
                throw unreadable(
                        field.getKeyNode(), "has the field \"" + name + "\" twice: kubectl takes the last one");
            }
            JsonNode value = node(Manifest.below(path, name), field.getValueNode());
            lines.put(Manifest.below(path, name), line(field.getKeyNode()));
            object.set(name, value);
        }
        return object;
    }

    private static boolean isMerge(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getValue().equals(MERGE)
                && (key.getTag().equals(ManifestReader.PLAIN) || key.getTag().equals(Tag.MERGE));
    }

    /** Of several maps the first one wins. */
    private void merge(String path, ObjectNode into, Node from) throws UnreadableFileException {
        if (from instanceof SequenceNode several) {
            for (int i = several.getValue().size() - 1; i >= 0; i--) {
                merge(path, into, several.getValue().get(i));
            }
        } else if (from instanceof MappingNode one) {
            if (!ancestors.add(one)) {
                throw unreadable(one, "has an anchor that contains itself");
            }
            into.setAll(object(path, one));
            ancestors.remove(one);
        } else {
            throw unreadable(from, "has a merge key (<<) that refers to no map");
        }
    }

    private String name(Node key) throws UnreadableFileException {
        if (key instanceof ScalarNode scalar) {
            return scalar(scalar).asText();
        }
        throw unreadable(key, "has a field whose name is no text");
    }

    private JsonNode scalar(ScalarNode scalar) throws UnreadableFileException {
        Tag tag = scalar.getTag();
        boolean plain = tag.equals(ManifestReader.PLAIN)
                || tag.equals(Tag.INT)
                || tag.equals(Tag.FLOAT)
                || tag.equals(Tag.BOOL)
                || tag.equals(Tag.NULL);
        if (plain && PlainScalar.isNotFinite(scalar.getValue())) {
            throw unreadable(scalar, "has " + scalar.getValue() + ", which JSON does not know");
        }
        return plain ? PlainScalar.of(scalar.getValue()) : JSON.textNode(scalar.getValue());
    }

    private static int line(Node node) {
        return node.getStartMark().map(Mark::getLine).orElse(0) + 1;
    }

    private UnreadableFileException unreadable(Node node, String problem) {
        return new UnreadableFileException(document, line(node), problem);
    }
}

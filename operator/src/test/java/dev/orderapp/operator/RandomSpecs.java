package dev.orderapp.operator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * Specs made from the CRD's own schema: a minimal one, in which some random branches of the schema are grown with values that
 * nobody would write. Most are valid by the schema's types; the API server judges the rest.
 */
final class RandomSpecs {
    private static final Path CRD = Path.of("..", "helm", "operator", "crds", "orderappreleases.orderapp.dev-v1.yml");
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private static final List<String> TEXTS = List.of(
            "",
            " ",
            "a",
            "A",
            "0",
            "-1",
            "true",
            "null",
            "~",
            "a/b",
            "/",
            "x.y",
            "ünïcode",
            "日本",
            "😀",
            "a\nb",
            "\t",
            "${HOME}",
            "{{revision}}",
            "%s",
            "\\",
            "\"",
            "'",
            "1e400",
            "NaN",
            "x".repeat(300));

    private static final List<String> QUANTITIES = List.of(
            "0",
            "1",
            "0.5",
            ".5",
            "5.",
            "500m",
            "1Gi",
            "1.5Gi",
            "1e3",
            "1E3",
            "1e-3",
            "1e+3",
            "12e18",
            "9Ei",
            "99E",
            "0.0000000001",
            "1n",
            "00",
            "1GB",
            "512MB",
            "",
            " 1",
            "1 ",
            "1Kii",
            "-1",
            "+1",
            "1e99",
            "1e99999",
            "9223372036854775808",
            "0x10",
            "١");

    /** What fields with a notation of their own take, now and then. */
    private static final Map<String, List<String>> NOTATIONS = Map.ofEntries(
            Map.entry("image", List.of("a:1", "a/b:1", "localhost:5000/a/b@sha256:" + "0".repeat(64))),
            Map.entry("path", List.of("/", "/api", "/a/b", "/~x", "/a/")),
            Map.entry("port", List.of("http", "metrics", "8080")),
            Map.entry("maxUnavailable", List.of("1%", "100%", "25%")),
            Map.entry("appProtocol", List.of("http", "kubernetes.io/h2c")),
            Map.entry("hold", List.of("0s", "1s", "1ms", "99999h", "00001h1m1s1ms")),
            Map.entry("progressDeadline", List.of("1s", "24h", "1000ms")),
            Map.entry("drain", List.of("1s", "5m")),
            Map.entry("keepPrevious", List.of("0s", "168h", "1ms")),
            Map.entry("keepFailed", List.of("0s", "168h", "1ms")),
            Map.entry("interval", List.of("1s", "1m")),
            Map.entry("maxHold", List.of("1s", "1h", "168h")),
            Map.entry("warmup", List.of("0s", "10m")),
            Map.entry("falseAlarm", List.of("0.0001%", "20%", "1%")),
            Map.entry("ceiling", List.of("0.0001%", "100%", "99.9999%")),
            Map.entry("className", List.of("nginx", "traefik", "a.b")),
            Map.entry("annotationPrefix", List.of("nginx.ingress.kubernetes.io", "a")),
            Map.entry("secretName", List.of("tls")),
            Map.entry("cookie", List.of("shop_preview", "a")),
            Map.entry("value", List.of("testers-2026", "12345678")),
            Map.entry("hosts", List.of("a.example", "*.a.example", "b")),
            Map.entry("name", List.of("a", "b", "app", "http", "LEVEL", "c-1", "tmp")),
            Map.entry(
                    "bad", List.of("a", "a{b=\"c\"}", "requests", "requests{code=~\"5..\"}", "a{v=\"{{revision}}\"}")),
            Map.entry("good", List.of("a", "a + b", "requests", "a{v=\"{{revision}}\"}")),
            Map.entry("total", List.of("b", "b{c=~\"(\"}", "requests", "b{v=\"{{revision}}\"}")));

    private static final List<String> QUANTITY_FIELDS =
            List.of("sizeLimit", "divisor", "limits", "requests", "overhead");

    private final JsonNode schema;
    private final Random random;

    RandomSpecs(long seed) {
        this.random = new Random(seed);
        try {
            this.schema = Serialization.unmarshal(Files.readString(CRD), JsonNode.class)
                    .at("/spec/versions/0/schema/openAPIV3Schema/properties/spec");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The next one. */
    ObjectNode next() {
        ObjectNode spec = JSON.objectNode();
        spec.putObject("backend").put("image", "acme/order-backend:" + random.nextInt(1000));
        for (int i = random.nextInt(5); i >= 0; i--) {
            grow(spec, schema, 0);
        }
        if (spec.path("frontend") instanceof ObjectNode frontend && random.nextInt(8) > 0) {
            frontend.put("image", "acme/order-frontend:1");
            frontend.remove("migration");
        }
        return spec;
    }

    /** Goes down a random branch of the schema, and makes something up at its end. */
    private void grow(ObjectNode object, JsonNode type, int depth) {
        List<String> fields = new ArrayList<>();
        type.path("properties").fieldNames().forEachRemaining(fields::add);
        String field = pick(fields);
        JsonNode of = type.path("properties").path(field);
        boolean inner = of.has("properties") && random.nextInt(depth + 2) < depth + 1;
        if (inner) {
            ObjectNode child = object.path(field) instanceof ObjectNode there ? there : object.putObject(field);
            grow(child, of, depth + 1);
        } else if (of.has("items") && of.path("items").has("properties") && random.nextInt(4) > 0) {
            ArrayNode list = object.path(field) instanceof ArrayNode there ? there : object.putArray(field);
            ObjectNode item = list.addObject();
            of.path("items")
                    .path("required")
                    .forEach(name -> item.set(
                            name.asText(),
                            value(
                                    name.asText(),
                                    of.path("items").path("properties").path(name.asText()),
                                    3)));
            if (field.equals("metrics")) {
                item.put("name", "m" + list.size()).put("bad", "a").put("total", "b");
            } else if (field.equals("steps")) {
                item.put("weight", 100);
            }
            grow(item, of.path("items"), depth + 1);
        } else {
            object.set(field, value(field, of, depth + 1));
        }
    }

    private JsonNode value(String name, JsonNode type, int depth) {
        if (type.path("x-kubernetes-int-or-string").asBoolean()) {
            return either(name, type);
        }
        return switch (type.path("type").asText()) {
            case "object" -> object(name, type, depth);
            case "array" -> list(name, type, depth);
            case "integer" -> JSON.numberNode(whole(type));
            case "number" -> JSON.numberNode(pick(List.of(1.0, 1.5, 1000.0, 0.0, -0.0, 1e300, 4.9e-324)));
            case "boolean" -> JSON.booleanNode(random.nextBoolean());
            default -> text(name, type);
        };
    }

    private JsonNode either(String name, JsonNode type) {
        if (random.nextInt(4) == 0) {
            return JSON.numberNode(whole(type));
        }
        return JSON.textNode(
                QUANTITY_FIELDS.contains(name)
                        ? pick(QUANTITIES)
                        : text(name, type).asText());
    }

    private BigInteger whole(JsonNode type) {
        List<BigInteger> values = new ArrayList<>();
        List.of(0L, 1L, -1L, 2L, 80L, 8080L, 65535L, Long.MAX_VALUE).forEach(n -> values.add(BigInteger.valueOf(n)));
        values.add(BigInteger.ONE.shiftLeft(100));
        for (String bound : List.of("minimum", "maximum")) {
            if (type.has(bound)) {
                BigInteger at = type.get(bound).decimalValue().toBigInteger();
                values.addAll(List.of(at, at.add(BigInteger.ONE), at.subtract(BigInteger.ONE)));
            }
        }
        return pick(values);
    }

    private JsonNode text(String name, JsonNode type) {
        if (type.has("enum") && random.nextInt(8) > 0) {
            return type.get("enum").get(random.nextInt(type.get("enum").size()));
        }
        if (NOTATIONS.containsKey(name) && random.nextInt(6) > 0) {
            return JSON.textNode(pick(NOTATIONS.get(name)));
        }
        return JSON.textNode(pick(TEXTS));
    }

    private JsonNode object(String name, JsonNode type, int depth) {
        ObjectNode object = JSON.objectNode();
        if (type.has("additionalProperties")) {
            for (int i = random.nextInt(3); i > 0; i--) {
                object.set(
                        pick(List.of("cpu", "memory", "a.b/c", "x", "", "nvidia.com/gpu", "ü")),
                        value(name, type.get("additionalProperties"), depth + 1));
            }
            return object;
        }
        List<String> required = new ArrayList<>();
        type.path("required").forEach(field -> required.add(field.asText()));
        type.path("properties").properties().forEach(field -> {
            if (required.contains(field.getKey()) || depth < 9 && random.nextInt(2 + depth) == 0) {
                object.set(field.getKey(), value(field.getKey(), field.getValue(), depth + 1));
            }
        });
        return object;
    }

    private JsonNode list(String name, JsonNode type, int depth) {
        ArrayNode list = JSON.arrayNode();
        for (int i = random.nextInt(3); i > 0; i--) {
            list.add(value(name, type.get("items"), depth + 1));
        }
        return list;
    }

    private <T> T pick(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }

    /** As text. */
    static String text(JsonNode tree) {
        try {
            return MAPPER.writeValueAsString(tree);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}

package dev.orderapp.kubectl.lint;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.kubectl.command.PluginCommandLine;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What lint reads of a file, held against what the real kubectl makes of it. */
class ManifestReaderTest {
    private static final String HEAD = "apiVersion: orderapp.dev/v1\nkind: OrderAppRelease\nmetadata: {name: shop}\n";
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    private static Path kubectl() {
        Path cache = Optional.ofNullable(System.getenv("ORDERAPP_CACHE"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "orderapp"));
        return cache.resolve("kubeapitest/k8s/1.36.1-linux-amd64/kubectl");
    }

    /** What kubectl would send, by a command that needs no cluster. */
    private JsonNode sent(byte[] file) throws IOException, InterruptedException {
        Path manifest = Files.write(folder.resolve("release.yaml"), file);
        Path answer = folder.resolve("answer.json");
        Process kubectl = new ProcessBuilder(
                        kubectl().toString(),
                        "annotate",
                        "--local",
                        "-f",
                        manifest.toString(),
                        "read=yes",
                        "-o",
                        "json")
                .redirectOutput(answer.toFile())
                .redirectErrorStream(true)
                .start();
        assertEquals(0, kubectl.waitFor(), Files.readString(answer));
        ObjectNode release = (ObjectNode) JSON.readTree(answer.toFile());
        ((ObjectNode) release.get("metadata")).remove("annotations");
        return release;
    }

    private static JsonNode read(byte[] file) throws UnreadableFileException, IOException {
        List<Manifest> manifests = ManifestReader.read(file);
        assertEquals(1, manifests.size());
        // Through JSON, in which whole numbers look the same however they are kept.
        return JSON.readTree(manifests.get(0).content().toString());
    }

    private void isReadAsByKubectl(byte[] file) throws Exception {
        assertEquals(sent(file), read(file));
    }

    @Test
    void valuesHaveTheTypesThatKubectlGivesThem() throws Exception {
        isReadAsByKubectl((HEAD + """
                x-common: &common {b: 1, c: "2"}
                spec:
                  later: {b: 3, <<: *common}
                  earlier: {<<: *common, b: 3}
                  several: {<<: [{b: 5, d: 6}, *common]}
                  alias: [*common, *common]
                  bools: [y, yes, on, Off, n, TRUE, "yes", 'n', tRue]
                  numbers: [0123, 0o17, 0x1F, 0b11, 1_000, 1e3, 0.5, .5, 1., +1, -0, -12, 1.0, 09, 1e-2, 500m, 1Gi, "1"]
                  texts: [12:30, 2026-11-29, 1.2.3, 0x, 1e, a_1, ., +]
                  nothing: [~, null, Null, "~", ]
                  n: the name of this field is no text
                  1: nor of this
                  tab:	after a colon	# and before a comment
                  block: |
                    a
                      b
                  folded: >-
                    a
                    b
                  tagged: [!!str 1, !!int "3", ! 4]
                """).getBytes(StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @ValueSource(strings = {"UTF-8", "UTF-16LE", "UTF-16BE"})
    void byteOrderMarksAndWindowsLineEndsAreAccepted(String charset) throws Exception {
        String text = "\ufeff" + (HEAD + "# ein Laden\nspec:\n  name: Läden\n").replace("\n", "\r\n");
        isReadAsByKubectl(text.getBytes(charset));
    }

    @Test
    void jsonMayBeIndentedByTabs() throws Exception {
        isReadAsByKubectl("""
                {
                \t"apiVersion": "orderapp.dev/v1", "kind": "OrderAppRelease",
                \t"metadata": {"name": "shop"},
                \t"spec": {"a": [1, 1.5, true, null, "\\u00e4\\/"]}
                }
                """.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void yamlMayBeginWithABrace() throws Exception {
        isReadAsByKubectl("{apiVersion: orderapp.dev/v1, kind: OrderAppRelease, metadata: {name: shop}, spec: {a: yes}}"
                .getBytes(StandardCharsets.UTF_8));
    }

    private String lint(String text, int code) throws IOException {
        Path file = Files.writeString(folder.resolve("file.yaml"), text);
        StringWriter out = new StringWriter();
        int ended = PluginCommandLine.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(out))
                .execute("lint", file.toString());
        assertEquals(code, ended, out.toString());
        return out.toString().replace(folder + "/", "");
    }

    private static String release(String name, String spec) {
        return "apiVersion: orderapp.dev/v1\nkind: OrderAppRelease\nmetadata: {name: " + name + "}\nspec:\n" + spec;
    }

    private static final String GOOD = "  backend: {image: 'acme/order-backend:1'}\n";

    @Test
    void eachViolationNamesFileDocumentAndLine() throws IOException {
        String text = "# shops\n---\n" + release("shop", GOOD) + "---\n# the other\n"
                + release(
                        "other", "  backend:\n    image: acme/order-backend\n    replicas: 0\n  canary: {steps: []}\n");
        assertEquals(
                List.of(
                        "file.yaml, document 2, line 15, other: spec.backend.image: Invalid value: \"acme/order-backend\": must be an image with a tag or a"
                                + " digest, such as docker.io/acme/order-backend:1.4.2",
                        "file.yaml, document 2, line 16, other: spec.backend.replicas: Invalid value: 0: must be from 1 to 1000 Pods"),
                lint(text, 1).lines().limit(2).toList());
    }

    @Test
    void aViolationInAnAnchorsValueIsWhereItIsWritten() throws IOException {
        String text = release(
                "shop",
                "  backend: &api\n    image: 'acme/order-backend:1'\n    port: 0\n  frontend:\n    <<: *api\n    path: /page\n");
        String output = lint(text, 1);
        assertTrue(output.contains("file.yaml, document 1, line 7, shop: spec.backend.port: "), output);
        assertTrue(output.contains("file.yaml, document 1, line 7, shop: spec.frontend.port: "), output);
    }

    @Test
    void eachItemOfAListIsChecked() throws IOException {
        String json =
                "{\"apiVersion\": \"v1\", \"kind\": \"List\", \"items\": [\n{\"apiVersion\": \"v1\", \"kind\": \"ConfigMap\"},\n"
                        + "{\"apiVersion\": \"orderapp.dev/v1\", \"kind\": \"OrderAppRelease\", \"metadata\": {\"name\": \"shop\"},\n\"spec\": {\"backend\":\n{\"image\": 5}}}]}";
        String output = lint(json, 1);
        assertTrue(output.startsWith("file.yaml, document 1, line 5, shop: spec.backend.image: "), output);
    }

    @Test
    void aFractionWithoutQuotesIsAnAmountOfProcessorAsInADeployment() throws IOException {
        lint(release("shop", limits("{cpu: 0.5}")), 0);
        lint(release("shop", limits("{cpu: 2.0}")), 0);
        String output =
                lint(release("shop", limits("{cpu: 0.5}").stripTrailing() + "\n      requests: {cpu: 0.75}\n"), 1);
        assertTrue(output.contains("spec.backend.resources: "), output);
    }

    @Test
    void aFractionWithoutQuotesInAPodTemplateIsRefusedWithWhatToWrite() throws IOException {
        String output = lint(
                release(
                        "shop",
                        "  backend:\n    image: 'acme/order-backend:1'\n    podTemplate:\n      spec:\n        containers:\n"
                                + "          - name: proxy\n            resources: {limits: {cpu: 0.5}}\n"),
                1);
        assertEquals(
                "file.yaml, document 1, line 11, shop: spec.backend.podTemplate.spec.containers[0].resources.limits.cpu: Invalid value:"
                        + " must be a whole number or a text, such as 2, \"0.5\" or 500m",
                output.lines().findFirst().orElseThrow());
    }

    private static String limits(String limits) {
        return "  backend:\n    image: 'acme/order-backend:1'\n    resources:\n      limits: " + limits + "\n";
    }

    @Test
    void invalidYamlIsRefusedWithItsPlace() throws IOException {
        String output = lint(release("shop", GOOD) + "---\n" + HEAD + "spec:\n\tpaused: true\n", 2);
        assertTrue(output.startsWith("error: file.yaml, document 2, line 11: is not YAML: "), output);
        assertTrue(lint(HEAD + "spec: {paused: true, paused: false}\n", 2)
                .startsWith("error: file.yaml, document 1, line 4: has the field \"paused\" twice"));
    }

    @Test
    void aliasesThatGrowWithoutBoundAreRefused() {
        StringBuilder bomb = new StringBuilder("a0: &a0 [x, x, x, x, x, x, x, x, x, x]\n");
        for (int i = 1; i < 9; i++) {
            String all = ("*a" + (i - 1) + ", ").repeat(10);
            bomb.append("a%d: &a%d [%s]\n".formatted(i, i, all.substring(0, all.length() - 2)));
        }
        assertThrows(
                UnreadableFileException.class,
                () -> ManifestReader.read(bomb.toString().getBytes(StandardCharsets.UTF_8)));
        assertThrows(
                UnreadableFileException.class,
                () -> ManifestReader.read("a: &a {b: *a}\n".getBytes(StandardCharsets.UTF_8)));
    }
}

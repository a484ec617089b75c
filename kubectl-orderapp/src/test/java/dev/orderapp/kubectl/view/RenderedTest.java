package dev.orderapp.kubectl.view;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.SampleStatuses;
import dev.orderapp.kubectl.release.RelatedResources;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.gatewayapi.v1.HTTPRoute;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/**
 * What people see, whole, in the files beside the test. After a wanted change run it with {@code -Dgolden.write} and read the difference.
 */
class RenderedTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:00:45Z");

    private static final Ink COLOURS = new Ink(true, true);
    private static final List<OrderAppRelease> RELEASES =
            List.of(SampleReleases.atFirstStep(), SampleReleases.rolledBack());

    private static final List<HasMetadata> OBJECTS = objects();

    private static List<HasMetadata> objects() {
        try (InputStream yaml = RenderedTest.class.getResourceAsStream("objects.yml")) {
            return new KubernetesSerialization().unmarshal(yaml);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static <T> List<T> all(Class<T> kind) {
        return OBJECTS.stream().filter(kind::isInstance).map(kind::cast).toList();
    }

    private static RelatedResources resources(List<String> forbiddenKinds) {
        return new RelatedResources(
                all(Deployment.class),
                all(Pod.class),
                all(Service.class),
                all(Ingress.class),
                all(HTTPRoute.class),
                List.of(),
                forbiddenKinds);
    }

    private static void assertGolden(String file, String text) throws IOException {
        if (System.getProperty("golden.write") != null) {
            Files.writeString(Path.of("src/test/resources/dev/orderapp/kubectl/view", file), text);
        }
        try (InputStream golden = RenderedTest.class.getResourceAsStream(file)) {
            assertEquals(golden == null ? "" : new String(golden.readAllBytes(), StandardCharsets.UTF_8), text, file);
        }
    }

    @Test
    void aReleaseAtItsFirstStepAsATree() throws IOException {
        assertGolden(
                "tree.txt", ReleaseTree.of(new ReleaseView(SampleReleases.atFirstStep()), resources(List.of()), NOW));
    }

    @Test
    void aTreeShowsTheHttpRouteWithItsWeightAndItsGateways() {
        HTTPRoute route = new KubernetesSerialization().unmarshal("""
                apiVersion: gateway.networking.k8s.io/v1
                kind: HTTPRoute
                metadata: {name: shop, namespace: default, labels: {orderapp.dev/role: stable, orderapp.dev/revision: 7d9f}}
                spec:
                  parentRefs: [{name: web, namespace: gateways, sectionName: https}, {name: internal}]
                  hostnames: [shop.example.com]
                  rules:
                    - {name: frontend-canary, backendRefs: [{name: shop-frontend-canary, port: 80}]}
                    - {name: frontend, backendRefs: [{name: shop-frontend-stable, weight: 70}, {name: shop-frontend-canary, weight: 30}]}
                """, HTTPRoute.class);
        RelatedResources byGateway =
                new RelatedResources(List.of(), List.of(), List.of(), List.of(), List.of(route), List.of(), List.of());
        String tree = ReleaseTree.of(new ReleaseView(SampleReleases.atFirstStep()), byGateway, NOW);
        assertTrue(
                tree.contains(
                        "entry\n│  └─ HTTPRoute shop  shop.example.com  weight 30 %  Gateway gateways/web, default/internal\n"),
                tree);
    }

    @Test
    void whatFailedAndIsKeptToBeLookedAtDoesNotLeave() {
        Deployment kept = new KubernetesSerialization().unmarshal("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: shop-backend-7d9f, labels: {orderapp.dev/revision: 7d9f}}
                spec: {replicas: 1, selector: {matchLabels: {orderapp.dev/revision: 7d9f}}}
                """, Deployment.class);
        RelatedResources resources =
                new RelatedResources(List.of(kept), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());
        String tree = ReleaseTree.of(new ReleaseView(SampleReleases.rolledBack()), resources, NOW);
        assertTrue(tree.contains("1.1.0  revision 7d9f  failed, without visitors\n"), tree);
    }

    @Test
    void aTreeNamesTheKindsThatMayNotBeRead() throws IOException {
        RelatedResources refused = new RelatedResources(
                List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of("Pods", "Ingresses"));
        assertGolden("tree-refused.txt", ReleaseTree.of(new ReleaseView(SampleReleases.rolledBack()), refused, NOW));
    }

    @Test
    void aList() throws IOException {
        assertGolden("list.txt", ReleaseList.of(RELEASES, NOW, Ink.PLAIN));
    }

    @Test
    void aListWithTheImages() throws IOException {
        assertGolden("list-wide.txt", ReleaseList.wide(RELEASES, NOW, Ink.PLAIN));
    }

    @Test
    void aListInColour() throws IOException {
        assertGolden("list-colour.txt", ReleaseList.of(RELEASES, NOW, COLOURS));
    }

    @Test
    void aHistory() throws IOException {
        assertGolden("history.txt", HistoryTable.of(new ReleaseView(SampleReleases.rolledBack()), Ink.PLAIN));
    }

    @Test
    void aHistoryWithTheImages() throws IOException {
        assertGolden("history-wide.txt", HistoryTable.wide(new ReleaseView(SampleReleases.rolledBack()), Ink.PLAIN));
    }

    @Test
    void aTreeInColour() throws IOException {
        assertGolden(
                "tree-colour.txt",
                ReleaseTree.of(new ReleaseView(SampleReleases.rolledBack()), RelatedResources.NONE, NOW, COLOURS));
    }

    @Test
    void aReleaseAtItsFirstStepInAWindow() throws IOException {
        assertGolden("window.txt", window(SampleReleases.atFirstStep(), new Ink(false, true), 24, 80));
    }

    @Test
    void aReleaseThatWasRolledBackInAWindow() throws IOException {
        assertGolden("window-rolled-back.txt", window(SampleReleases.rolledBack(), Ink.PLAIN, 24, 80));
    }

    @Test
    void aWindowIsNeverOverfullAndKeepsTheHeader() {
        for (int rows : List.of(2, 5, 10, 24)) {
            for (int columns : List.of(20, 40, 80, 200)) {
                List<String> lines = window(SampleReleases.atFirstStep(), Ink.PLAIN, rows, columns)
                        .lines()
                        .toList();
                assertTrue(lines.size() < rows, rows + " rows got " + lines);
                // The header is short, and stays whole.
                assertTrue(
                        lines.stream().skip(1).allMatch(line -> line.length() <= columns),
                        columns + " columns got " + lines);
                assertTrue(lines.get(0).startsWith("default/shop  Progressing"), lines.toString());
            }
        }
    }

    private static String window(OrderAppRelease release, Ink ink, int rows, int columns) {
        return ReleaseWindow.of(new ReleaseView(release), resources(List.of()), NOW, ink, rows, columns);
    }

    @Test
    void whyAReleaseWasRolledBack() throws IOException {
        assertGolden("explain-rolled-back.txt", Explanation.of(new ReleaseView(SampleReleases.rolledBack())));
    }

    @Test
    void theStateOfARelease() throws IOException {
        assertGolden("explain-step.txt", Explanation.of(new ReleaseView(SampleReleases.atFirstStep())));
    }

    @Test
    void whatKeepsAReleaseFromItsSpecComesFirst() {
        for (OrderAppRelease release : List.of(SampleReleases.atFirstStep(), SampleReleases.rolledBack())) {
            List<Map<String, String>> conditions = List.of(
                    Map.of(
                            "type",
                            "Routable",
                            "status",
                            "False",
                            "reason",
                            "HostClaimed",
                            "message",
                            "bank/shop has the host"),
                    Map.of(
                            "type",
                            "Applied",
                            "status",
                            "False",
                            "reason",
                            "WriteRefused",
                            "message",
                            "the quota is used up"),
                    Map.of("type", "Resolved", "status", "True", "message", "all was found"));
            release.setStatus(SampleStatuses.with(release.getStatus(), Map.of("conditions", conditions)));
            ReleaseView view = new ReleaseView(release);
            assertEquals(
                    List.of("├─ not Applied: the quota is used up", "├─ not Routable: bank/shop has the host"),
                    ReleaseTree.of(view, RelatedResources.NONE, NOW)
                            .lines()
                            .skip(1)
                            .limit(2)
                            .toList());
            assertEquals(
                    List.of("Not Applied: the quota is used up.", "Not Routable: bank/shop has the host."),
                    Explanation.of(view).lines().limit(2).toList());
        }
    }
}

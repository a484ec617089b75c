package dev.orderapp.e2e.tools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.Change;
import dev.orderapp.e2e.shop.Installation;
import dev.orderapp.e2e.shop.LoadRecords;
import dev.orderapp.e2e.shop.ReleaseResult;
import dev.orderapp.e2e.shop.Versions;
import dev.orderapp.v1.Outcome;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.apps.DeploymentBuilder;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A shop of plain Deployments, Services and an Ingress becomes a release while shoppers order, and has a good release then. */
@Tag("cluster")
@Order(6)
class AdoptE2E {
    private static final int REQUESTS_PER_SECOND = 20;
    private static final String NAME = Installation.RELEASE;
    private static final Installation installation = new Installation("tools", "adopt");

    /** The chart's shop, whose release is deleted; the database and the secrets stay. */
    @BeforeAll
    static void aShopWithoutARelease() throws IOException, InterruptedException {
        installation.install(
                "1.0.0",
                SharedShop::atRest,
                "--values",
                "test/e2e/analysis.yaml",
                "--values",
                "test/e2e/tools.yaml",
                // Its rule is for the Pods of the operator alone.
                "--set",
                "database.networkPolicy.enabled=false");
        plain("backend");
        plain("frontend");
        kubectl(
                "wait",
                "--for=condition=Available",
                "deployment/plain-backend",
                "deployment/plain-frontend",
                "--timeout=240s");
        kubectl("delete", "oar/" + NAME, "--wait");
        kubectl("wait", "--for=delete", "ingress/" + NAME, "--timeout=60s");
        installation
                .client()
                .resource(
                        Serialization.<Ingress>unmarshal("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: plain, namespace: %s}
                spec:
                  ingressClassName: nginx
                  rules:
                    - host: %s
                      http:
                        paths:
                          - {path: /api, pathType: Prefix, backend: {service: {name: plain-backend, port: {number: 80}}}}
                          - {path: /, pathType: Prefix, backend: {service: {name: plain-frontend, port: {number: 80}}}}
                """.formatted(installation.namespace(), installation.host())))
                .create();
        Command.succeeds(
                "curl",
                "--silent",
                "--fail",
                "--output",
                "/dev/null",
                "--retry",
                "60",
                "--retry-delay",
                "1",
                "--retry-all-errors",
                "--header",
                "Host: " + installation.host(),
                Installation.baseUrl() + "/api/products");
        installation.startShoppers(REQUESTS_PER_SECOND);
    }

    @AfterAll
    static void nothingIsLeft() throws IOException, InterruptedException {
        installation.remove();
    }

    /** A Deployment and a Service of a component as a person would have written them. */
    private static void plain(String component) {
        Deployment released = installation
                .client()
                .apps()
                .deployments()
                .inNamespace(installation.namespace())
                .withLabel("app.kubernetes.io/instance", NAME)
                .withLabel("app.kubernetes.io/component", component)
                .list()
                .getItems()
                .get(0);
        String name = "plain-" + component;
        Map<String, String> labels = Map.of("app", name);
        installation
                .client()
                .resource(new DeploymentBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(installation.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withReplicas(released.getSpec().getReplicas())
                        .withNewSelector()
                        .withMatchLabels(labels)
                        .endSelector()
                        .withNewTemplateLike(released.getSpec().getTemplate())
                        .withNewMetadata()
                        .withLabels(labels)
                        .endMetadata()
                        .editSpec()
                        .withTopologySpreadConstraints(List.of())
                        .editFirstContainer()
                        .removeMatchingFromEnv(variable -> variable.getName().startsWith("ORDER_APP_"))
                        .endContainer()
                        .endSpec()
                        .endTemplate()
                        .endSpec()
                        .build())
                .create();
        installation
                .client()
                .resource(new ServiceBuilder()
                        .withNewMetadata()
                        .withName(name)
                        .withNamespace(installation.namespace())
                        .endMetadata()
                        .withNewSpec()
                        .withSelector(labels)
                        .addNewPort()
                        .withPort(80)
                        .withTargetPort(new IntOrString("http"))
                        .endPort()
                        .endSpec()
                        .build())
                .create();
    }

    private static void kubectl(String... words) throws IOException, InterruptedException {
        List<String> all = new ArrayList<>(List.of("kubectl", "--namespace", installation.namespace()));
        all.addAll(List.of(words));
        Command.succeeds(all.toArray(String[]::new));
    }

    private static String adopt(String... words) throws IOException, InterruptedException {
        List<String> all =
                new ArrayList<>(List.of("kubectl", "orderapp", "adopt", NAME, "-n", installation.namespace()));
        all.addAll(List.of(words));
        try (Command command = Command.start(Optional.empty(), all.toArray(String[]::new))) {
            assertEquals(0, command.exitCode(), () -> command + " said " + command.output());
            return command.output();
        }
    }

    @Test
    void anAppIsAdoptedInTwoGoesAndThenReleasedWithoutAFailedRequest() throws IOException, InterruptedException {
        String[] app = {"--backend", "plain-backend", "--frontend", "plain-frontend", "--ingress", "plain"};
        assertTrue(adopt(app).contains("Nothing was written"));

        List<String> interrupted =
                new ArrayList<>(List.of("kubectl", "orderapp", "adopt", NAME, "-n", installation.namespace()));
        interrupted.addAll(List.of(app));
        interrupted.addAll(List.of("--yes", "--drain", "3s"));
        try (Command command = Command.start(Optional.empty(), interrupted.toArray(String[]::new))) {
            command.awaitOutput(said -> said.contains("lead Ingress plain"), "that it leads visitors");
        }
        assertTrue(adopt("--yes").contains(NAME + " is adopted"));
        kubectl(
                "wait",
                "--for=delete",
                "pod",
                "--selector",
                "app=plain-backend,!app.kubernetes.io/instance",
                "--timeout=120s");
        // Some seconds of visitors who have the release alone.
        TimeUnit.SECONDS.sleep(10);

        installation.shop().change(Change.steps(SharedShop.QUICK).and(Change.metrics(METRICS)));
        ReleaseResult good =
                installation.shop().release(Change.tags(Versions.GOOD, Versions.GOOD), SharedShop.PATIENCE);
        LoadRecords seen = installation.stopLoad();

        assertEquals(Outcome.Promoted, good.outcome().outcome(), good.outcome().message());
        List<LoadRecords.Request> failed =
                seen.requests().stream().filter(LoadRecords.Request::failed).toList();
        installation.say(seen.requests().size() + " requests, " + failed.size() + " of them failed");
        assertEquals(List.of(), failed);
    }

    private static final String METRICS = """
            - name: server-errors
              bad: shop_requests_total{outcome=~"error|hanging"}
              total: shop_requests_total{outcome!~"error_again|ok_again|foreign"}
              ceiling: 5%
              minimum: 20
            """;
}

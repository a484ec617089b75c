package dev.orderapp.kubectl;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.kubectl.command.PluginCommandLine;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.RollableScalableResource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

/** {@code adopt} as it is typed, on a real API server; a fake operator makes what a release needs. */
@ExtendWith(ApiServer.class)
class AdoptCommandTest {
    private static final String HOST = "adopted.test";
    private static final String[] APP = {"--backend", "api", "--ingress", "web", "--drain", "1s"};

    private final KubernetesClient client;
    private final String namespace = "adopt-" + System.nanoTime();

    @TempDir
    private Path folder;

    private FakeOperator operator;

    AdoptCommandTest(KubernetesClient client) {
        this.client = client;
    }

    private record Result(int code, String out, String err) {
        @Override
        public String toString() {
            return "exit code " + code + ": " + out + err;
        }
    }

    @BeforeEach
    void anAppThatServes() throws IOException {
        Kubeconfigs.write(folder, client);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(namespace)
                        .endMetadata()
                        .build())
                .create();
        create("""
                apiVersion: apps/v1
                kind: Deployment
                metadata: {name: api}
                spec:
                  replicas: 2
                  selector: {matchLabels: {app: api}}
                  template:
                    metadata: {labels: {app: api}}
                    spec:
                      containers:
                        - name: api
                          image: acme/order-backend:1.0.0
                          ports: [{containerPort: 8080}]
                          readinessProbe: {httpGet: {path: /ready, port: 8080}}
                """);
        create("""
                apiVersion: v1
                kind: Service
                metadata: {name: api}
                spec: {selector: {app: api}, ports: [{port: 80, targetPort: 8080}]}
                """);
        create("""
                apiVersion: networking.k8s.io/v1
                kind: Ingress
                metadata: {name: web}
                spec:
                  ingressClassName: nginx
                  rules:
                    - host: adopted.test
                      http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: api, port: {number: 80}}}}]}
                """);
        allReady();
        operator = new FakeOperator();
    }

    @AfterEach
    void nothingIsLeft() {
        operator.close();
        // No controller empties a namespace here, and other tests list releases of all of them.
        client.resources(OrderAppRelease.class).inNamespace(namespace).delete();
        client.namespaces().withName(namespace).delete();
    }

    private void create(String yaml) {
        HasMetadata object = Serialization.unmarshal(yaml);
        object.getMetadata().setNamespace(namespace);
        client.resource(object).create();
    }

    private Deployment api() {
        return apiResource().get();
    }

    private RollableScalableResource<Deployment> apiResource() {
        return client.apps().deployments().inNamespace(namespace).withName("api");
    }

    /** No controller runs here. As a merge of these fields alone, since the fake operator writes at the same moment. */
    private void allReady() {
        Deployment api = api();
        int replicas = api.getSpec().getReplicas();
        apiResource().subresource("status").patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"status": {"observedGeneration": %d, "replicas": %d, "readyReplicas": %d, "updatedReplicas": %d}}
                """.formatted(
                        api.getMetadata().getGeneration(), replicas, replicas, replicas));
    }

    private Optional<OrderAppRelease> release() {
        return Optional.ofNullable(client.resources(OrderAppRelease.class)
                .inNamespace(namespace)
                .withName("shop")
                .get());
    }

    private List<Ingress> ingresses() {
        return client.network().v1().ingresses().inNamespace(namespace).list().getItems();
    }

    private Set<String> names() {
        Set<String> names = new TreeSet<>();
        ingresses().forEach(ingress -> names.add(ingress.getMetadata().getName()));
        return names;
    }

    private Result adopt(String... words) {
        List<String> arguments = new ArrayList<>(List.of("adopt", "shop", "-n", namespace));
        arguments.addAll(List.of(words));
        arguments.addAll(List.of("--kubeconfig", folder.resolve("kubeconfig").toString()));
        StringWriter out = new StringWriter();
        StringWriter err = new StringWriter();
        int code = PluginCommandLine.create()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments.toArray(String[]::new));
        return new Result(code, out.toString(), err.toString());
    }

    private Result carriedOut(String... more) {
        List<String> words = new ArrayList<>(List.of(APP));
        words.add("--yes");
        words.addAll(List.of(more));
        return adopt(words.toArray(String[]::new));
    }

    /**
     * What the operator does for a release without a canary: an Ingress of its name with its hosts, and a status; and it gives the old
     * Deployment the status that a controller would. Records where visitors of the host could be led at each change of an Ingress.
     */
    private final class FakeOperator implements AutoCloseable {
        private final Set<String> failures = ConcurrentHashMap.newKeySet();
        private final Set<String> led = ConcurrentHashMap.newKeySet();
        private final List<AutoCloseable> informers = new ArrayList<>();
        private volatile boolean stopped;

        FakeOperator() {
            informers.add(client.resources(OrderAppRelease.class)
                    .inNamespace(namespace)
                    .inform(new Changes<OrderAppRelease>(this::reconcile)));
            informers.add(
                    client.network().v1().ingresses().inNamespace(namespace).inform(new Changes<Ingress>(i -> lead())));
            informers.add(client.apps().deployments().inNamespace(namespace).inform(new Changes<Deployment>(d -> {
                if (d.getStatus() == null
                        || !d.getMetadata().getGeneration().equals(d.getStatus().getObservedGeneration())) {
                    allReady();
                }
            })));
        }

        private void lead() {
            Set<String> services = new TreeSet<>();
            ingresses().forEach(ingress -> ingress.getSpec().getRules().stream()
                    .filter(rule -> HOST.equals(rule.getHost()))
                    .flatMap(rule -> rule.getHttp().getPaths().stream())
                    .forEach(path -> services.add(path.getBackend().getService().getName())));
            led.add(services.toString());
            if (services.size() != 1) {
                failures.add(services.toString());
            }
        }

        private void reconcile(OrderAppRelease seen) {
            if (stopped) {
                return;
            }
            release().ifPresent(release -> {
                List<String> hosts = release.getSpec().ingress().hosts();
                client.resource(Serialization.<Ingress>unmarshal("""
                        apiVersion: networking.k8s.io/v1
                        kind: Ingress
                        metadata: {name: shop, namespace: %s}
                        spec:
                          ingressClassName: nginx
                          rules:
                            - host: %s
                              http: {paths: [{path: /, pathType: Prefix, backend: {service: {name: shop-backend-stable, port: {number: 80}}}}]}
                        """.formatted(namespace, hosts.get(0))))
                        .serverSideApply();
                if (release.getStatus() == null
                        || !release.getMetadata()
                                .getGeneration()
                                .equals(release.getStatus().observedGeneration())) {
                    release.setStatus(SampleStatuses.observed(
                            SampleReleases.promoted().getStatus(),
                            release.getMetadata().getGeneration()));
                    client.resource(release).updateStatus();
                }
            });
        }

        void stop() {
            stopped = true;
        }

        @Override
        public void close() {
            informers.forEach(informer -> {
                try {
                    informer.close();
                } catch (Exception e) {
                    throw new IllegalStateException(e);
                }
            });
        }
    }

    /** An informer's events as one call each. */
    private record Changes<T>(Consumer<T> changed) implements ResourceEventHandler<T> {
        @Override
        public void onAdd(T object) {
            changed.accept(object);
        }

        @Override
        public void onUpdate(T before, T object) {
            changed.accept(object);
        }

        @Override
        public void onDelete(T object, boolean unknown) {
            changed.accept(object);
        }
    }

    @Test
    void withoutYesNothingIsWrittenAndTheReleaseIsPrinted() {
        Result result = adopt(APP);

        assertEquals(0, result.code(), result::toString);
        OrderAppRelease printed = Serialization.unmarshal(result.out(), OrderAppRelease.class);
        assertEquals("acme/order-backend:1.0.0", printed.getSpec().backend().image());
        assertEquals(List.of(HOST), printed.getSpec().ingress().hosts());
        assertTrue(result.out().contains("# 1. create OrderAppRelease shop"), result::toString);
        assertEquals(Optional.empty(), release());
        assertEquals(Set.of("web"), names());
    }

    @Test
    void atNoMomentIsAVisitorWithoutARouteOrWithTwoThatDiffer() {
        Result result = carriedOut();

        assertEquals(0, result.code(), result::toString);
        assertEquals(Set.of("shop"), names());
        assertEquals(0, api().getSpec().getReplicas());
        assertEquals(List.of(HOST), release().orElseThrow().getSpec().ingress().hosts());
        assertTrue(
                result.out().contains("shop is adopted; the way back: kubectl orderapp adopt shop"), result::toString);

        Result back = adopt("--undo", "--yes");
        assertEquals(0, back.code(), back::toString);
        assertEquals(2, api().getSpec().getReplicas());
        assertEquals(Optional.empty(), release());
        assertTrue(names().contains("web"), names()::toString);
        assertEquals(Set.of("[api]", "[shop-backend-stable]"), operator.led);
        assertEquals(Set.of(), operator.failures);
    }

    @Test
    void anAdoptionThatWasInterruptedGoesOnWhereItWas() {
        operator.stop();
        Result interrupted = carriedOut("--timeout", "2s");
        assertEquals(3, interrupted.code(), interrupted::toString);
        assertEquals(Set.of("web"), names());
        assertEquals(2, api().getSpec().getReplicas());

        Result dry = adopt();
        assertTrue(dry.out().contains("1. wait until it is at rest"), dry::toString);
        operator.close();
        operator = new FakeOperator();
        Result result = adopt("--yes", "--timeout", "1m");
        assertEquals(0, result.code(), result::toString);
        assertEquals(0, api().getSpec().getReplicas());
        assertEquals(
                "nothing is left to do", adopt().out().lines().toList().get(1).substring(3));
    }

    @Test
    void whoLacksARightHasWrittenNothing() {
        Result result = carriedOut("--as", "nobody");
        assertEquals(7, result.code(), result::toString);

        create("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: Role
                metadata: {name: reader}
                rules:
                  - {apiGroups: ["", apps, networking.k8s.io, orderapp.dev], resources: ["*"], verbs: [get]}
                """);
        create("""
                apiVersion: rbac.authorization.k8s.io/v1
                kind: RoleBinding
                metadata: {name: reader}
                roleRef: {apiGroup: rbac.authorization.k8s.io, kind: Role, name: reader}
                subjects: [{apiGroup: rbac.authorization.k8s.io, kind: User, name: reader}]
                """);
        Result reader = carriedOut("--as", "reader");
        assertEquals(7, reader.code(), reader::toString);
        assertTrue(
                reader.err()
                        .contains(
                                "you may not patch orderappreleases.orderapp.dev, create orderappreleases.orderapp.dev, patch"
                                        + " ingresses.networking.k8s.io, delete ingresses.networking.k8s.io, patch deployments.apps in namespace"),
                reader::toString);
        assertEquals(Optional.empty(), release());
    }

    @Test
    void whatWillNotBeTheSameHasToBeAccepted() {
        apiResource().patch(PatchContext.of(PatchType.JSON_MERGE), """
                {"spec": {"strategy": {"type": "Recreate", "rollingUpdate": null}}}
                """);
        allReady();
        Result result = carriedOut();
        assertEquals(2, result.code(), result::toString);
        assertTrue(result.err().contains("- Deployment api: its strategy Recreate"), result::toString);
        assertEquals(Optional.empty(), release());
        assertEquals(0, carriedOut("--accept-losses").code());
    }

    @Test
    void aReleaseThatWasNotAdoptedIsLeftAlone() {
        create("""
                apiVersion: orderapp.dev/v1
                kind: OrderAppRelease
                metadata: {name: shop}
                spec: {backend: {image: acme/order-backend:1.0.0}, ingress: {hosts: [other.test]}}
                """);
        for (Result result : List.of(carriedOut(), adopt("--undo", "--yes"))) {
            assertEquals(2, result.code(), result::toString);
            assertTrue(
                    result.err().contains("is there already, and was not adopted: choose another name"),
                    result::toString);
        }
        // The fake operator follows a moment later.
        await().untilAsserted(() -> assertEquals(Set.of("shop", "web"), names()));
    }

    @Test
    void whatIsMissingIsAskedFor() {
        assertTrue(adopt().err().contains("say which Deployment is the API: --backend DEPLOYMENT"));
        assertTrue(
                adopt("--backend", "api").err().contains("say by which Ingress visitors come in: --ingress INGRESS"));
        assertTrue(adopt("--undo").err().contains("nothing to undo"));
        Result result = adopt("--backend", "other", "--ingress", "web");
        assertEquals(7, result.code(), result::toString);
        assertTrue(result.err().contains("there is no Deployment other in namespace " + namespace), result::toString);
    }
}

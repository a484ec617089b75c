package dev.orderapp.testing;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the client of a real API server that knows {@code OrderAppRelease}. It runs no
 * controllers. The server is started once, before the first test class that asks for it, and stops with the JVM.
 */
public class ApiServer implements BeforeAllCallback, ParameterResolver {
    private static final String KUBERNETES = "1.36.1";
    private static final Path CRD = Path.of("..", "helm", "operator", "crds", "orderappreleases.orderapp.dev-v1.yml");

    @Override
    public void beforeAll(ExtensionContext tests) {
        Store store = store(tests);
        if (store.get(KubernetesClient.class) == null) {
            store.put(KubernetesClient.class, start());
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == KubernetesClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return store(test).get(KubernetesClient.class);
    }

    private static Store store(ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(ApiServer.class));
    }

    /** The CRD that the server has installed: the chart's, unless a test is about another one. */
    protected CustomResourceDefinition crd() {
        return Serialization.unmarshal(read(CRD), CustomResourceDefinition.class);
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException("the tests of a module run in its folder, from which the CRD is " + file, e);
        }
    }

    private KubernetesClient start() {
        KubeAPIServer server = new KubeAPIServer(KubeAPIServerConfigBuilder.anAPIServerConfig()
                .withTestDir(programs().toString())
                .withApiServerVersion(KUBERNETES)
                .withOfflineMode(true)
                .build());
        // Not at the end of the tests, but of the JVM: a run that is interrupted leaves no server behind either.
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        server.start();
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(Config.fromKubeconfig(server.getKubeConfigYaml()))
                .build();
        CustomResourceDefinition crd = client.resource(crd()).create();
        client.resource(crd).waitUntilCondition(ApiServer::isEstablished, 30, TimeUnit.SECONDS);
        return client;
    }

    private static Path programs() {
        Path cache = Optional.ofNullable(System.getenv("ORDERAPP_CACHE"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "orderapp"));
        Path folder = cache.resolve("kubeapitest").resolve("k8s").resolve(KUBERNETES + "-linux-amd64");
        if (!Stream.of("etcd", "kube-apiserver", "kubectl").map(folder::resolve).allMatch(Files::isExecutable)) {
            throw new IllegalStateException("The API server for this test is not in " + folder
                    + ": build it with `test/sandbox/programs kube-apiserver etcd kubectl`");
        }
        return cache.resolve("kubeapitest");
    }

    private static boolean isEstablished(CustomResourceDefinition crd) {
        return Stream.ofNullable(crd)
                .flatMap(created -> Stream.ofNullable(created.getStatus()))
                .flatMap(status -> Stream.ofNullable(status.getConditions()))
                .flatMap(List::stream)
                .anyMatch(condition -> condition.getType().equals("Established")
                        && condition.getStatus().equals("True"));
    }
}

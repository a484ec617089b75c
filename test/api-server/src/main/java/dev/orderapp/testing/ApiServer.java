package dev.orderapp.testing;

import io.fabric8.kubeapitest.KubeAPIServer;
import io.fabric8.kubeapitest.KubeAPIServerConfigBuilder;
import io.fabric8.kubernetes.api.model.ConditionBuilder;
import io.fabric8.kubernetes.api.model.apiextensions.v1.CustomResourceDefinition;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDR;
import io.fabric8.kubernetes.api.model.networking.v1.ServiceCIDRBuilder;
import io.fabric8.kubernetes.client.Config;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ExtensionContext.Namespace;
import org.junit.jupiter.api.extension.ExtensionContext.Store;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Gives a test the client of a real API server that knows {@code OrderAppRelease}. It runs no
 * controllers. The server is started once, before the first test class that asks for it, and stops with the JVM; a subclass, with another
 * definition, has one of its own.
 */
public class ApiServer implements BeforeAllCallback, ParameterResolver {
    /** All tests of a module share the server, and their Services don't fit into the 254 addresses that it starts with. */
    private static final String MORE_ADDRESSES = "10.1.0.0/16";

    private static final String KUBERNETES = "1.36.1";
    /** A busy machine answers late; that is no test's failure. */
    private static final int PATIENCE_MILLIS = 60_000;

    private static final Duration STARTS_WITHIN = Duration.ofSeconds(60);

    private static final Path CRD = Path.of("..", "helm", "operator", "crds", "orderappreleases.orderapp.dev-v1.yml");

    @Override
    public void beforeAll(ExtensionContext tests) {
        // Test classes may run side by side.
        store(tests).computeIfAbsent(KubernetesClient.class, first -> start(), KubernetesClient.class);
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext test) {
        return parameter.getParameter().getType() == KubernetesClient.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext test) {
        return store(test).get(KubernetesClient.class);
    }

    private Store store(ExtensionContext context) {
        return context.getRoot().getStore(Namespace.create(getClass()));
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
                .withStartupTimeout((int) STARTS_WITHIN.toMillis())
                .build());
        // Not at the end of the tests, but of the JVM: a run that is interrupted leaves no server behind either.
        Runtime.getRuntime().addShutdownHook(new Thread(server::stop));
        awaitMidnightIfNear();
        server.start();
        KubernetesClient client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(Config.fromKubeconfig(server.getKubeConfigYaml()))
                        .withRequestTimeout(PATIENCE_MILLIS)
                        .build())
                .build();
        CustomResourceDefinition crd = client.resource(crd()).create();
        client.resource(crd).waitUntilCondition(ApiServer::isEstablished, 30, TimeUnit.SECONDS);
        addServiceAddresses(client);
        return client;
    }

    /**
     * The library takes the times of day of the start and of its deadline: a deadline after midnight would be over at once. As it sets
     * several, one after the other, a little more than one of them has to be left of the day.
     */
    private static void awaitMidnightIfNear() {
        while (LocalTime.now()
                .isAfter(LocalTime.MAX.minus(STARTS_WITHIN.multipliedBy(3).dividedBy(2)))) {
            LockSupport.parkNanos(Duration.ofMillis(100).toNanos());
        }
    }

    /** A controller would say that the range is ready, and none runs here: the server hands out no address before. */
    private static void addServiceAddresses(KubernetesClient client) {
        ServiceCIDR range = client.resource(new ServiceCIDRBuilder()
                        .withNewMetadata()
                        .withName("more")
                        .endMetadata()
                        .withNewSpec()
                        .withCidrs(MORE_ADDRESSES)
                        .endSpec()
                        .build())
                .create();
        client.resource(range.edit()
                        .withNewStatus()
                        .withConditions(new ConditionBuilder()
                                .withType("Ready")
                                .withStatus("True")
                                .withReason("NoController")
                                .withMessage("this server runs no controllers")
                                .withLastTransitionTime(Instant.now().toString())
                                .build())
                        .endStatus()
                        .build())
                .updateStatus();
    }

    private static Path programs() {
        Path cache = Optional.ofNullable(System.getenv("ORDERAPP_CACHE"))
                .map(Path::of)
                .orElse(Path.of(System.getProperty("user.home"), ".cache", "orderapp"));
        Path folder = cache.resolve("kubeapitest").resolve("k8s").resolve(KUBERNETES + "-linux-amd64");
        if (!Stream.of("etcd", "kube-apiserver", "kubectl").map(folder::resolve).allMatch(Files::isExecutable)) {
            throw new IllegalStateException("The API server for this test is not in " + folder
                    + ": build it with `test/sandbox/binaries kube-apiserver etcd kubectl`");
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

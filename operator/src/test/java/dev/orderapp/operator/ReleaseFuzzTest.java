package dev.orderapp.operator;

import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.orderapp.testing.ApiServer;
import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.Phase;
import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.api.model.GenericKubernetesResourceList;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.batch.v1.Job;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.client.ConfigBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientBuilder;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.dsl.MixedOperation;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.dsl.base.ResourceDefinitionContext;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Isolated;

/**
 * Whatever the API server takes for a release, new or as a change of one in mid-canary: the operator neither ends nor throws,
 * says on each release where it stands, and goes on with the others. With {@code -Dfuzz.releases=5000} and {@code -Dfuzz.seed=…} it
 * tries more, or the same once more.
 */
@Isolated("it judges what anybody logs")
@ExtendWith(ApiServer.class)
class ReleaseFuzzTest {
    private static final Duration PATIENCE = Duration.ofMinutes(2);
    private static final String NAMESPACE = "fuzz";
    private static final int RELEASES = Integer.getInteger("fuzz.releases", 30);
    private static final long SEED = Long.getLong("fuzz.seed", System.nanoTime() % 1_000_000);
    private static final int AT_ONCE = 20;
    private static final Duration POLL = Duration.ofMillis(20);
    private static final Logger OPERATOR = Logger.getLogger("dev.orderapp.operator");
    private static final ObjectMapper JSON = new ObjectMapper();

    private final KubernetesClient client;
    private final Queue<String> errors = new ConcurrentLinkedQueue<>();
    private int refusals;
    private final Handler listener = new Errors();

    ReleaseFuzzTest(KubernetesClient client) {
        // Twenty releases' objects are deleted in one request per kind.
        this.client = new KubernetesClientBuilder()
                .withConfig(new ConfigBuilder(client.getConfiguration())
                        .withRequestTimeout((int) PATIENCE.toMillis())
                        .build())
                .build();
    }

    @BeforeEach
    void listen() {
        Thread.setDefaultUncaughtExceptionHandler(
                (thread, thrown) -> errors.add(thread.getName() + ": uncaught " + thrown));
        Logger.getLogger("").addHandler(listener);
        // Each object that the API server refuses is a warning.
        OPERATOR.setLevel(Level.SEVERE);
    }

    @AfterEach
    void stopListening() {
        Thread.setDefaultUncaughtExceptionHandler(null);
        Logger.getLogger("").removeHandler(listener);
        OPERATOR.setLevel(null);
        client.close();
    }

    @Test
    void noReleaseThatIsAcceptedStopsTheOperatorOrAnotherRelease() {
        String tried = "seed " + SEED + ", " + RELEASES + " releases (-Dfuzz.seed=" + SEED + ")";
        System.out.println("Random releases: " + tried);
        RandomSpecs specs = new RandomSpecs(SEED);
        client.resource(new NamespaceBuilder()
                        .withNewMetadata()
                        .withName(NAMESPACE)
                        .endMetadata()
                        .build())
                .create();
        try (TestShop healthy = TestShop.in(client, "fuzz-healthy");
                TestShop changed = TestShop.in(client, "fuzz-changed");
                PodMetricsServer pages = PodMetricsServer.start(client)) {
            List.of(healthy, changed).forEach(shop -> shop.create("approval: " + (shop == changed)));
            try (TestOperator operator = TestOperator.start(
                    client.getConfiguration(),
                    Set.of(NAMESPACE, healthy.namespace(), changed.namespace()),
                    pages::address)) {
                List.of(healthy, changed).forEach(shop -> shop.until(s -> s.phase() == Phase.Stable));
                List.of(healthy, changed).forEach(shop -> shop.image(TestShop.OTHER));
                changed.until(s -> s.phase() == Phase.Progressing);

                for (int done = 0; done < RELEASES; ) {
                    done += tryWave(specs, Math.min(AT_ONCE, RELEASES - done), changed);
                }

                healthy.until(s -> s.phase() == Phase.Stable && s.history().size() == 2);
                System.out.println("... and " + refusals + " that the API server refused");
                assertEquals(List.of(), List.copyOf(errors), tried);
            }
        }
    }

    /** Makes so many releases, waits until the operator has said where each stands, and takes them away. */
    private int tryWave(RandomSpecs specs, int size, TestShop changed) {
        List<String> names = new ArrayList<>();
        JsonNode before = spec(changed);
        while (names.size() < size) {
            ObjectNode spec = specs.next();
            String name = "fuzz-" + names.size();
            if (create(name, spec)) {
                names.add(name);
                if (names.size() % 10 == 0) {
                    change(changed, spec);
                }
            }
        }
        await("a phase for each")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> releases().inNamespace(NAMESPACE).list().getItems().stream()
                        .allMatch(ReleaseFuzzTest::stands));
        await("a phase for the one that was changed")
                .atMost(PATIENCE)
                .pollInterval(POLL)
                .until(() -> stands(releases()
                        .inNamespace(changed.namespace())
                        .withName("shop")
                        .get()));
        restore(changed, before);
        clear();
        return size;
    }

    private boolean create(String name, JsonNode spec) {
        ObjectNode release =
                JSON.createObjectNode().put("apiVersion", "orderapp.dev/v1").put("kind", "OrderAppRelease");
        release.putObject("metadata").put("namespace", NAMESPACE).put("name", name);
        release.set("spec", spec);
        try {
            client.resource(Serialization.unmarshal(RandomSpecs.text(release), GenericKubernetesResource.class))
                    .create();
            return true;
        } catch (KubernetesClientException refused) {
            judged(refused);
            refusals++;
            return false;
        }
    }

    /** All but the components, whose change would end the canary. */
    private void change(TestShop shop, ObjectNode spec) {
        ObjectNode change = spec.deepCopy();
        change.remove("frontend");
        if (spec.path("backend").has("podTemplate")) {
            change.set("backend", JSON.createObjectNode().set("podTemplate", spec.at("/backend/podTemplate")));
        } else {
            change.remove("backend");
        }
        try {
            releases()
                    .inNamespace(shop.namespace())
                    .withName("shop")
                    .patch(
                            PatchContext.of(PatchType.JSON_MERGE),
                            RandomSpecs.text(JSON.createObjectNode().set("spec", change)));
        } catch (KubernetesClientException refused) {
            judged(refused);
        }
    }

    /** It may be against the schema, and nothing else. */
    private static void judged(KubernetesClientException refused) {
        if (refused.getCode() != 422 && refused.getCode() != 400) {
            throw refused;
        }
    }

    private JsonNode spec(TestShop shop) {
        return JSON.valueToTree(releases()
                        .inNamespace(shop.namespace())
                        .withName("shop")
                        .get())
                .path("spec");
    }

    private void restore(TestShop shop, JsonNode spec) {
        releases()
                .inNamespace(shop.namespace())
                .withName("shop")
                .patch(
                        PatchContext.of(PatchType.JSON),
                        "[{\"op\": \"replace\", \"path\": \"/spec\", \"value\": " + RandomSpecs.text(spec) + "}]");
    }

    /** Whether its status speaks of its present spec. */
    private static boolean stands(GenericKubernetesResource release) {
        JsonNode status = JSON.valueToTree(release).path("status");
        return status.path("observedGeneration").asLong()
                        == release.getMetadata().getGeneration()
                && status.has("phase")
                && !status.path("conditions").isEmpty();
    }

    private void clear() {
        releases().inNamespace(NAMESPACE).delete();
        Stream.<Class<? extends HasMetadata>>of(
                        Deployment.class,
                        PodDisruptionBudget.class,
                        Job.class,
                        Service.class,
                        Ingress.class,
                        ControllerRevision.class)
                .forEach(type -> client.resources(type)
                        .inNamespace(NAMESPACE)
                        .withLabel(Labels.MANAGED_BY, Labels.OPERATOR)
                        .delete());
    }

    private MixedOperation<
                    GenericKubernetesResource, GenericKubernetesResourceList, Resource<GenericKubernetesResource>>
            releases() {
        return client.genericKubernetesResources(ResourceDefinitionContext.fromResourceType(OrderAppRelease.class));
    }

    /** What is logged as an error, by the operator or a library. */
    private final class Errors extends Handler {
        Errors() {
            setLevel(Level.SEVERE);
        }

        @Override
        public void publish(LogRecord log) {
            if (log.getLevel().intValue() >= Level.SEVERE.intValue()) {
                Throwable thrown = log.getThrown();
                errors.add(log.getLoggerName() + ": " + log.getMessage() + (thrown == null ? "" : " " + thrown));
            }
        }

        @Override
        public void flush() {
            // Kept in memory.
        }

        @Override
        public void close() {
            // Holds nothing.
        }
    }
}

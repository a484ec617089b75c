package dev.orderapp.bench;

import dev.orderapp.v1.OrderAppRelease;
import dev.orderapp.v1.OrderAppReleaseStatus;
import dev.orderapp.v1.Phase;
import io.fabric8.kubernetes.api.model.DeletionPropagation;
import io.fabric8.kubernetes.api.model.NamespaceBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudgetList;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.dsl.FilterWatchListDeletable;
import io.fabric8.kubernetes.client.dsl.Resource;
import io.fabric8.kubernetes.client.dsl.base.PatchContext;
import io.fabric8.kubernetes.client.dsl.base.PatchType;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;

/** The releases of the bench: each a page and an API with two Pods each, twenty to a namespace. */
final class BenchReleases implements AutoCloseable {
    private static final int TO_A_NAMESPACE = 20;

    private static final String RELEASE = """
            apiVersion: orderapp.dev/v1
            kind: OrderAppRelease
            metadata: {name: "%1$s", namespace: "%2$s", labels: {bench: measured}}
            spec:
              backend:
                image: "%3$s"
                replicas: 2
                env:
                  - {name: SPRING_DATASOURCE_URL, value: "jdbc:mariadb://%1$s-mariadb/shop"}
                  - {name: SPRING_DATASOURCE_USERNAME, valueFrom: {secretKeyRef: {name: %1$s-mariadb, key: username}}}
                  - {name: SPRING_DATASOURCE_PASSWORD, valueFrom: {secretKeyRef: {name: %1$s-mariadb, key: password}}}
                resources: {requests: {cpu: 100m, memory: 256Mi}, limits: {memory: 512Mi}}
              frontend:
                image: "acme/order-frontend:1"
                replicas: 2
                resources: {requests: {cpu: 10m, memory: 16Mi}, limits: {memory: 64Mi}}
              ingress: {className: nginx, hosts: ["%1$s.example.test"]}
              canary:
                steps: [{weight: 30, hold: 5s}, {weight: 50, hold: 5s}, {weight: 100, hold: 5s}]
                drain: 2s
                keepPrevious: 4s
                keepFailed: 0s
              analysis: {interval: 2s}
            """;

    private final KubernetesClient client;
    private final Map<String, OrderAppReleaseStatus> statuses = new ConcurrentHashMap<>();
    private final SharedIndexInformer<OrderAppRelease> informer;
    private final Map<String, String> addresses = new ConcurrentHashMap<>();
    private final SharedIndexInformer<Pod> pods;

    /** Follows all releases of a cluster, and their Pods, from now on. */
    BenchReleases(KubernetesClient client) {
        this.client = client;
        pods = client.pods()
                .inAnyNamespace()
                .withLabel("app.kubernetes.io/managed-by", "orderapp-operator")
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(Pod pod) {
                        address(pod).ifPresent(a -> addresses.put(a, release(pod)));
                    }

                    @Override
                    public void onUpdate(Pod before, Pod now) {
                        onAdd(now);
                    }

                    @Override
                    public void onDelete(Pod pod, boolean unknown) {
                        address(pod).ifPresent(a -> addresses.remove(a, release(pod)));
                    }
                });
        // Broken ones, without the label, can't all be read.
        informer = client.resources(OrderAppRelease.class)
                .inAnyNamespace()
                .withLabel("bench", "measured")
                .inform(new ResourceEventHandler<>() {
                    @Override
                    public void onAdd(OrderAppRelease release) {
                        follow(release);
                    }

                    @Override
                    public void onUpdate(OrderAppRelease before, OrderAppRelease now) {
                        follow(now);
                    }

                    @Override
                    public void onDelete(OrderAppRelease release, boolean unknown) {
                        statuses.remove(release.getMetadata().getName());
                    }
                });
    }

    private void follow(OrderAppRelease release) {
        if (release.getStatus() != null) {
            statuses.put(release.getMetadata().getName(), release.getStatus());
        }
    }

    private static Optional<String> address(Pod pod) {
        return Optional.ofNullable(pod.getStatus()).map(PodStatus::getPodIP);
    }

    private static String release(Pod pod) {
        return pod.getMetadata().getLabels().get("app.kubernetes.io/instance");
    }

    /**
     * Whether requests come to the Pod of an address. While two versions share them they come to both, and that is all that is
     * compared; at all other times none come, so that nothing has to be waited for before a version goes.
     */
    boolean haveTraffic(String address) {
        return Optional.ofNullable(addresses.get(address))
                .map(statuses::get)
                .filter(status -> status.phase() == Phase.Progressing)
                .isPresent();
    }

    private static String name(int number) {
        return "shop-" + number;
    }

    /** Name of the namespace of a release. */
    static String namespace(int number) {
        return "shops-" + number / TO_A_NAMESPACE;
    }

    static String image(int version) {
        return "acme/order-backend:" + version;
    }

    /** Makes releases {@code from} to {@code to}, the latter not included, all at once. */
    void create(int from, int to) {
        IntStream.rangeClosed(from / TO_A_NAMESPACE, (to - 1) / TO_A_NAMESPACE)
                .map(n -> n * TO_A_NAMESPACE)
                .forEach(number -> client.resource(new NamespaceBuilder()
                                .withNewMetadata()
                                .withName(namespace(number))
                                .endMetadata()
                                .build())
                        .serverSideApply());
        each(from, to, number -> client.resource(RELEASE.formatted(name(number), namespace(number), image(1)))
                .create());
    }

    /** Gives releases another image of the API, all at once. */
    void change(int from, int to, int version) {
        String patch = "{\"spec\": {\"backend\": {\"image\": \"" + image(version) + "\"}}}";
        each(from, to, number -> release(number).patch(PatchContext.of(PatchType.JSON_MERGE), patch));
    }

    void delete(int from, int to) {
        each(from, to, number -> release(number)
                .withPropagationPolicy(DeletionPropagation.BACKGROUND)
                .delete());
    }

    private Resource<OrderAppRelease> release(int number) {
        return client.resources(OrderAppRelease.class)
                .inNamespace(namespace(number))
                .withName(name(number));
    }

    private static void each(int from, int to, IntConsumer action) {
        IntStream.range(from, to).parallel().forEach(action);
    }

    /** Whether all of these serve this version, and nothing else is under way. */
    boolean serve(int from, int to, int version) {
        return IntStream.range(from, to).allMatch(number -> {
            OrderAppReleaseStatus status = statuses.get(name(number));
            return status != null
                    && status.phase() == Phase.Stable
                    && status.stable().backend().equals(image(version));
        });
    }

    /** Whether none of these keeps its former version warm any more. */
    boolean haveNoPrevious(int from, int to) {
        return IntStream.range(from, to)
                .allMatch(number -> statuses.get(name(number)).previous() == null);
    }

    /** Whether these are gone, and all their Pods: what a release owns is collected long after it, and until then all caches have it. */
    boolean areGone(int from, int to) {
        Set<String> left = Set.copyOf(addresses.values());
        return IntStream.range(from, to)
                .noneMatch(number -> statuses.containsKey(name(number)) || left.contains(name(number)));
    }

    /** Phases and how many releases are in each, for the messages of a wait that fails. */
    String phases() {
        Map<String, Integer> counts = new ConcurrentHashMap<>();
        statuses.values().forEach(status -> counts.merge(String.valueOf(status.phase()), 1, Integer::sum));
        return counts.toString();
    }

    /** Deletes a PodDisruptionBudget of a release, as happens by mistake. */
    void breakBudget(int number) {
        budgets(number).delete();
    }

    /** Notes something on an object of a release that is none of the operator's business, as other programs do. */
    void annotateBudget(int number) {
        PodDisruptionBudget some = budgets(number).list().getItems().get(0);
        client.resource(some)
                .patch(
                        PatchContext.of(PatchType.JSON_MERGE),
                        "{\"metadata\": {\"annotations\": {\"bench\": \"was here\"}}}");
    }

    boolean hasAllBudgets(int number) {
        return budgets(number).list().getItems().size() == 2;
    }

    private FilterWatchListDeletable<PodDisruptionBudget, PodDisruptionBudgetList, Resource<PodDisruptionBudget>>
            budgets(int number) {
        return client.policy()
                .v1()
                .podDisruptionBudget()
                .inNamespace(namespace(number))
                .withLabel("app.kubernetes.io/instance", name(number));
    }

    @Override
    public void close() {
        informer.close();
        pods.close();
    }
}

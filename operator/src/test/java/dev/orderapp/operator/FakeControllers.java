package dev.orderapp.operator;

import dev.orderapp.v1.contract.Labels;
import io.fabric8.kubernetes.api.model.ContainerStatusBuilder;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodBuilder;
import io.fabric8.kubernetes.api.model.PodStatusBuilder;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.discovery.v1.Endpoint;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointBuilder;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSliceBuilder;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.informers.ResourceEventHandler;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Stands in for what a bare API server lacks, in one namespace: Deployments get Pods, which are ready at once, and Services
 * get EndpointSlices with the Pods that they select. Asks for nothing as long as none of these changes.
 */
final class FakeControllers implements AutoCloseable {
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final KubernetesClient client;
    private final String namespace;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();
    private final AtomicBoolean changed = new AtomicBoolean(true);
    private final List<SharedIndexInformer<?>> watches;

    private FakeControllers(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
        this.watches = List.of(
                client.apps().deployments().inNamespace(namespace).inform(this.<Deployment>remembered()),
                client.pods().inNamespace(namespace).inform(this.<Pod>remembered()),
                client.services().inNamespace(namespace).inform(this.<Service>remembered()));
    }

    private <T> ResourceEventHandler<T> remembered() {
        return new ResourceEventHandler<>() {
            @Override
            public void onAdd(T object) {
                changed.set(true);
            }

            @Override
            public void onUpdate(T before, T now) {
                changed.set(true);
            }

            @Override
            public void onDelete(T object, boolean stateUnknown) {
                changed.set(true);
            }
        };
    }

    static FakeControllers start(KubernetesClient client, String namespace) {
        FakeControllers controllers = new FakeControllers(client, namespace);
        controllers.loop.scheduleWithFixedDelay(controllers::sync, 0, 50, TimeUnit.MILLISECONDS);
        return controllers;
    }

    /** What it writes is a change, too, so that what follows from it is written in the next round. */
    private void sync() {
        if (!changed.getAndSet(false)) {
            return;
        }
        try {
            List<Deployment> deployments =
                    client.apps().deployments().inNamespace(namespace).list().getItems();
            List<Pod> pods = client.pods().inNamespace(namespace).list().getItems();
            deployments.forEach(deployment -> missing(deployment, pods));
            orphans(deployments, pods);
            Map<String, EndpointSlice> slices =
                    client.discovery().v1().endpointSlices().inNamespace(namespace).list().getItems().stream()
                            .collect(Collectors.toMap(
                                    slice -> slice.getMetadata().getName(), Function.identity()));
            client.services()
                    .inNamespace(namespace)
                    .list()
                    .getItems()
                    .forEach(service -> endpoints(service, pods, slices));
        } catch (KubernetesClientException conflict) {
            // Another writer was faster, as in a real cluster: the next round tries again.
            changed.set(true);
        }
    }

    private void missing(Deployment deployment, List<Pod> pods) {
        Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();
        int have = (int) pods.stream().filter(pod -> selects(selector, pod)).count();
        IntStream.range(have, deployment.getSpec().getReplicas()).forEach(i -> pod(deployment));
    }

    private void pod(Deployment deployment) {
        var template = deployment.getSpec().getTemplate();
        int number = ADDRESSES.incrementAndGet();
        Pod pod = new PodBuilder()
                .withNewMetadataLike(template.getMetadata())
                .withNamespace(namespace)
                .withName(deployment.getMetadata().getName() + "-" + number)
                .endMetadata()
                .withSpec(template.getSpec())
                .build();
        Pod created = client.resource(pod).create();
        String now = Instant.now().truncatedTo(ChronoUnit.SECONDS).toString();
        created.setStatus(new PodStatusBuilder()
                .withPhase("Running")
                .withPodIP("10.0." + number / 250 + "." + (1 + number % 250))
                .addNewCondition()
                .withType("Ready")
                .withStatus("True")
                .endCondition()
                .withContainerStatuses(new ContainerStatusBuilder()
                        .withName("app")
                        .withReady(true)
                        .withRestartCount(0)
                        .withImage("app")
                        .withImageID("app")
                        .withNewState()
                        .withNewRunning(now)
                        .endState()
                        .build())
                .build());
        client.resource(created).updateStatus();
    }

    private void orphans(List<Deployment> deployments, List<Pod> pods) {
        for (Pod pod : pods) {
            boolean wanted = Labels.check(pod).isPresent()
                    || deployments.stream()
                            .anyMatch(d -> selects(d.getSpec().getSelector().getMatchLabels(), pod));
            if (!wanted) {
                client.resource(pod).withGracePeriod(0).delete();
            }
        }
    }

    private static boolean selects(Map<String, String> selector, Pod pod) {
        return pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
    }

    private void endpoints(Service service, List<Pod> pods, Map<String, EndpointSlice> slices) {
        List<Endpoint> endpoints = pods.stream()
                .filter(p -> selects(service.getSpec().getSelector(), p))
                .filter(p -> p.getStatus().getPodIP() != null)
                .map(FakeControllers::endpoint)
                .toList();
        EndpointSlice slice = new EndpointSliceBuilder()
                .withNewMetadata()
                .withNamespace(namespace)
                .withName(service.getMetadata().getName())
                .withLabels(service.getMetadata().getLabels())
                .addToLabels("kubernetes.io/service-name", service.getMetadata().getName())
                .endMetadata()
                .withAddressType("IPv4")
                .withEndpoints(endpoints)
                .build();
        EndpointSlice before = slices.get(slice.getMetadata().getName());
        if (before == null) {
            client.resource(slice).create();
        } else if (!names(before).equals(names(slice))) {
            before.setEndpoints(endpoints);
            client.resource(before).update();
        }
    }

    private static List<String> names(EndpointSlice slice) {
        List<Endpoint> endpoints = slice.getEndpoints() == null ? List.of() : slice.getEndpoints();
        return endpoints.stream().map(e -> e.getTargetRef().getName()).sorted().toList();
    }

    private static Endpoint endpoint(Pod pod) {
        return new EndpointBuilder()
                .withAddresses(pod.getStatus().getPodIP())
                .withNewConditions()
                .withReady(true)
                .withServing(true)
                .withTerminating(false)
                .endConditions()
                .withNewTargetRef()
                .withKind("Pod")
                .withNamespace(pod.getMetadata().getNamespace())
                .withName(pod.getMetadata().getName())
                .withUid(pod.getMetadata().getUid())
                .endTargetRef()
                .build();
    }

    @Override
    public void close() {
        watches.forEach(SharedIndexInformer::close);
        loop.shutdownNow();
    }
}

package dev.orderapp.operator;

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
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;

/**
 * Stands in for what a bare API server lacks, in one namespace: Deployments get Pods, which are ready at once, and Services
 * get EndpointSlices with the Pods that they select.
 */
final class FakeControllers implements AutoCloseable {
    private static final AtomicInteger ADDRESSES = new AtomicInteger();

    private final KubernetesClient client;
    private final String namespace;
    private final ScheduledExecutorService loop = Executors.newSingleThreadScheduledExecutor();

    private FakeControllers(KubernetesClient client, String namespace) {
        this.client = client;
        this.namespace = namespace;
    }

    static FakeControllers start(KubernetesClient client, String namespace) {
        FakeControllers controllers = new FakeControllers(client, namespace);
        controllers.loop.scheduleWithFixedDelay(controllers::sync, 0, 50, TimeUnit.MILLISECONDS);
        return controllers;
    }

    private void sync() {
        try {
            List<Deployment> deployments =
                    client.apps().deployments().inNamespace(namespace).list().getItems();
            deployments.forEach(this::pods);
            orphans(deployments);
            List<Pod> pods = client.pods().inNamespace(namespace).list().getItems();
            client.services().inNamespace(namespace).list().getItems().forEach(s -> endpoints(s, pods));
        } catch (KubernetesClientException conflict) {
            // Another writer was faster, as in a real cluster: the next round tries again.
            Thread.onSpinWait();
        }
    }

    private void pods(Deployment deployment) {
        Map<String, String> selector = deployment.getSpec().getSelector().getMatchLabels();
        int have = client.pods()
                .inNamespace(namespace)
                .withLabels(selector)
                .list()
                .getItems()
                .size();
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

    private void orphans(List<Deployment> deployments) {
        for (Pod pod : client.pods().inNamespace(namespace).list().getItems()) {
            boolean wanted = deployments.stream()
                    .anyMatch(d -> selects(d.getSpec().getSelector().getMatchLabels(), pod));
            if (!wanted) {
                client.resource(pod).withGracePeriod(0).delete();
            }
        }
    }

    private static boolean selects(Map<String, String> selector, Pod pod) {
        return pod.getMetadata().getLabels().entrySet().containsAll(selector.entrySet());
    }

    private void endpoints(Service service, List<Pod> pods) {
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
        EndpointSlice before = client.resource(slice).get();
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
        loop.shutdownNow();
    }
}

package dev.orderapp.simulation;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.discovery.v1.EndpointSlice;
import io.fabric8.kubernetes.api.model.networking.v1.Ingress;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.informers.SharedIndexInformer;
import java.util.List;

/** What a data plane follows of a namespace: it watches, so it sees each change a moment later. */
final class Cluster implements Router.View, AutoCloseable {
    private final SharedIndexInformer<Ingress> ingresses;
    private final SharedIndexInformer<EndpointSlice> slices;
    private final SharedIndexInformer<Pod> pods;
    private final String namespace;

    Cluster(KubernetesClient client, String namespace) {
        this.namespace = namespace;
        this.ingresses =
                client.network().v1().ingresses().inNamespace(namespace).inform();
        this.slices =
                client.discovery().v1().endpointSlices().inNamespace(namespace).inform();
        this.pods = client.pods().inNamespace(namespace).inform();
    }

    @Override
    public List<Ingress> ingresses() {
        return ingresses.getStore().list();
    }

    @Override
    public List<EndpointSlice> slices() {
        return slices.getStore().list();
    }

    @Override
    public Pod pod(String name) {
        return pods.getStore().getByKey(namespace + "/" + name);
    }

    @Override
    public void close() {
        ingresses.close();
        slices.close();
        pods.close();
    }
}

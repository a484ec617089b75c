package dev.orderapp.operator.metrics.pods;

import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.net.URI;
import java.util.Optional;

/** The metrics page of a Pod of the app. */
public final class PodPage {
    /** The app's container. */
    static final String CONTAINER = "app";

    static final String PORT = "http";
    /** A port of its own for metrics and probes, where the Pod's template names one. */
    private static final String MANAGEMENT_PORT = "management";

    private static final String PATH = "/actuator/prometheus";

    private PodPage() {}

    /** Its address; empty while the Pod has none. */
    public static Optional<URI> address(Pod pod) {
        Optional<String> host = Optional.ofNullable(pod.getStatus())
                .map(PodStatus::getPodIP)
                .filter(ip -> !ip.isEmpty())
                .map(ip -> ip.contains(":") ? "[" + ip + "]" : ip);
        return host.flatMap(h -> port(pod).map(p -> URI.create("http://" + h + ":" + p + PATH)));
    }

    private static Optional<Integer> port(Pod pod) {
        return port(pod, MANAGEMENT_PORT).or(() -> port(pod, PORT));
    }

    private static Optional<Integer> port(Pod pod, String name) {
        return pod.getSpec().getContainers().stream()
                .filter(c -> CONTAINER.equals(c.getName()))
                .map(Container::getPorts)
                .flatMap(ports -> ports.stream().filter(p -> name.equals(p.getName())))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}

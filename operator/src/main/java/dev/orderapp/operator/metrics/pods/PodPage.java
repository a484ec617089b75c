package dev.orderapp.operator.metrics.pods;

import dev.orderapp.v1.contract.PodLayout;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.net.URI;
import java.util.Optional;

/** The metrics page of a Pod of the app. */
public final class PodPage {
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
        return port(pod, PodLayout.MANAGEMENT_PORT).or(() -> port(pod, PodLayout.PORT));
    }

    private static Optional<Integer> port(Pod pod, String name) {
        return pod.getSpec().getContainers().stream()
                .filter(c -> PodLayout.CONTAINER.equals(c.getName()))
                .map(Container::getPorts)
                .flatMap(ports -> ports.stream().filter(p -> name.equals(p.getName())))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}

package dev.orderapp.operator.metrics.pods;

import dev.orderapp.v1.MetricsPageSpec;
import dev.orderapp.v1.MetricsScheme;
import dev.orderapp.v1.contract.PodLayout;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.ContainerPort;
import io.fabric8.kubernetes.api.model.IntOrString;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.api.model.PodStatus;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The metrics page of a Pod of the app. */
public final class PodPage {
    private static final String PATH = "/actuator/prometheus";

    private PodPage() {}

    /**
     * Its address.
     *
     * @param asked what the release says of the pages of the Pod's component
     * @return empty while the Pod has no address, or where it has no such port
     */
    public static Optional<URI> address(Pod pod, MetricsPageSpec asked) {
        Optional<String> host = Optional.ofNullable(pod.getStatus())
                .map(PodStatus::getPodIP)
                .filter(ip -> !ip.isEmpty())
                .map(ip -> ip.contains(":") ? "[" + ip + "]" : ip);
        String scheme = Optional.ofNullable(asked.scheme())
                .orElse(MetricsScheme.HTTP)
                .name()
                .toLowerCase(Locale.ROOT);
        String path = Optional.ofNullable(asked.path()).orElse(PATH);
        return host.flatMap(h -> port(pod, asked).map(p -> URI.create(scheme + "://" + h + ":" + p + path)));
    }

    /** Why there is none where there is a Pod. */
    static String problem(MetricsPageSpec asked) {
        return Optional.ofNullable(asked.port())
                .map(port -> "none of its containers has a port named " + port.getStrVal() + ", see metrics.port")
                .orElse("its container " + PodLayout.CONTAINER + " has no port named " + PodLayout.PORT
                        + " to ask for a metrics page");
    }

    private static Optional<Integer> port(Pod pod, MetricsPageSpec asked) {
        IntOrString port = asked.port();
        if (port == null) {
            List<Container> app = pod.getSpec().getContainers().stream()
                    .filter(c -> PodLayout.CONTAINER.equals(c.getName()))
                    .toList();
            return port(app.stream(), PodLayout.MANAGEMENT_PORT).or(() -> port(app.stream(), PodLayout.PORT));
        }
        return port.getIntVal() == null
                ? port(
                        Stream.concat(
                                pod.getSpec().getContainers().stream(), pod.getSpec().getInitContainers().stream()),
                        port.getStrVal())
                : Optional.of(port.getIntVal());
    }

    private static Optional<Integer> port(Stream<Container> containers, String name) {
        return containers
                .flatMap(c -> c.getPorts().stream())
                .filter(p -> name.equals(p.getName()))
                .map(ContainerPort::getContainerPort)
                .findFirst();
    }
}

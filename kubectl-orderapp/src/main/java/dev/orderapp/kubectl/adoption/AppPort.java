package dev.orderapp.kubectl.adoption;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Optional;

/**
 * The container and the port of a Pod that visitors reach by a Service.
 *
 * @param container its name
 * @param number port of the container
 */
record AppPort(String container, int number) {
    /**
     * Follows an Ingress' backend through its Service into the Pod.
     *
     * @param backend port of the Service, by {@code number} or {@code name}
     */
    static Optional<AppPort> of(JsonNode service, JsonNode backend, JsonNode pod) {
        return service.at("/spec/ports")
                .valueStream()
                .filter(port -> backend.has("name")
                        ? port.path("name").equals(backend.path("name"))
                        : port.path("port").equals(backend.path("number")))
                .findFirst()
                .map(port -> port.has("targetPort") ? port.path("targetPort") : port.path("port"))
                .flatMap(target -> inPod(target, pod));
    }

    private static Optional<AppPort> inPod(JsonNode target, JsonNode pod) {
        List<JsonNode> containers = pod.path("containers").valueStream().toList();
        for (JsonNode container : containers) {
            for (JsonNode port : container.path("ports")) {
                if (target.equals(port.path("containerPort")) || target.equals(port.path("name"))) {
                    return Optional.of(new AppPort(
                            container.path("name").asText(),
                            port.path("containerPort").asInt()));
                }
            }
        }
        // A container need not list its ports.
        return target.isInt() && containers.size() == 1
                ? Optional.of(new AppPort(containers.get(0).path("name").asText(), target.asInt()))
                : Optional.empty();
    }
}

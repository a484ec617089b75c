package dev.orderapp.operator.metrics.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodPageTest {
    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "the visitors' port, where there is no other      | 10.0.0.7 | [{name: http, containerPort: 8080}] | http://10.0.0.7:8080/actuator/prometheus",
                "the port for it, where the template names one    | 10.0.0.7 | [{name: http, containerPort: 8080}, {name: management, containerPort: 8081}] | http://10.0.0.7:8081/actuator/prometheus",
                "in whichever order they stand                    | fd00::7  | [{name: management, containerPort: 8081}, {name: http, containerPort: 8080}] | http://[fd00::7]:8081/actuator/prometheus",
                "nowhere, where no port has either name           | 10.0.0.7 | [{name: web, containerPort: 8080}] |",
                "nowhere, while the Pod has no address            | ''       | [{name: http, containerPort: 8080}] |"
            })
    void aPodsMetricsAreReadAt(String where, String ip, String ports, URI page) {
        Pod pod = Serialization.unmarshal("""
                apiVersion: v1
                kind: Pod
                metadata: {name: shop-1}
                spec:
                  containers:
                    - {name: proxy, ports: [{name: management, containerPort: 9999}]}
                    - {name: app, ports: %s}
                status: {podIP: "%s"}
                """.formatted(ports, ip), Pod.class);

        assertEquals(Optional.ofNullable(page), PodPage.address(pod));
    }
}

package dev.orderapp.operator.metrics.pods;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.MetricsPageSpec;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.net.URI;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PodPageTest {
    private static final String HTTP = "{name: http, containerPort: 8080}";
    private static final String MANAGEMENT = "{name: management, containerPort: 8081}";

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            value = {
                "the visitors' port, where there is no other    | 10.0.0.7 | {HTTP}               |"
                        + " http://10.0.0.7:8080/actuator/prometheus",
                "the port for it, where the template names one  | 10.0.0.7 | {HTTP}, {MANAGEMENT} |"
                        + " http://10.0.0.7:8081/actuator/prometheus",
                "in whichever order they stand                  | fd00::7  | {MANAGEMENT}, {HTTP} |"
                        + " http://[fd00::7]:8081/actuator/prometheus",
                "nowhere, where no port has either name         | 10.0.0.7 | {name: web, containerPort: 8080} |",
                "nowhere, while the Pod has no address          | ''       | {HTTP}               |"
            })
    void aPodsMetricsAreReadAt(String where, String ip, String ports, URI page) {
        assertEquals(Optional.ofNullable(page), PodPage.address(pod(ip, ports), MetricsPageSpec.DEFAULT));
    }

    @ParameterizedTest(name = "{0} → {1}")
    @CsvSource(
            delimiter = '|',
            value = {
                "{port: 9464}                         | http://10.0.0.7:9464/actuator/prometheus",
                "{port: exporter}                     | http://10.0.0.7:9113/actuator/prometheus",
                "{port: telemetry}                    | http://10.0.0.7:9115/actuator/prometheus",
                "{port: http}                         | http://10.0.0.7:8080/actuator/prometheus",
                "{port: elsewhere}                    |",
                "{path: /metrics/}                    | http://10.0.0.7:8081/metrics/",
                "{path: /}                            | http://10.0.0.7:8081/",
                "{scheme: HTTPS}                      | https://10.0.0.7:8081/actuator/prometheus",
                "{port: 1, path: /m, scheme: HTTP}    | http://10.0.0.7:1/m"
            })
    void orWhereTheReleaseSaysThatTheyAre(String asked, URI page) {
        Pod pod = pod("10.0.0.7", "{HTTP}, {MANAGEMENT}");

        assertEquals(
                Optional.ofNullable(page),
                PodPage.address(pod, Serialization.unmarshal("--- " + asked, MetricsPageSpec.class)));
    }

    @Test
    void aPortThatNoContainerHasIsNamed() {
        assertEquals(
                "none of its containers has a port named elsewhere, see metrics.port",
                PodPage.problem(Serialization.unmarshal("--- {port: elsewhere}", MetricsPageSpec.class)));
    }

    private static Pod pod(String ip, String ports) {
        return Serialization.unmarshal(
                """
                apiVersion: v1
                kind: Pod
                metadata: {name: shop-1}
                spec:
                  containers:
                    - {name: proxy, ports: [{name: management, containerPort: 9999}, {name: exporter, containerPort: 9113}]}
                    - {name: app, ports: [%s]}
                  initContainers:
                    - {name: sidecar, restartPolicy: Always, ports: [{name: telemetry, containerPort: 9115}]}
                status: {podIP: "%s"}
                """.formatted(ports.replace("{HTTP}", HTTP).replace("{MANAGEMENT}", MANAGEMENT), ip), Pod.class);
    }
}

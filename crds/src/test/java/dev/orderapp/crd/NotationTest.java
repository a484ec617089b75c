package dev.orderapp.crd;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.v1.HumanDuration;
import dev.orderapp.v1.Percentage;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The operator can read just what the API server lets through: Java and CEL agree on every text. */
@ExtendWith(GeneratedCrdServer.class)
class NotationTest {
    private final SampleManifests manifests;

    NotationTest(KubernetesClient client) {
        manifests = new SampleManifests(client);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "90s",
                "1h30m",
                "500ms",
                "0s",
                "30m1h",
                "1h1h",
                "00001h",
                "1h1m1s1ms",
                "",
                "5",
                "m",
                "5 m",
                " 5m",
                "5m\n",
                "1.5h",
                "-5m",
                "+5m",
                "5M",
                "1d",
                "10us",
                "10µs",
                "PT5M",
                "123456s",
                "1h1m1s1ms1s",
                "５m"
            })
    void ofDurations(String text) {
        boolean accepted = accepts(Map.of("canary", Map.of("keepPrevious", text)));
        assertEquals(reads(HumanDuration::parse, text), accepted, text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1%",
                "0.5%",
                "05%",
                "99.9999%",
                "0.0001%",
                "",
                "%",
                "5",
                "0%",
                "0.0%",
                "00.0000%",
                "100%",
                "100.0%",
                "101%",
                "-1%",
                "+1%",
                "1 %",
                " 1%",
                "1%\n",
                ".5%",
                "5.%",
                "1,5%",
                "1e1%",
                "1%%",
                "0.00001%",
                "５%"
            })
    void ofPercentages(String text) {
        Map<String, Object> metric = Map.of("name", "errors", "bad", "a", "total", "b", "ceiling", text);
        boolean accepted = accepts(Map.of("analysis", Map.of("metrics", List.of(metric))));
        assertEquals(reads(Percentage::parse, text), accepted, text);
    }

    private boolean accepts(Map<String, Object> spec) {
        try {
            manifests.dryRun(SampleManifests.minimalWith(Map.of("spec", spec)));
            return true;
        } catch (KubernetesClientException refused) {
            assertEquals(422, refused.getCode());
            return false;
        }
    }

    private static boolean reads(Consumer<String> parser, String text) {
        try {
            parser.accept(text);
            return true;
        } catch (IllegalArgumentException refused) {
            return false;
        }
    }
}

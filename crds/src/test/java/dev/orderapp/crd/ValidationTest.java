package dev.orderapp.crd;

import static org.junit.jupiter.api.Assertions.assertDoesNotThrow;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import com.fasterxml.jackson.core.type.TypeReference;
import io.fabric8.kubernetes.api.model.GenericKubernetesResource;
import io.fabric8.kubernetes.client.KubernetesClient;
import io.fabric8.kubernetes.client.KubernetesClientException;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The API server's judgement, row by row of the tables refused.yml and accepted.yml. */
@ExtendWith(GeneratedCrdServer.class)
class ValidationTest {
    private final SampleManifests manifests;

    ValidationTest(KubernetesClient client) {
        manifests = new SampleManifests(client);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void refuses(String name, Map<String, Object> change, String answer) {
        GenericKubernetesResource release = SampleManifests.minimalWith(change);
        KubernetesClientException refusal =
                assertThrows(KubernetesClientException.class, () -> manifests.dryRun(release), name);
        assertEquals(answer, withoutFrame(refusal.getStatus().getMessage()), name);
    }

    /** Kubernetes puts every answer behind the object's name, and says after a wrong type or size that it checked no further. */
    private static String withoutFrame(String message) {
        return message.replaceFirst("^OrderAppRelease.orderapp.dev \"[^\"]*\" is invalid: ", "")
                .replaceFirst(
                        "^\\[(.*), <nil>: Invalid value: null: some validation rules were not checked .*]$", "$1");
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("accepted")
    void accepts(String name, Map<String, Object> change) {
        GenericKubernetesResource release = SampleManifests.minimalWith(change);
        assertDoesNotThrow(() -> manifests.dryRun(release), name);
    }

    static Stream<Arguments> refused() throws IOException {
        return rows("refused.yml");
    }

    static Stream<Arguments> accepted() throws IOException {
        return rows("accepted.yml");
    }

    private static Stream<Arguments> rows(String table) throws IOException {
        try (InputStream yaml = ValidationTest.class.getResourceAsStream(table)) {
            return Serialization.unmarshal(yaml, new TypeReference<List<Map<String, Object>>>() {}).stream()
                    .map(row -> Arguments.of(row.get("name"), row.get("change"), row.get("answer")));
        }
    }
}

package dev.orderapp.kubectl.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.release.RelatedResources;
import dev.orderapp.kubectl.release.ReleaseView;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.Pod;
import io.fabric8.kubernetes.client.utils.KubernetesSerialization;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReleaseDetailsTest {
    /** The page is tried with the same file by {@code test/dashboard.test.mjs}. {@code -Dgolden.write} writes it anew. */
    private static final Path GOLDEN = Path.of("src/test/resources/dev/orderapp/kubectl/dashboard/details.json");

    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private static RelatedResources resources() {
        try (InputStream yaml =
                ReleaseDetailsTest.class.getResourceAsStream("/dev/orderapp/kubectl/view/objects.yml")) {
            List<HasMetadata> all = new KubernetesSerialization().unmarshal(yaml);
            List<Pod> pods = all.stream()
                    .filter(Pod.class::isInstance)
                    .map(Pod.class::cast)
                    .toList();
            return new RelatedResources(
                    List.of(), pods, List.of(), List.of(), List.of(), List.of(), List.of("Ingresses"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void areWhatThePageReads() throws IOException {
        ReleaseDetails details = ReleaseDetails.of(
                new ReleaseView(SampleReleases.atFirstStep()),
                resources(),
                Optional.of(RecordedAttempt.of(1, Map.of("course.json", SampleCourses.TWO_METRICS))),
                Instant.parse("2026-11-24T10:00:45Z"));
        JsonNode sent = json.readTree(Serialization.asJson(details));
        if (System.getProperty("golden.write") != null) {
            Files.writeString(GOLDEN, json.writeValueAsString(sent) + "\n");
        }
        assertEquals(json.readTree(Files.readString(GOLDEN)), sent);
    }
}

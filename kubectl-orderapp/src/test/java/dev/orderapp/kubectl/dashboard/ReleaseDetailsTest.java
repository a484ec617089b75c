package dev.orderapp.kubectl.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.release.RelatedResources;
import dev.orderapp.kubectl.release.ReleaseView;
import io.fabric8.kubernetes.client.utils.Serialization;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ReleaseDetailsTest {
    /** The page is tried with the same file by {@code test/dashboard.test.mjs}. {@code -Dgolden.write} writes it anew. */
    private static final Path GOLDEN = Path.of("src/test/resources/dev/orderapp/kubectl/dashboard/details.json");

    private final ObjectMapper json = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    @Test
    void areWhatThePageReads() throws IOException {
        ReleaseDetails details = ReleaseDetails.of(
                new ReleaseView(SampleReleases.atFirstStep()),
                RelatedResources.NONE,
                Instant.parse("2026-11-24T10:00:45Z"));
        JsonNode sent = json.readTree(Serialization.asJson(details));
        if (System.getProperty("golden.write") != null) {
            Files.writeString(GOLDEN, json.writeValueAsString(sent) + "\n");
        }
        assertEquals(json.readTree(Files.readString(GOLDEN)), sent);
    }
}

package dev.orderapp.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The API server's record of the operator's requests, read as it grows. */
final class AuditLog {
    /** Verbs by which a client watches. They are recorded when they end, and say nothing about the work at rest. */
    private static final String WATCH = "watch";

    private static final String LEASE = "lease";

    /** What broken releases cost is counted apart. */
    private static final String BROKEN = "broken";

    private final ObjectMapper json = new ObjectMapper();
    private final Path file;
    private long offset;

    AuditLog(Path file) {
        this.file = file;
    }

    /**
     * Requests by verb since the last call; those for the lease under that word, Events under {@code event}, and all for
     * {@link BrokenReleases} under {@code broken}.
     */
    Map<String, Integer> since() throws IOException {
        Map<String, Integer> verbs = new TreeMap<>();
        for (String line : read().split("\n")) {
            if (!line.isEmpty()) {
                verbs.merge(verb(json.readTree(line)), 1, Integer::sum);
            }
        }
        return verbs;
    }

    /** How many of these requests are neither watches nor for the lease, nor for a broken release. */
    static int work(Map<String, Integer> verbs) {
        return verbs.entrySet().stream()
                .filter(e -> !Set.of(WATCH, LEASE, BROKEN).contains(e.getKey()))
                .mapToInt(Map.Entry::getValue)
                .sum();
    }

    private static String verb(JsonNode entry) {
        JsonNode object = entry.path("objectRef");
        if (object.path("namespace").asText().startsWith(BrokenReleases.NAMESPACE)) {
            return BROKEN;
        }
        return switch (object.path("resource").asText()) {
            case "leases" -> LEASE;
            case "events" -> "event";
            case "orderappreleases" -> entry.path("verb").asText() + (object.has("subresource") ? " status" : "");
            default -> entry.path("verb").asText();
        };
    }

    private String read() throws IOException {
        try (RandomAccessFile log = new RandomAccessFile(file.toFile(), "r")) {
            log.seek(offset);
            byte[] bytes = new byte[(int) (log.length() - offset)];
            log.readFully(bytes);
            String text = new String(bytes, StandardCharsets.UTF_8);
            // The last line may be half written.
            String whole = text.substring(0, text.lastIndexOf('\n') + 1);
            offset += whole.getBytes(StandardCharsets.UTF_8).length;
            return whole;
        }
    }
}

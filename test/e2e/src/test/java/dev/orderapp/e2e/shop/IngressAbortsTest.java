package dev.orderapp.e2e.shop;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the ingress controller's log says about answers that it cut off. */
class IngressAbortsTest {
    private static final String CUT = """
            {"time":"2026-11-28T13:43:44Z","level":"debug","message":"httputil: ReverseProxy read error during body copy: read tcp 198.19.128.1:56122->198.19.128.14:8080: use of closed network connection"}
            """;

    private static final String POD_ENDED = """
            {"time":"2026-11-28T13:43:50Z","level":"debug","message":"httputil: ReverseProxy read error during body copy: read tcp 198.19.128.1:56122->198.19.128.14:8080: connection reset by peer"}
            """;

    @Test
    void onlyAConnectionThatItClosedItselfIsItsOwnCut(@TempDir Path folder) throws IOException {
        Files.writeString(folder.resolve("traefik.log"), POD_ENDED + CUT);
        assertEquals(
                List.of(Instant.parse("2026-11-28T13:43:44Z")),
                IngressAborts.below(folder).at());
    }

    @Test
    void theLogOfEachNodeIsRead(@TempDir Path folder) throws IOException {
        Path worker = Files.createDirectory(folder.resolve("worker-1"));
        Files.writeString(folder.resolve("traefik.log"), CUT);
        Files.writeString(worker.resolve("traefik.log"), CUT);
        Files.writeString(worker.resolve("kubelet.log"), CUT);

        assertEquals(2, IngressAborts.below(folder).at().size());
    }
}

package dev.orderapp.operator.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.logging.LogManager;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.slf4j.MDC;

class LogTest {
    private static final Logger LOG = LoggerFactory.getLogger(LogTest.class);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    @AfterEach
    void reset() throws IOException {
        LogManager.getLogManager().readConfiguration();
    }

    private List<String> lines() {
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private JsonNode only() throws IOException {
        assertEquals(1, lines().size(), lines()::toString);
        return new ObjectMapper().readTree(lines().get(0));
    }

    @Test
    void anEntryIsOneObjectOnOneLine() throws Exception {
        Log.toJson("info", out);

        LOG.info("shops/{}: \"quoted\"\nand 한국어", "shop");

        JsonNode entry = only();
        assertEquals("info", entry.path("level").asText());
        assertEquals("LogTest", entry.path("logger").asText());
        assertEquals("shops/shop: \"quoted\"\nand 한국어", entry.path("message").asText());
        assertTrue(Instant.parse(entry.path("time").asText()).isAfter(Instant.EPOCH));
    }

    @Test
    void anErrorBringsItsStackTraceInTheSameLine() throws Exception {
        Log.toJson("info", out);

        LOG.error("could not", new IllegalStateException("because"));

        assertTrue(only().path("error").asText().startsWith("java.lang.IllegalStateException: because\n\tat "));
    }

    @Test
    void theReleaseThatIsLookedAtIsNamed() throws Exception {
        Log.toJson("info", out);
        MDC.put("resource.namespace", "shops");
        MDC.put("resource.name", "shop");
        try {
            LOG.warn("tried again");
        } finally {
            MDC.clear();
        }

        assertEquals("shops", only().path("namespace").asText());
        assertEquals("shop", only().path("release").asText());
    }

    @Test
    void lessThanTheLevelIsNotTold() {
        Log.toJson("warn", out);

        LOG.info("not told");
        LOG.warn("told");

        assertEquals(1, lines().size());
    }

    /** As {@code Main} does it: once to be able to refuse the environment, and once as that says. */
    @Test
    void anotherLevelIsToldOnTheSameStream() {
        PrintStream standardOutput = new PrintStream(out);
        Log.toJson("info", standardOutput);
        Log.toJson("debug", standardOutput);

        LOG.debug("told");

        assertEquals(1, lines().size());
    }

    @Test
    void anUnknownLevelIsRefusedInASentence() {
        IllegalArgumentException refused = assertThrows(IllegalArgumentException.class, () -> Log.toJson("loud", out));

        assertEquals(
                "ORDERAPP_LOG_LEVEL must be error, warn, info, debug or trace, not \"loud\"", refused.getMessage());
    }
}

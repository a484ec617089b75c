package dev.orderapp.e2e.shop;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the shoppers saw; the records are described in {@code order-app/load/README.md}.
 *
 * @param requests one per request
 * @param orders what became of each order that was sent
 * @param visits one per visitor
 */
public record LoadRecords(List<Request> requests, List<Order> orders, List<Visit> visits) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** One request. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Request(
            long at,
            long ms,
            String kind,
            String name,
            int status,
            String outcome,
            String revision,
            String pageRevision,
            String error) {
        /** When it was sent. */
        public Instant sentAt() {
            return Instant.ofEpochMilli(at);
        }

        /** When the answer was there. */
        public Instant answeredAt() {
            return Instant.ofEpochMilli(at + ms);
        }

        /** Whether it had no answer, or one that should not be. */
        public boolean failed() {
            return "failed".equals(outcome);
        }

        /** Whether a visitor noticed a fault of this very version: it answered, and with an error. */
        public boolean failedBy(String version) {
            return failed() && version.equals(revision);
        }
    }

    /** One state of one order. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Order(long at, String customer, String key, String state, String id) {}

    /** One visitor. */
    @JsonIgnoreProperties(ignoreUnknown = true)
    public record Visit(long at, long until, boolean lingering, String pageRevision, boolean mixed, boolean followed) {}

    /** Of a load that has not begun. */
    static LoadRecords none() {
        return new LoadRecords(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
    }

    /**
     * Reads a file of records.
     *
     * @throws UncheckedIOException naming the line that is not a record
     */
    public static LoadRecords read(Path file) {
        LoadRecords records = none();
        try (Stream<String> lines = Files.lines(file)) {
            lines.filter(line -> !line.isBlank()).forEach(records::add);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read the shoppers' records in " + file, e);
        }
        return records;
    }

    /** Adds those of another load. */
    void addAll(LoadRecords more) {
        requests.addAll(more.requests);
        orders.addAll(more.orders);
        visits.addAll(more.visits);
    }

    private void add(String line) {
        try {
            JsonNode node = JSON.readTree(line);
            switch (node.path("type").asText()) {
                case "request" -> requests.add(JSON.treeToValue(node, Request.class));
                case "order" -> orders.add(JSON.treeToValue(node, Order.class));
                case "visit" -> visits.add(JSON.treeToValue(node, Visit.class));
                default -> throw new IOException("it is of no known type");
            }
        } catch (IOException e) {
            throw new UncheckedIOException("not a shopper's record: " + line, e);
        }
    }
}

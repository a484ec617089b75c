package dev.orderapp.e2e.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** Who wrote how many Pods a version has, by the API server's audit log. */
final class ScaleWrites {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String OPERATOR =
            "system:serviceaccount:" + ControlPlaneFaults.NAMESPACE + ":" + ControlPlaneFaults.NAME;
    private static final String AUTOSCALER = "system:serviceaccount:kube-system:horizontal-pod-autoscaler";

    /** By which the operator writes nothing but this number. */
    private static final String FIELD_MANAGER = "fieldManager=orderapp-operator-replicas";

    private ScaleWrites() {}

    /** Who writes. */
    enum Writer {
        OPERATOR,
        AUTOSCALER
    }

    /** A write that the API server took. */
    record ScaleWrite(Instant asked, Writer writer, String deployment) {}

    /** All of them in a namespace. */
    static List<ScaleWrite> logged(String namespace) {
        return AuditLog.lines("\"namespace\":\"" + namespace + "\"")
                .flatMap(line -> write(line).stream())
                .toList();
    }

    /** A line of the log; empty for whatever else it is about, and for what was refused. */
    static Optional<ScaleWrite> write(String line) {
        try {
            JsonNode entry = JSON.readTree(line);
            int code = entry.at("/responseStatus/code").asInt();
            if (!entry.at("/objectRef/resource").asText().equals("deployments") || code < 200 || code >= 300) {
                return Optional.empty();
            }
            return writer(entry)
                    .map(writer -> new ScaleWrite(
                            Instant.parse(entry.path("requestReceivedTimestamp").asText()),
                            writer,
                            entry.at("/objectRef/name").asText()));
        } catch (IOException e) {
            return Optional.empty(); // the last line may be half written
        }
    }

    private static Optional<Writer> writer(JsonNode entry) {
        String account = entry.at("/user/username").asText();
        String verb = entry.path("verb").asText();
        if (account.equals(OPERATOR)
                && verb.equals("patch")
                && entry.path("requestURI").asText().contains(FIELD_MANAGER)) {
            return Optional.of(Writer.OPERATOR);
        }
        boolean scales = account.equals(AUTOSCALER)
                && verb.equals("update")
                && entry.at("/objectRef/subresource").asText().equals("scale");
        return scales ? Optional.of(Writer.AUTOSCALER) : Optional.empty();
    }

    /**
     * The first version that the operator raised more often than there was reason to, in words: once for each decision of an autoscaler, of
     * whichever version, for each step, and when the version came.
     */
    static Optional<String> excess(List<ScaleWrite> writes, int steps) {
        long decisions =
                writes.stream().filter(w -> w.writer() == Writer.AUTOSCALER).count();
        Map<String, Long> raised = writes.stream()
                .filter(w -> w.writer() == Writer.OPERATOR)
                .collect(Collectors.groupingBy(ScaleWrite::deployment, TreeMap::new, Collectors.counting()));
        return raised.entrySet().stream()
                .filter(e -> e.getValue() > decisions + steps + 1)
                .findFirst()
                .map(e -> "the operator wrote the number of Pods of " + e.getKey() + " " + e.getValue()
                        + " times, with " + decisions + " decisions of autoscalers and " + steps + " steps");
    }
}

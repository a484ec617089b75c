package dev.orderapp.e2e.faults;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What operators wrote, by the API server's audit log. */
final class OperatorWrites {
    private static final Set<String> WRITES = Set.of("create", "update", "patch", "delete", "deletecollection");

    /** An operator that does not lead may say what it sees. */
    private static final String EVENTS = "events";

    /** "What may I do" and the like are created, and nothing is stored. */
    private static final String QUESTIONS = "authorization.k8s.io";

    private static final String LEASES = "leases";
    private static final ObjectMapper JSON = new ObjectMapper();

    private OperatorWrites() {}

    /**
     * A write that the API server took.
     *
     * @param asked when it arrived there
     * @param pod that sent it
     * @param resource that it wrote
     */
    record Write(Instant asked, String pod, String resource) {
        private boolean isLease() {
            return resource.equals(LEASES);
        }
    }

    /** Only the operator that holds the lease writes; the holder is who wrote the lease last. */
    static Expectation areTheLeadersAlone() {
        return (result, seen) -> stranger(logged().stream()
                        .filter(write -> result.window().overlaps(write.asked(), write.asked()))
                        .toList())
                .map(write -> write.pod() + " wrote " + write.resource() + " at " + write.asked()
                        + ", when another operator had the lease");
    }

    /** The first write by an operator that did not have the lease. */
    static Optional<Write> stranger(List<Write> writes) {
        String holder = "";
        for (Write write :
                writes.stream().sorted(Comparator.comparing(Write::asked)).toList()) {
            if (write.isLease()) {
                holder = write.pod();
            } else if (!holder.isEmpty() && !holder.equals(write.pod())) {
                return Optional.of(write);
            }
        }
        return Optional.empty();
    }

    private static List<Write> logged() {
        return AuditLog.lines(ControlPlaneFaults.NAMESPACE)
                .flatMap(line -> write(line).stream())
                .toList();
    }

    /** A line of the log; empty for what stored nothing, was refused or came from somebody else. */
    static Optional<Write> write(String line) {
        try {
            JsonNode entry = JSON.readTree(line);
            String account = entry.at("/user/username").asText();
            String resource = entry.at("/objectRef/resource").asText();
            int code = entry.at("/responseStatus/code").asInt();
            boolean taken = account.equals(
                            "system:serviceaccount:" + ControlPlaneFaults.NAMESPACE + ":" + ControlPlaneFaults.NAME)
                    && WRITES.contains(entry.path("verb").asText())
                    && !resource.equals(EVENTS)
                    && !entry.at("/objectRef/apiGroup").asText().equals(QUESTIONS)
                    && code >= 200
                    && code < 300;
            return taken
                    ? Optional.of(new Write(
                            Instant.parse(entry.path("requestReceivedTimestamp").asText()),
                            entry.path("user")
                                    .path("extra")
                                    .path("authentication.kubernetes.io/pod-name")
                                    .path(0)
                                    .asText(),
                            resource))
                    : Optional.empty();
        } catch (IOException e) {
            return Optional.empty(); // the last line may be half written
        }
    }
}

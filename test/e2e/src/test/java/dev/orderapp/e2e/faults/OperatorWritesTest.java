package dev.orderapp.e2e.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.e2e.faults.OperatorWrites.Write;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class OperatorWritesTest {
    private static final Instant START = Instant.parse("2026-11-30T20:00:00Z");

    @Test
    void whoWroteTheLeaseLastMayWrite() {
        assertEquals(
                Optional.empty(),
                OperatorWrites.stranger(List.of(
                        write(1, "one", "leases"),
                        write(2, "one", "deployments"),
                        write(20, "two", "leases"),
                        write(21, "two", "deployments"))));
    }

    @Test
    void aFormerLeaderThatStillWritesIsFoundWhateverTheOrderInTheLog() {
        Write late = write(22, "one", "ingresses");
        assertEquals(
                Optional.of(late),
                OperatorWrites.stranger(List.of(
                        late,
                        write(1, "one", "leases"),
                        write(2, "one", "deployments"),
                        write(20, "two", "leases"),
                        write(21, "two", "deployments"))));
    }

    @Test
    void aLineOfTheLogIsAWriteIfTheServerTookItFromAnOperator() {
        assertEquals(
                Optional.of(write(0, "one", "ingresses")),
                OperatorWrites.write(line("patch", 200, "orderapp-operator")));
        assertEquals(Optional.empty(), OperatorWrites.write(line("patch", 409, "orderapp-operator")));
        assertEquals(Optional.empty(), OperatorWrites.write(line("watch", 200, "orderapp-operator")));
        assertEquals(Optional.empty(), OperatorWrites.write(line("patch", 200, "somebody-else")));
        assertEquals(Optional.empty(), OperatorWrites.write("{\"verb\": \"pa"));
    }

    @Test
    void toAskWhatOneMayDoWritesNothing() {
        String question = line("create", 201, "orderapp-operator")
                .replace(
                        "\"resource\": \"ingresses\"",
                        "\"resource\": \"selfsubjectrulesreviews\", \"apiGroup\": \"authorization.k8s.io\"");

        assertEquals(Optional.empty(), OperatorWrites.write(question));
    }

    private static Write write(int second, String pod, String resource) {
        return new Write(START.plusSeconds(second), pod, resource);
    }

    private static String line(String verb, int code, String account) {
        return """
                {"verb": "%s", "user": {"username": "system:serviceaccount:orderapp-system:%s",
                 "extra": {"authentication.kubernetes.io/pod-name": ["one"]}}, "objectRef": {"resource": "ingresses"},
                 "responseStatus": {"code": %d}, "requestReceivedTimestamp": "2026-11-30T20:00:00Z"}
                """.formatted(verb, account, code);
    }
}

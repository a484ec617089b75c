package dev.orderapp.e2e.faults;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.e2e.faults.ScaleWrites.ScaleWrite;
import dev.orderapp.e2e.faults.ScaleWrites.Writer;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ScaleWritesTest {
    private static final Instant START = Instant.parse("2026-11-30T20:00:00Z");
    private static final String RAISE = """
            {"verb": "patch", "requestURI": "/apis/apps/v1/namespaces/faults-autoscaled/deployments/shop-backend-a?fieldManager=orderapp-operator-replicas",
             "user": {"username": "system:serviceaccount:orderapp-system:orderapp-operator"},
             "objectRef": {"resource": "deployments", "name": "shop-backend-a"},
             "responseStatus": {"code": 200}, "requestReceivedTimestamp": "2026-11-30T20:00:00Z"}
            """;
    private static final String DECISION = """
            {"verb": "update", "requestURI": "/apis/apps/v1/namespaces/faults-autoscaled/deployments/shop-backend-a/scale",
             "user": {"username": "system:serviceaccount:kube-system:horizontal-pod-autoscaler"},
             "objectRef": {"resource": "deployments", "subresource": "scale", "name": "shop-backend-a"},
             "responseStatus": {"code": 200}, "requestReceivedTimestamp": "2026-11-30T20:00:00Z"}
            """;

    @Test
    void theOperatorAndTheAutoscalerAreToldApart() {
        assertEquals(Optional.of(write(Writer.OPERATOR)), ScaleWrites.write(RAISE));
        assertEquals(Optional.of(write(Writer.AUTOSCALER)), ScaleWrites.write(DECISION));
    }

    @Test
    void whatWasRefusedOrIsAboutSomethingElseIsNoWrite() {
        assertEquals(Optional.empty(), ScaleWrites.write(RAISE.replace("200", "409")));
        assertEquals(Optional.empty(), ScaleWrites.write(RAISE.replace("operator-replicas", "operator")));
        assertEquals(Optional.empty(), ScaleWrites.write(DECISION.replace("\"update\"", "\"get\"")));
        assertEquals(Optional.empty(), ScaleWrites.write("{\"verb\": \"pa"));
    }

    @Test
    void aDecisionAStepAndTheBeginningAreReasonForAWriteEach() {
        List<ScaleWrite> writes = List.of(
                write(Writer.AUTOSCALER), write(Writer.OPERATOR), write(Writer.OPERATOR), write(Writer.OPERATOR));
        assertEquals(Optional.empty(), ScaleWrites.excess(writes, 1));
        assertEquals(
                Optional.of(
                        "the operator wrote the number of Pods of shop-backend-a 3 times, with 1 decisions of autoscalers and 0 steps"),
                ScaleWrites.excess(writes, 0));
    }

    private static ScaleWrite write(Writer writer) {
        return new ScaleWrite(START, writer, "shop-backend-a");
    }
}

package dev.orderapp.operator.analysis;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class ErrorBudgetTest {
    @Test
    void aloneServerErrorsSplitEvenlyBetweenStableAndTheCeiling() {
        assertEquals(
                Map.of("server-errors", new Alpha(0.005, 0.005)), ErrorBudget.share(0.01, List.of("server-errors")));
    }

    @Test
    void theComparisonOfServerErrorsKeepsHalfAndTheOthersShareTheRest() {
        Map<String, Alpha> shares = ErrorBudget.share(0.01, List.of("slow-requests", "server-errors", "failed-orders"));

        assertEquals(new Alpha(0.005, 0.001), shares.get("server-errors"));
        assertEquals(new Alpha(0.001, 0.001), shares.get("slow-requests"));
        assertEquals(new Alpha(0.001, 0.001), shares.get("failed-orders"));
    }

    @Test
    void ofSeveralReadingsOfServerErrorsThePodsOneKeepsHalf() {
        Map<String, Alpha> shares =
                ErrorBudget.share(0.01, List.of("server-errors (Ingress)", "server-errors", "failed-orders"));

        assertEquals(new Alpha(0.005, 0.001), shares.get("server-errors"));
        assertEquals(new Alpha(0.001, 0.001), shares.get("server-errors (Ingress)"));
    }

    @Test
    void withoutPodsTheFirstReadingOfServerErrorsKeepsHalf() {
        Map<String, Alpha> shares = ErrorBudget.share(
                0.01, List.of("failed-orders", "server-errors (Prometheus)", "server-errors (Ingress)"));

        assertEquals(new Alpha(0.005, 0.001), shares.get("server-errors (Prometheus)"));
        assertEquals(new Alpha(0.001, 0.001), shares.get("server-errors (Ingress)"));
    }

    @Test
    void withoutServerErrorsAllTestsShareEvenly() {
        assertEquals(
                new Alpha(0.0025, 0.0025),
                ErrorBudget.share(0.01, List.of("a", "b")).get("a"));
    }

    @Test
    void noMoreIsSpentThanThereIs() {
        RandomInputs.forAll(200, random -> {
            List<String> names = List.of("a", "server-errors (Ingress)", "server-errors", "c", "d")
                    .subList(0, 1 + (int) random.below(5));
            double falseAlarm = random.between(1e-6, 0.5);

            double spent = ErrorBudget.share(falseAlarm, names).values().stream()
                    .mapToDouble(alpha -> alpha.ratio() + alpha.ceiling())
                    .sum();

            assertEquals(falseAlarm, spent, falseAlarm * 1e-12);
        });
    }
}

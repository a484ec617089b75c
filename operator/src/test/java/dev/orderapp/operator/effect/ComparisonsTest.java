package dev.orderapp.operator.effect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import org.junit.jupiter.api.Test;

class ComparisonsTest {
    private static final String RELEASE = "shops/shop";
    private static final Service WANTED = wanted("a1");

    private final Comparisons comparisons = new Comparisons();
    private int compared;

    private static Service wanted(String revision) {
        return new ServiceBuilder()
                .withNewSpec()
                .addToSelector("orderapp.dev/revision", revision)
                .endSpec()
                .build();
    }

    private static Service actual(String version) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withUid("1")
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }

    private boolean pass(Service actual, Service desired, boolean same) {
        Comparisons.Pass pass = comparisons.begin(RELEASE);
        boolean answer = pass.matches(actual, desired, () -> {
            compared++;
            return same;
        });
        pass.end();
        return answer;
    }

    @Test
    void whatIsAsItWasIsComparedOnce() {
        assertTrue(pass(actual("1"), WANTED, true));
        assertTrue(pass(actual("1"), wanted("a1"), true));

        assertEquals(1, compared);
    }

    @Test
    void anObjectThatHasChangedIsComparedAgain() {
        pass(actual("1"), WANTED, true);

        assertFalse(pass(actual("2"), WANTED, false));
    }

    @Test
    void whatShouldBeOtherwiseNowIsComparedAgain() {
        pass(actual("1"), WANTED, true);

        assertFalse(pass(actual("1"), wanted("b2"), false));
    }

    @Test
    void aDifferenceIsNotRemembered() {
        assertFalse(pass(actual("1"), WANTED, false));
        assertTrue(pass(actual("1"), WANTED, true));
    }

    @Test
    void whatAPassDidNotAskForAndWhatIsGoneIsForgotten() {
        pass(actual("1"), WANTED, true);
        comparisons.begin(RELEASE).end();
        pass(actual("1"), WANTED, true);
        comparisons.forget(RELEASE);
        pass(actual("1"), WANTED, true);

        assertEquals(3, compared);
    }
}

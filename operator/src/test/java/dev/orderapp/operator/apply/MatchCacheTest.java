package dev.orderapp.operator.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatchCacheTest {
    private static final String RELEASE = "shops/shop";
    private static final Drift SAME = new Drift(true, true, Optional.empty());
    private static final Drift OVERRULED =
            new Drift(true, true, Optional.of(new Drift.Difference("spec.replicas", "3", "2")));
    private static final Drift TAKEN = new Drift(false, true, Optional.empty());

    private final MatchCache comparisons = new MatchCache();
    private int compared;

    private static Service actual(String version) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withUid("1")
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }

    private Drift pass(Service actual, String wanted, Drift drift) {
        MatchCache.Pass pass = comparisons.begin(RELEASE);
        Drift answer = pass.drift(actual, wanted, () -> {
            compared++;
            return drift;
        });
        pass.end();
        return answer;
    }

    @Test
    void whatIsAsItWasIsComparedOnce() {
        assertEquals(SAME, pass(actual("1"), "a1", SAME));
        assertEquals(SAME, pass(actual("1"), "a1", TAKEN));

        assertEquals(1, compared);
    }

    @Test
    void soIsWhatCanNotBeOtherwise() {
        assertEquals(OVERRULED, pass(actual("1"), "a1", OVERRULED));
        assertEquals(OVERRULED, pass(actual("1"), "a1", SAME));
    }

    @Test
    void anObjectThatHasChangedIsComparedAgain() {
        pass(actual("1"), "a1", SAME);

        assertEquals(TAKEN, pass(actual("2"), "a1", TAKEN));
    }

    @Test
    void whatShouldBeOtherwiseNowIsComparedAgain() {
        pass(actual("1"), "a1", SAME);

        assertEquals(TAKEN, pass(actual("1"), "b2", TAKEN));
    }

    @Test
    void whatIsToBeWrittenIsNotRemembered() {
        assertEquals(TAKEN, pass(actual("1"), "a1", TAKEN));
        assertEquals(SAME, pass(actual("1"), "a1", SAME));
    }

    @Test
    void whatAPassDidNotAskForAndWhatIsGoneIsForgotten() {
        pass(actual("1"), "a1", SAME);
        comparisons.begin(RELEASE).end();
        pass(actual("1"), "a1", SAME);
        comparisons.forget(RELEASE);
        pass(actual("1"), "a1", SAME);

        assertEquals(3, compared);
    }
}

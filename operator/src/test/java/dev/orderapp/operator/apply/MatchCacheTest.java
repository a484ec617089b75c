package dev.orderapp.operator.apply;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.ServiceBuilder;
import io.javaoperatorsdk.operator.processing.event.ResourceID;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class MatchCacheTest {
    private static final ResourceID RELEASE = new ResourceID("shop", "shops");
    private static final Drift SAME = new Drift(true, true, Optional.empty());
    private static final Drift OVERRULED =
            new Drift(true, true, Optional.of(new Drift.Difference("spec.replicas", "3", "2")));
    private static final Drift TAKEN = new Drift(false, true, Optional.empty());

    private final MatchCache cache = new MatchCache();
    private int compared;

    private static Service actual(String version) {
        return new ServiceBuilder()
                .withNewMetadata()
                .withUid("1")
                .withResourceVersion(version)
                .endMetadata()
                .build();
    }

    private Drift reconcile(Service actual, String wanted, Drift drift) {
        MatchCache.ReleaseMatches matches = cache.begin(RELEASE);
        Drift answer = matches.drift(actual, wanted, () -> {
            compared++;
            return drift;
        });
        matches.end();
        return answer;
    }

    @Test
    void whatIsAsItWasIsComparedOnce() {
        assertEquals(SAME, reconcile(actual("1"), "a1", SAME));
        assertEquals(SAME, reconcile(actual("1"), "a1", TAKEN));

        assertEquals(1, compared);
    }

    @Test
    void soIsWhatCanNotBeOtherwise() {
        assertEquals(OVERRULED, reconcile(actual("1"), "a1", OVERRULED));
        assertEquals(OVERRULED, reconcile(actual("1"), "a1", SAME));
    }

    @Test
    void anObjectThatHasChangedIsComparedAgain() {
        reconcile(actual("1"), "a1", SAME);

        assertEquals(TAKEN, reconcile(actual("2"), "a1", TAKEN));
    }

    @Test
    void whatShouldBeOtherwiseNowIsComparedAgain() {
        reconcile(actual("1"), "a1", SAME);

        assertEquals(TAKEN, reconcile(actual("1"), "b2", TAKEN));
    }

    @Test
    void whatIsToBeWrittenIsNotRemembered() {
        assertEquals(TAKEN, reconcile(actual("1"), "a1", TAKEN));
        assertEquals(SAME, reconcile(actual("1"), "a1", SAME));
    }

    @Test
    void whatAPassDidNotAskForAndWhatIsGoneIsForgotten() {
        reconcile(actual("1"), "a1", SAME);
        cache.begin(RELEASE).end();
        reconcile(actual("1"), "a1", SAME);
        cache.forget(RELEASE);
        reconcile(actual("1"), "a1", SAME);

        assertEquals(3, compared);
    }
}

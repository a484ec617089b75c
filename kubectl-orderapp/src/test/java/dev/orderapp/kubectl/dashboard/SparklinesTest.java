package dev.orderapp.kubectl.dashboard;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.kubectl.SampleReleases;
import dev.orderapp.kubectl.release.ReleaseView;
import dev.orderapp.v1.OrderAppRelease;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** How often the list asks for what was recorded. */
class SparklinesTest {
    private static final Instant NOW = Instant.parse("2026-11-24T10:01:00Z");

    private final List<String> asked = new ArrayList<>();
    private final Sparklines lines = new Sparklines((view, attempt) -> {
        asked.add(view.name() + "/" + attempt);
        return RecordedAttempt.of(attempt, Map.of("course.json", SampleCourses.TWO_METRICS));
    });

    private void look(OrderAppRelease release, Instant now) {
        lines.of(new ReleaseView(release), now);
    }

    @Test
    void oneOfAReleaseAtRestIsReadOnce() {
        for (int second = 0; second < 100; second++) {
            lines.begin();
            look(SampleReleases.rolledBack(), NOW.plusSeconds(second));
        }
        assertEquals(List.of("shop/1"), asked);
    }

    @Test
    void oneOfAReleaseThatMovesIsReadAsOftenAsItIsRecorded() {
        for (int second = 0; second < 30; second++) {
            lines.begin();
            look(SampleReleases.atFirstStep(), NOW.plusSeconds(second));
        }
        assertEquals(3, asked.size());
    }

    @Test
    void aReleaseThatCameToRestAMomentAgoIsReadAgain() {
        Instant rolledBack = Instant.parse("2026-11-24T10:00:30Z");
        for (int second = 1; second < 60; second++) {
            lines.begin();
            look(SampleReleases.rolledBack(), rolledBack.plusSeconds(second));
        }
        assertEquals(2, asked.size());
    }

    @Test
    void aThousandAreReadAFewAtATime() {
        lines.begin();
        for (int i = 0; i < 1_000; i++) {
            OrderAppRelease release = SampleReleases.rolledBack();
            release.getMetadata().setName("shop-" + i);
            look(release, NOW);
        }
        assertEquals(20, asked.size());
    }
}

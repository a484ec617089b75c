package dev.orderapp.simulation;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.orderapp.e2e.shop.LoadRecords;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** What a visit of simulated visitors is recorded as. */
class VisitTest {
    private static LoadRecords.Visit visit(String page, List<String> api) {
        Visit visit = new Visit(0, OptionalInt.empty(), false);
        visit.opened(page);
        api.forEach(visit::called);
        assertEquals(1 + api.size(), visit.requests());
        return visit.ended(1);
    }

    @Test
    void oneRevisionOfPageAndApiIsNeitherMixedNorFollowed() {
        LoadRecords.Visit seen = visit("new", List.of("new", "new"));
        assertFalse(seen.mixed());
        assertFalse(seen.followed());
    }

    @Test
    void anApiThatGoesOverToAnotherRevisionForGoodFollowed() {
        LoadRecords.Visit seen = visit("new", List.of("new", "old", "old"));
        assertFalse(seen.mixed());
        assertTrue(seen.followed());
    }

    @Test
    void anApiThatGoesBackToARevisionThatItHadLeftIsMixed() {
        assertTrue(visit("new", List.of("new", "old", "new")).mixed());
    }

    @Test
    void whatNobodyAnsweredIsOfNoRevision() {
        LoadRecords.Visit seen = visit("new", List.of("new", "", "new"));
        assertFalse(seen.mixed());
        assertFalse(seen.followed());
    }
}

package dev.orderapp.operator.observe;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotSame;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.orderapp.operator.resources.RevisionSnapshot;
import io.fabric8.kubernetes.api.model.apps.ControllerRevision;
import io.fabric8.kubernetes.api.model.apps.ControllerRevisionBuilder;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevisionSnapshotsTest {
    private static final String CONTENT =
            "{\"input\": {\"backend\": {\"image\": \"acme/order-backend:1\"}}, \"templates\": {}}";

    private final RevisionSnapshots revisions = new RevisionSnapshots();

    private static ControllerRevision object(String uid, Map<String, Object> data) {
        return new ControllerRevisionBuilder()
                .withNewMetadata()
                .withName("shop-a1")
                .withUid(uid)
                .endMetadata()
                .withData(data)
                .build();
    }

    private static Map<String, Object> data(String revision) {
        return Map.of("format", 1, "revision", revision, "content", CONTENT);
    }

    @Test
    void whatNobodyCanChangeIsReadOnce() {
        RevisionSnapshot first = revisions.read(object("1", data("a1"))).orElseThrow();

        assertSame(first, revisions.read(object("1", data("a1"))).orElseThrow());
    }

    @Test
    void anotherObjectOfTheSameNameIsReadAnew() {
        revisions.read(object("1", data("a1")));

        assertEquals(
                "b2",
                revisions.read(object("2", data("b2"))).orElseThrow().revision().id());
    }

    @Test
    void manyOthersPushOutTheOldest() {
        RevisionSnapshot first = revisions.read(object("1", data("a1"))).orElseThrow();
        for (int other = 2; other < 1_000; other++) {
            revisions.read(object(Integer.toString(other), data("a1")));
        }

        assertNotSame(first, revisions.read(object("1", data("a1"))).orElseThrow());
    }

    @Test
    void whatIsNoRevisionIsAsGoodAsNone() {
        assertEquals(Optional.empty(), revisions.read(object("1", Map.of("spec", "none"))));
    }
}

package dev.orderapp.kubectl.release;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.orderapp.kubectl.SampleReleases;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class VersionNameTest {
    private final ReleaseView view = new ReleaseView(SampleReleases.atFirstStep());

    @ParameterizedTest
    @CsvSource(textBlock = """
            acme/order-backend:1.1.0,                                acme/order-frontend:1.1.0, 1.1.0
            acme/order-backend:1.1.0,                                acme/order-frontend:1.0.4, 1.1.0/1.0.4
            registry.example.com:5000/order-backend:1.1.0,           ,                          1.1.0
            registry.example.com:5000/order-backend,                 ,                          order-backend
            order-backend:2@sha256:0123456789abcdef0123456789abcdef, ,                          2
            order-backend@sha256:0123456789abcdef0123456789abcdef,   ,                          0123456789ab
            """)
    void isTheTagsOfTheImages(String backend, String frontend, String name) {
        assertEquals(Optional.of(name), VersionName.of(backend, frontend));
    }

    @Test
    void isNotKnownWithoutAnImage() {
        assertEquals(Optional.empty(), VersionName.of(null, null));
    }

    @Test
    void standsBeforeEachRevisionOfASentence() {
        assertEquals(
                "1.1.0 (revision 7d9f) starts, and 1.0.0 (revision 4c21) serves",
                VersionName.in("revision 7d9f starts, and revision 4c21 serves", view));
    }

    @Test
    void leavesAloneWhatItDoesNotKnowAndOptionsOfCommands() {
        assertEquals("revision ffff waits", VersionName.in("revision ffff waits", view));
        assertEquals("explain --revision 7d9f", VersionName.in("explain --revision 7d9f", view));
    }
}

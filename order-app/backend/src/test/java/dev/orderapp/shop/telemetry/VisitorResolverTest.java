package dev.orderapp.shop.telemetry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.session.Session;
import dev.orderapp.shop.session.SessionCookie;
import dev.orderapp.shop.telemetry.VisitorSettings.Strangers;
import jakarta.servlet.http.Cookie;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.springframework.mock.web.MockHttpServletRequest;

/** Whose an event is. */
class VisitorResolverTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    private static Visitor visitor(Strangers strangers, Optional<Duration> accountAge, String cookie, String address) {
        SessionCookie session = mock();
        when(session.session(any()))
                .thenReturn(accountAge.map(age -> new Session(new AccountId(7), 0, NOW.minus(age))));
        MockHttpServletRequest request = new MockHttpServletRequest();
        request.setRemoteAddr(address);
        request.setCookies(new Cookie("order_app_visitor", cookie));
        VisitorSettings settings = new VisitorSettings(Duration.ofHours(2), strangers, Duration.ofMinutes(5));
        return new VisitorResolver(session, settings, Clock.fixed(NOW, ZoneOffset.UTC)).of(request);
    }

    private static Visitor stranger(Strangers strangers, String cookie, String address) {
        return visitor(strangers, Optional.empty(), cookie, address);
    }

    @Test
    void anAccountOfSomeAgeCountsForItselfFromWhereverItCalls() {
        Optional<Duration> old = Optional.of(Duration.ofHours(2));
        assertEquals(
                visitor(Strangers.NETWORK, old, "a".repeat(32), "203.0.113.1"),
                visitor(Strangers.NETWORK, old, "b".repeat(32), "198.51.100.1"));
    }

    @Test
    void aYoungAccountIsAStrangerOfItsNetwork() {
        Optional<Duration> young = Optional.of(Duration.ofHours(2).minusSeconds(1));
        assertEquals(
                stranger(Strangers.NETWORK, "a".repeat(32), "203.0.113.1"),
                visitor(Strangers.NETWORK, young, "b".repeat(32), "203.0.113.77"));
    }

    @Test
    void cookiesTellStrangersApartOnlyWhereTheInstallationSaysSo() {
        String one = "a".repeat(32);
        String other = "b".repeat(32);
        assertEquals(
                stranger(Strangers.NETWORK, one, "203.0.113.1"), stranger(Strangers.NETWORK, other, "203.0.113.1"));
        assertNotEquals(
                stranger(Strangers.COOKIE, one, "203.0.113.1"), stranger(Strangers.COOKIE, other, "203.0.113.1"));
        assertEquals(
                stranger(Strangers.COOKIE, "made-up", "203.0.113.1"),
                stranger(Strangers.COOKIE, "another", "203.0.113.1"));
    }
}

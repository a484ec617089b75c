package dev.orderapp.shop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;

@ShopTest
class SignInGuessingTest {

    private static final AtomicInteger NETWORK = new AtomicInteger();

    @Autowired
    Fixtures fixtures;

    @Autowired
    JdbcClient jdbc;

    @Test
    void afterTenWrongPasswordsEvenTheRightOneIsNotTried() {
        String email = fixtures.customer();
        List<Response> guesses = guess(email, 10);

        Response right = from(network()).signIn(email, Fixtures.PASSWORD);

        assertThat(guesses).extracting(Response::status).containsOnly(401);
        assertThat(right.status()).isEqualTo(429);
        assertThat(right.<String>json("$.type")).isEqualTo("urn:order-app:too-many-attempts");
        assertThat(Integer.parseInt(right.header("retry-after")))
                .isEqualTo(right.<Integer>json("$.retryAfter"))
                .isBetween(1, 901);
        assertThat(right.setCookie(SessionCookie.NAME)).isEmpty();
    }

    @Test
    void anAddressWithoutAnAccountIsLockedAlike() {
        String nobody = UUID.randomUUID() + "@example.test";
        guess(nobody, 10);

        assertThat(from(network()).signIn(nobody, "wrong").status()).isEqualTo(429);
    }

    @Test
    void strangersWhoGuessDoNotShutTheOwnerOut() {
        String email = fixtures.customer();
        TestClient owner = fixtures.signedIn(email);
        owner.delete("/api/session");
        guess(email, 12);

        assertThat(owner.signIn(email, Fixtures.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aTrustedDeviceMayNotGuessWithoutEndEither() {
        String email = fixtures.customer();
        TestClient known = fixtures.signedIn(email);
        IntStream.range(0, 10).forEach(number -> known.signIn(email, "wrong"));

        assertThat(known.signIn(email, Fixtures.PASSWORD).status()).isEqualTo(429);
        assertThat(from(network()).signIn(email, Fixtures.PASSWORD).status())
                .as("the account itself is open")
                .isEqualTo(200);
    }

    @Test
    void aBrowserKnownToOneAccountIsAStrangerToOthers() {
        String mine = fixtures.customer();
        String theirs = fixtures.customer();
        TestClient browser = fixtures.signedIn(mine);
        guess(theirs, 10);

        assertThat(browser.signIn(theirs, Fixtures.PASSWORD).status()).isEqualTo(429);
    }

    @Test
    void aTrustedDevicesCookieSignsNobodyIn() {
        TestClient known = fixtures.signedIn();

        TestClient thief = fixtures.browser().withCookie(SessionCookie.NAME, known.cookie(TrustedDevice.COOKIE));

        assertThat(thief.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void theLockEndsByItself() {
        String email = fixtures.customer();
        guess(email, 10);
        jdbc.sql("UPDATE attempt SET forgotten_at = forgotten_at - INTERVAL 15 MINUTE")
                .update();

        assertThat(from(network()).signIn(email, Fixtures.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void theRightPasswordForgetsTheWrongOnesBefore() {
        String email = fixtures.customer();
        guess(email, 9);
        from(network()).signIn(email, Fixtures.PASSWORD);
        guess(email, 9);

        assertThat(from(network()).signIn(email, Fixtures.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void onePasswordForManyAddressesIsStoppedToo() {
        String network = network();
        IntStream.range(0, 100)
                .forEach(number -> from(network).signIn(UUID.randomUUID() + "@example.test", "spring2026"));

        assertThat(from(network).signIn(fixtures.customer(), Fixtures.PASSWORD).status())
                .isEqualTo(429);
        assertThat(from(network())
                        .signIn(fixtures.customer(), Fixtures.PASSWORD)
                        .status())
                .isEqualTo(200);
    }

    @Test
    void noHeaderOfAStrangersOwnMakesThemAnotherNetwork() {
        String network = network();
        IntStream.range(0, 100)
                .forEach(number -> stranger(network, number).signIn(UUID.randomUUID() + "@example.test", "spring2026"));

        assertThat(stranger(network, 100)
                        .signIn(fixtures.customer(), Fixtures.PASSWORD)
                        .status())
                .isEqualTo(429);
    }

    /** As a proxy hands them on that appends to its own header and knows no other. */
    private TestClient stranger(String network, int number) {
        String invented = "203.0.%d.1".formatted(number);
        return from(invented + ", " + network)
                .withHeader("Forwarded", "for=" + invented)
                .withHeader("X-Real-IP", invented);
    }

    @Test
    void neighboursInANetworkAreOne() {
        int network = NETWORK.incrementAndGet();
        IntStream.range(0, 100).forEach(number -> from("198.18.%d.%d".formatted(network, number))
                .signIn(UUID.randomUUID() + "@example.test", "spring2026"));

        assertThat(from("198.18.%d.200".formatted(network))
                        .signIn(fixtures.customer(), Fixtures.PASSWORD)
                        .status())
                .isEqualTo(429);
    }

    @Test
    void guessesAreCountedUnderNamesThatTellNothing() {
        String email = fixtures.customer();
        guess(email, 1);

        assertThat(jdbc.sql("SELECT COUNT(*) FROM attempt WHERE LOCATE(?, subject) > 0")
                        .param(email)
                        .query(Integer.class)
                        .single())
                .isZero();
        assertThat(jdbc.sql("SELECT COUNT(*) FROM attempt").query(Integer.class).single())
                .isPositive();
    }

    private List<Response> guess(String email, int times) {
        String network = network();
        return IntStream.range(0, times)
                .mapToObj(number -> from(network).signIn(email, "wrong " + number))
                .toList();
    }

    private TestClient from(String network) {
        return fixtures.browser().withHeader("X-Forwarded-For", network);
    }

    private static String network() {
        return "198.18.%d.1".formatted(NETWORK.incrementAndGet());
    }
}

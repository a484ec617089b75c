package dev.orderapp.shop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.settings.ShopSettings;
import dev.orderapp.shop.testing.Concurrently;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

@ShopTest
class PasswordTest {

    private static final String NEXT = "battery staple";

    @Autowired
    Fixtures fixtures;

    @Autowired
    ShopSettings settings;

    private static Response change(TestClient browser, String current, String next) {
        return browser.put("/api/session/password", "{\"current\":\"%s\",\"new\":\"%s\"}".formatted(current, next));
    }

    @Test
    void aNewPasswordSignsInAndTheOldOneDoesNot() {
        String email = fixtures.customer();

        Response changed = change(fixtures.signedIn(email), Fixtures.PASSWORD, NEXT);

        assertThat(changed.status()).isEqualTo(204);
        assertThat(fixtures.browser().signIn(email, NEXT).status()).isEqualTo(200);
        assertThat(fixtures.browser().signIn(email, Fixtures.PASSWORD).status()).isEqualTo(401);
    }

    @Test
    void aNewPasswordEndsAllOtherSessionsOfTheAccount() {
        String email = fixtures.staff();
        TestClient here = fixtures.signedIn(email);
        TestClient thief = fixtures.signedIn(email);
        TestClient neighbour = fixtures.signedIn();

        change(here, Fixtures.PASSWORD, NEXT);

        assertThat(here.get("/api/session").status()).isEqualTo(200);
        for (String path : List.of("/api/session", "/api/orders", "/api/cart", "/api/staff/orders")) {
            Response answer = thief.get(path);
            assertThat(answer.status()).as(path).isEqualTo(401);
            assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:not-signed-in");
        }
        assertThat(thief.get("/api/products").status()).isEqualTo(200);
        assertThat(neighbour.get("/api/session").status()).isEqualTo(200);
    }

    @Test
    void aSessionOfTheReleaseBeforeGoesOnUntilThePasswordIsChanged() {
        String email = fixtures.customer();
        TestClient before = fixtures.browser().withCookie(SessionCookie.NAME, tokenOfTheReleaseBefore(email));
        assertThat(before.get("/api/session").<String>json("$.email")).isEqualTo(email);

        change(fixtures.signedIn(email), Fixtures.PASSWORD, NEXT);

        assertThat(before.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void whoDoesNotKnowThePasswordChangesNothingAndMayNotGuessWithoutEnd() {
        String email = fixtures.customer();
        TestClient browser = fixtures.signedIn(email);

        Response wrong = change(browser, "wrong password", NEXT);
        for (int guess = 1; guess < 10; guess++) {
            change(browser, "wrong password", NEXT);
        }
        Response tooMany = change(browser, Fixtures.PASSWORD, NEXT);

        assertThat(wrong.status()).isEqualTo(400);
        assertThat(wrong.<String>json("$.field")).isEqualTo("current");
        assertThat(tooMany.status()).isEqualTo(429);
        assertThat(fixtures.browser().signIn(email, Fixtures.PASSWORD).status()).isEqualTo(200);
    }

    @ParameterizedTest
    @CsvSource({"123456789", "''"})
    void aPasswordThatCannotBeIsRefusedByName(String next) {
        Response answer = change(fixtures.signedIn(), Fixtures.PASSWORD, next);

        assertThat(answer.status()).isEqualTo(400);
        assertThat(answer.<String>json("$.field")).isEqualTo("new");
    }

    @Test
    void ofTwoChangesAtOnceOneCounts() {
        String email = fixtures.customer();
        TestClient browser = fixtures.signedIn(email);
        TestClient other = fixtures.signedIn(email);

        List<Response> answers =
                Concurrently.run(2, number -> change(number == 0 ? browser : other, Fixtures.PASSWORD, NEXT + number));

        assertThat(answers).filteredOn(answer -> answer.status() == 204).hasSize(1);
        int winner = answers.get(0).status() == 204 ? 0 : 1;
        assertThat(fixtures.browser().signIn(email, NEXT + winner).status()).isEqualTo(200);
    }

    @Test
    void aStrangerAndAForeignPageAreRefused() {
        TestClient stranger = fixtures.browser();
        stranger.get("/api/products");

        assertThat(change(stranger, Fixtures.PASSWORD, NEXT).status()).isEqualTo(401);
        assertThat(change(fixtures.signedIn().withoutCsrfHeader(), Fixtures.PASSWORD, NEXT)
                        .status())
                .isEqualTo(403);
    }

    private String tokenOfTheReleaseBefore(String email) {
        AccountId customer = fixtures.accountOf(email);
        return new SignedTokens(settings.sessionKeyBytes(), "order-app", Duration.ofHours(12), Clock.systemUTC())
                .issue(Long.toString(customer.value()), Map.of());
    }
}

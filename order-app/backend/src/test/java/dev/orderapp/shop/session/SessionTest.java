package dev.orderapp.shop.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.settings.ShopSettings;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.Response;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.crypto.password.PasswordEncoder;

@ShopTest
class SessionTest {

    @Autowired
    Fixtures fixtures;

    @LocalServerPort
    int port;

    @Autowired
    ShopSettings settings;

    @Autowired
    PasswordEncoder passwords;

    @Test
    void signingInTellsWhoOneIsAndSetsACookieThatScriptsCannotRead() {
        String email = fixtures.customer();
        TestClient browser = fixtures.browser();

        Response answer = browser.signIn(email, Fixtures.PASSWORD);

        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.<String>json("$.email")).isEqualTo(email);
        assertThat(answer.<String>json("$.name")).isEqualTo("Kim");
        assertThat(answer.setCookie(SessionCookie.NAME))
                .contains("Path=/")
                .contains("HttpOnly")
                .contains("SameSite=Lax")
                .contains("Max-Age=43200")
                .doesNotContain("Secure");
        assertThat(browser.get("/api/session").<String>json("$.email")).isEqualTo(email);
    }

    @Test
    void cookiesAreSecureWhenTheVisitorCameByHttps() {
        TestClient browser = fixtures.browser().withHeader("X-Forwarded-Proto", "https");

        Response first = browser.get("/api/products");
        Response signIn = browser.signIn(fixtures.customer(), Fixtures.PASSWORD);

        assertThat(first.setCookie("XSRF-TOKEN")).contains("Secure");
        assertThat(signIn.setCookie(SessionCookie.NAME)).contains("Secure");
    }

    @Test
    void anAddressIsTheSameHoweverItIsCapitalised() {
        String email = fixtures.customer().toUpperCase(Locale.ROOT);

        assertThat(fixtures.browser().signIn(email, Fixtures.PASSWORD).status()).isEqualTo(200);
    }

    @Test
    void aWrongPasswordAndAnUnknownAddressGetTheSameAnswer() {
        Response wrongPassword = fixtures.browser().signIn(fixtures.customer(), "wrong");
        Response unknown = fixtures.browser().signIn("nobody@example.test", "wrong");

        assertThat(wrongPassword.status()).isEqualTo(401);
        assertThat(unknown.status()).isEqualTo(401);
        assertThat(unknown.<String>json("$.type")).isEqualTo("urn:order-app:wrong-credentials");
        assertThat(unknown.<String>json("$.detail")).isEqualTo(wrongPassword.json("$.detail"));
        assertThat(unknown.setCookie(SessionCookie.NAME)).isEmpty();
    }

    @Test
    void aPasswordTooLongForBcryptIsWrong() {
        Response answer = fixtures.browser().signIn(fixtures.customer(), Fixtures.PASSWORD + "x".repeat(1000));

        assertThat(answer.status()).isEqualTo(401);
    }

    @Test
    void missingMembersAreWrongCredentials() {
        TestClient browser = fixtures.browser();
        browser.get("/api/products");

        assertThat(browser.post("/api/session", "{}").status()).isEqualTo(401);
    }

    @Test
    void withoutASessionOneIsNobody() {
        Response answer = fixtures.browser().get("/api/session");

        assertThat(answer.status()).isEqualTo(401);
        assertThat(answer.header("content-type")).isEqualTo("application/problem+json");
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:not-signed-in");
        assertThat(answer.<String>json("$.instance")).isEqualTo("/api/session");
    }

    @Test
    void signingOutEndsTheSessionInTheBrowser() {
        TestClient browser = fixtures.signedIn();

        assertThat(browser.delete("/api/session").status()).isEqualTo(204);

        assertThat(browser.get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void aForgedCookieIsNobodysButLeavesPublicPagesOpen() {
        TestClient customer = fixtures.signedIn();
        String token = customer.cookie(SessionCookie.NAME);
        String[] parts = token.split("\\.");
        AccountId other = fixtures.accountOf(fixtures.customer());
        String otherCustomer = parts[0] + "."
                + tokens(settings, Clock.systemUTC())
                        .issue(new Session(other, 0, Instant.EPOCH))
                        .split("\\.")[1];
        for (String forged :
                new String[] {"x", "..", token + "x", otherCustomer + "." + parts[2], unsigned(parts[1])}) {
            TestClient browser = fixtures.browser().withCookie(SessionCookie.NAME, forged);

            assertThat(browser.get("/api/session").status()).as(forged).isEqualTo(401);
            assertThat(browser.get("/api/products").status()).as(forged).isEqualTo(200);
        }
    }

    @Test
    void aCookieSignedWithAnotherKeyIsNobodys() {
        ShopSettings otherKey = settingsWith("QUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUFBQUE=");
        AccountId customer = fixtures.accountOf(fixtures.customer());
        String token = tokens(otherKey, Clock.systemUTC()).issue(new Session(customer, 0, Instant.EPOCH));

        assertThat(fixtures.browser()
                        .withCookie(SessionCookie.NAME, token)
                        .get("/api/orders")
                        .status())
                .isEqualTo(401);
    }

    @Test
    void aSessionEndsAfterItsLifetime() {
        AccountId customer = fixtures.accountOf(fixtures.customer());
        Instant start = Instant.now().minus(settings.sessionLifetime());
        String expired = tokens(settings, Clock.fixed(start.minusSeconds(60), ZoneOffset.UTC))
                .issue(new Session(customer, 0, Instant.EPOCH));
        String nearlyExpired = tokens(settings, Clock.fixed(start.plusSeconds(300), ZoneOffset.UTC))
                .issue(new Session(customer, 0, Instant.EPOCH));

        assertThat(withToken(expired).get("/api/orders").status()).isEqualTo(401);
        assertThat(withToken(nearlyExpired).get("/api/orders").status()).isEqualTo(200);
    }

    @Test
    void aCustomerWhoIsGoneIsNobody() {
        String token =
                tokens(settings, Clock.systemUTC()).issue(new Session(new AccountId(Long.MAX_VALUE), 0, Instant.EPOCH));

        assertThat(withToken(token).get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void signingOutEndsTheSessionForWhoeverHasACopyOfItsCookie() {
        TestClient browser = fixtures.signedIn();
        String copy = browser.cookie(SessionCookie.NAME);

        assertThat(browser.delete("/api/session").status()).isEqualTo(204);

        assertThat(withToken(copy).get("/api/orders").status()).isEqualTo(401);
        assertThat(withToken(copy).get("/api/session").status()).isEqualTo(401);
    }

    @Test
    void signingOutLeavesTheSessionsOfOtherBrowsers() {
        String email = fixtures.customer();
        TestClient here = fixtures.signedIn(email);
        TestClient there = fixtures.signedIn(email);

        here.delete("/api/session");

        assertThat(there.get("/api/orders").status()).isEqualTo(200);
        assertThat(fixtures.signedIn(email).get("/api/orders").status()).isEqualTo(200);
    }

    @Test
    void aTokenThatAnotherSiteOfTheDomainPlantedConfirmsNothing() {
        String theirs = fixtures.signedIn().cookie("XSRF-TOKEN");
        String nobodys = planted(fixtures.browser());

        for (String token : new String[] {theirs, nobodys, UUID.randomUUID().toString(), theirs + "x", "."}) {
            TestClient victim = fixtures.signedIn().withCookie("XSRF-TOKEN", token);

            Response answer = victim.delete("/api/session");

            assertThat(answer.status()).as(token).isEqualTo(403);
            assertThat(victim.cookie("XSRF-TOKEN"))
                    .as("its page sends the same again with this one")
                    .isNotEqualTo(token);
            assertThat(victim.delete("/api/session").status()).isEqualTo(204);
        }
    }

    private static String planted(TestClient browser) {
        browser.get("/api/products");
        return browser.cookie("XSRF-TOKEN");
    }

    @Test
    void aPageSignsInAndOutAndInAgainWithoutARefusal() {
        String email = fixtures.customer();
        TestClient browser = fixtures.signedIn(email);

        assertThat(browser.delete("/api/session").status()).isEqualTo(204);
        assertThat(browser.signIn(email, Fixtures.PASSWORD).status()).isEqualTo(200);
        assertThat(browser.delete("/api/session").status()).isEqualTo(204);
    }

    @Test
    void everyChangeNeedsTheCsrfHeader() {
        TestClient foreignPage = fixtures.signedIn().withoutCsrfHeader();

        Response answer = foreignPage.delete("/api/session");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:csrf");
    }

    /** An earlier answer may have got lost with its token: the page then sends the same again with the one that came. */
    @Test
    void theRefusalOfAChangeWithoutATokenBringsOne() {
        TestClient withoutToken = fixtures.browser();

        Response answer = withoutToken.post("/api/session", "{}");

        assertThat(answer.status()).isEqualTo(403);
        assertThat(answer.setCookie("XSRF-TOKEN")).contains("Path=/");
        assertThat(withoutToken.post("/api/session", "{}").status()).isNotEqualTo(403);
    }

    @Test
    void aWrongCsrfHeaderIsRefused() {
        TestClient browser = fixtures.signedIn().withoutCsrfHeader().withHeader("X-XSRF-TOKEN", "guess");

        assertThat(browser.delete("/api/session").status()).isEqualTo(403);
    }

    /** With a token that the shop gave to the attacker, who planted it: it is for nobody's account, as nobody is signed in. */
    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, cross-site",
        "Sec-Fetch-Site, same-site",
        "Sec-Fetch-Site, anything",
        "Origin, https://evil.localhost",
        "Origin, http://localhost",
        "Origin, null",
        "Origin, http://localhost:PORT.evil.test",
        "Origin, not a URI",
        "Origin, ''"
    })
    void anotherSitesPageSignsNobodyInOrUp(String header, String value) {
        TestClient victim = fixtures.browser();
        victim.get("/api/products");
        victim.withHeader(header, value.replace("PORT", String.valueOf(port)));

        Response signIn = victim.post(
                "/api/session",
                "{\"email\":\"%s\",\"password\":\"%s\"}".formatted(fixtures.customer(), Fixtures.PASSWORD));
        Response signUp = victim.post(
                "/api/accounts",
                "{\"email\":\"planted@example.test\",\"name\":\"Kim\",\"password\":\"a long password 1\"}");

        assertThat(List.of(signIn, signUp)).allSatisfy(answer -> {
            assertThat(answer.status()).isEqualTo(403);
            assertThat(answer.<String>json("$.type")).isEqualTo("urn:order-app:csrf");
        });
        assertThat(victim.cookie("order_app_session")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "Sec-Fetch-Site, same-origin",
        "Sec-Fetch-Site, none",
        "Origin, http://localhost:PORT",
        "Origin, https://LOCALHOST:PORT"
    })
    void theShopsOwnPageSignsIn(String header, String value) {
        TestClient browser = fixtures.browser().withHeader(header, value.replace("PORT", String.valueOf(port)));

        assertThat(browser.signIn(fixtures.customer(), Fixtures.PASSWORD).status())
                .isEqualTo(200);
    }

    @Test
    void everyGetOfTheApiBringsTheCsrfCookie() {
        assertThat(fixtures.browser().get("/api/session").setCookie("XSRF-TOKEN"))
                .contains("Path=/")
                .doesNotContain("HttpOnly");
    }

    @Test
    void theCsrfCookieStaysTheSameSoThatRequestsSentTogetherAllPass() {
        TestClient browser = fixtures.signedIn();
        String token = browser.cookie("XSRF-TOKEN");

        Response answer = browser.get("/api/session");

        assertThat(answer.headers()).doesNotContainKey("set-cookie");
        assertThat(browser.cookie("XSRF-TOKEN")).isEqualTo(token);
    }

    @Test
    void anUnknownAddressCostsAPasswordCheckToo() {
        assertThat(passwords.encode("x")).startsWith("$2a$04$");
        // The hash that stands in for the missing one has the strength of the real ones.
        assertThat(new SignIn(null, passwords, null, null))
                .extracting("dummyHash")
                .asString()
                .startsWith("$2a$04$");
    }

    private TestClient withToken(String token) {
        return fixtures.browser().withCookie(SessionCookie.NAME, token);
    }

    /** A token with that content whose header says that it needs no signature. */
    private static String unsigned(String payload) {
        return "eyJhbGciOiJub25lIn0." + payload + ".";
    }

    private static SessionTokens tokens(ShopSettings settings, Clock clock) {
        return new SessionTokens(settings, clock);
    }

    private static ShopSettings settingsWith(String sessionKey) {
        return new ShopSettings("dev", sessionKey, Duration.ofHours(12), 4, false, "");
    }
}

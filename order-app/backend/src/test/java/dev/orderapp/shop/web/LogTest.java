package dev.orderapp.shop.web;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import dev.orderapp.shop.testing.Fixtures;
import dev.orderapp.shop.testing.ShopTest;
import dev.orderapp.shop.testing.TestClient;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

/** The log of a shop that runs as installed, which is at INFO. */
@ShopTest
@ExtendWith(OutputCaptureExtension.class)
class LogTest {

    private static final String NAME = "Hong Gildong of Namwon";
    private static final String STREET = "Sejong-daero 1734";

    @Autowired
    Fixtures fixtures;

    private final Logger root = (Logger) LoggerFactory.getLogger(org.slf4j.Logger.ROOT_LOGGER_NAME);
    private Level level;

    @BeforeEach
    void logAsInstalled() {
        level = root.getLevel();
        root.setLevel(Level.INFO);
    }

    @AfterEach
    void logAsInOtherTests() {
        root.setLevel(level);
    }

    @Test
    void noPersonalDataReachesTheLogWhateverGoesWrong(CapturedOutput output) {
        String email = "gildong-%s@example.test".formatted(UUID.randomUUID());
        TestClient browser = fixtures.browser();
        browser.get("/api/products");
        String account =
                "{\"email\":\"%s\",\"name\":\"%s\",\"password\":\"correct battery staple\"}".formatted(email, NAME);

        browser.post("/api/accounts", account);
        browser.post("/api/accounts", account);
        browser.signIn(email, "wrong battery staple");
        browser.signIn(email, "correct battery staple");
        long product = fixtures.product("Mug", "12.90", 5);
        String order =
                "{\"items\":[{\"productId\":%d,\"quantity\":%d}],\"address\":{\"recipient\":\"%s\",\"street\":\"%s\",\"postalCode\":\"03154\",\"city\":\"Seoul\",\"country\":\"KR\"%s}}";
        UUID key = UUID.randomUUID();
        browser.order(key, order.formatted(product, 1, NAME, STREET, ""));
        browser.order(key, order.formatted(product, 2, NAME, STREET, ""));
        browser.order(UUID.randomUUID(), order.formatted(product, 90, NAME, STREET, ""));
        browser.order(UUID.randomUUID(), order.formatted(product, 1, NAME, STREET, ",\"broken"));
        browser.get("/api/orders/" + email);
        browser.get("/api/products?page=" + email);
        LoggerFactory.getLogger(LogTest.class).info("the log is captured");

        assertThat(output.getAll())
                .contains("the log is captured")
                .doesNotContain(email)
                .doesNotContain("gildong")
                .doesNotContain(NAME)
                .doesNotContain(STREET)
                .doesNotContain("battery staple");
    }
}

package dev.orderapp.shop.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderapp.shop.ShopApplication;
import dev.orderapp.shop.testing.ShopTest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.test.system.CapturedOutput;
import org.springframework.boot.test.system.OutputCaptureExtension;

@ExtendWith(OutputCaptureExtension.class)
class ShopSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "'', SHOP_SESSION_KEY is missing",
        "'not base64!', SHOP_SESSION_KEY is not base64",
        "'c2hvcnQ=', SHOP_SESSION_KEY is only 5 bytes",
    })
    void aSessionKeyThatDoesNotProtectIsRefused(String key, String sentence) {
        assertThatThrownBy(() -> new ShopSettings("dev", key, Duration.ofHours(1), 10, false, ""))
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageStartingWith(sentence)
                .hasMessageContaining("openssl rand -base64 32");
    }

    @Test
    void sampleDataNeedsAPassword() {
        assertThatThrownBy(() -> settings(Duration.ofHours(1), 10, true))
                .hasMessageStartingWith("SHOP_SAMPLE_PASSWORD is missing");
    }

    @Test
    void aLifetimeOrStrengthThatCannotWorkIsRefused() {
        assertThatThrownBy(() -> settings(Duration.ZERO, 10, false)).hasMessageContaining("shop.session-lifetime");
        assertThatThrownBy(() -> settings(Duration.ofHours(1), 3, false))
                .hasMessageContaining("shop.password-strength");
    }

    @Test
    void secretsAreNotPrinted() {
        assertThat(settings(Duration.ofHours(1), 10, false).toString()).doesNotContain(ShopTest.SESSION_KEY);
    }

    @Test
    void theShopEndsWithTheSentenceBeforeItAsksForTheDatabase(CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(
                ShopApplication.class,
                "--shop.session-key=",
                "--server.port=0",
                "--spring.datasource.url=jdbc:mariadb://localhost:1/none"));

        assertThat(output)
                .contains("SHOP_SESSION_KEY is missing")
                .doesNotContain("\tat ")
                .doesNotContain("Flyway");
    }

    @Test
    void aDatabaseThatIsNotThereIsNamedInsteadOfAStackTrace(CapturedOutput output) {
        assertThatThrownBy(() -> SpringApplication.run(
                ShopApplication.class,
                "--shop.session-key=" + ShopTest.SESSION_KEY,
                "--server.port=0",
                "--spring.flyway.connect-retries=0",
                "--spring.datasource.url=jdbc:mariadb://localhost:1/none"));

        assertThat(output)
                .contains("SPRING_DATASOURCE_URL")
                .contains("localhost")
                .doesNotContain("\tat ");
    }

    private static ShopSettings settings(Duration lifetime, int strength, boolean sampleData) {
        return new ShopSettings("dev", ShopTest.SESSION_KEY, lifetime, strength, sampleData, "");
    }
}

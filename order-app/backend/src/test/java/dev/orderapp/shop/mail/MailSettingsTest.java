package dev.orderapp.shop.mail;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.orderapp.shop.settings.InvalidSettingException;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.mail.autoconfigure.MailProperties;
import org.springframework.core.env.SystemEnvironmentPropertySource;

class MailSettingsTest {

    @ParameterizedTest
    @CsvSource({
        "'', https://shop.example.com, SHOP_MAIL_SENDER",
        "shop, https://shop.example.com, SHOP_MAIL_SENDER",
        "shop@example.com, '', SHOP_ADDRESS",
        "shop@example.com, shop.example.com, SHOP_ADDRESS",
        "shop@example.com, ftp://shop.example.com, SHOP_ADDRESS",
        "shop@example.com, https://shop example.com, SHOP_ADDRESS"
    })
    void whatLettersNeedIsNamedIfItIsMissingOrWrong(String sender, String address, String named) {
        assertThatThrownBy(() -> new MailSettings(sender, address).require())
                .isInstanceOf(InvalidSettingException.class)
                .hasMessageContaining(named);
    }

    @Test
    void aLinkIsOnTheShopsAddressHoweverThatEnds() {
        assertThat(new MailSettings("shop@example.com", "https://shop.example.com/").link("/orders/7"))
                .isEqualTo("https://shop.example.com/orders/7");
    }

    /** The chart sets these. */
    @Test
    void variablesOfTheEnvironmentReachTheMailSender() {
        Map<String, Object> environment = Map.of(
                "SPRING_MAIL_HOST", "smtp.example.com",
                "SPRING_MAIL_PORT", "587",
                "SPRING_MAIL_USERNAME", "shop",
                "SPRING_MAIL_PASSWORD", "sesame",
                "SPRING_MAIL_PROPERTIES_MAIL_SMTP_STARTTLS_REQUIRED", "true",
                "SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_ENABLE", "true",
                "SPRING_MAIL_PROPERTIES_MAIL_SMTP_SSL_CHECKSERVERIDENTITY", "true");

        MailProperties read = new Binder(ConfigurationPropertySource.from(
                        new SystemEnvironmentPropertySource("systemEnvironment", environment)))
                .bind("spring.mail", MailProperties.class)
                .get();

        assertThat(read.getPort()).isEqualTo(587);
        assertThat(read.getUsername() + read.getPassword()).isEqualTo("shopsesame");
        assertThat(read.getProperties())
                .containsOnlyKeys(
                        "mail.smtp.starttls.required", "mail.smtp.ssl.enable", "mail.smtp.ssl.checkserveridentity");
    }
}

package dev.orderapp.shop.mail;

import dev.orderapp.shop.settings.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * How the shop writes to its customers. Used only where a mail server is set ({@code SPRING_MAIL_HOST}).
 *
 * @param sender the address that letters come from
 * @param shopAddress where the shop is, for links in letters. A setting rather than what a request calls the shop, which is anybody's to choose
 */
@ConfigurationProperties("shop.mail")
record MailSettings(String sender, String shopAddress) {

    /** @throws InvalidSettingException if letters can't be written with them */
    void require() {
        if (!sender.matches("[^\\s@<>]+@[^\\s@<>]+")) {
            throw new InvalidSettingException(
                    "SHOP_MAIL_SENDER", "must be the e-mail address that letters come from, such as shop@example.com.");
        }
        if (!shopAddress.strip().matches("https?://[A-Za-z0-9.:\\[\\]-]+(/\\S*)?")) {
            throw new InvalidSettingException(
                    "SHOP_ADDRESS",
                    "must be the shop's address for links in letters, such as https://shop.example.com.");
        }
    }

    /** The address of a page of the shop. */
    String link(String path) {
        return shopAddress.strip().replaceAll("/+$", "") + path;
    }
}

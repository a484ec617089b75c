package dev.orderapp.shop.account;

import dev.orderapp.shop.settings.InvalidSettingException;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The account of those who run the shop.
 *
 * @param email empty for none
 * @param password at least {@value NewPassword#MIN_CHARACTERS} characters; a change counts from the next start on
 */
@ConfigurationProperties("shop.staff")
public record StaffSettings(String email, String password) {

    /** @throws InvalidSettingException if one is set without the other, or can't be used */
    public StaffSettings {
        if (email.isBlank() && !password.isEmpty()) {
            throw new InvalidSettingException("SHOP_STAFF_EMAIL", "is missing, though SHOP_STAFF_PASSWORD is set.");
        }
        if (!email.isBlank() && !email.contains("@")) {
            throw new InvalidSettingException("SHOP_STAFF_EMAIL", "is no e-mail address.");
        }
        if (!email.isBlank() && password.length() < NewPassword.MIN_CHARACTERS) {
            throw new InvalidSettingException(
                    "SHOP_STAFF_PASSWORD", "must have at least %d characters.".formatted(NewPassword.MIN_CHARACTERS));
        }
    }

    /** Whether that is its address: then its role and password follow from the settings. */
    public boolean names(String address) {
        return EmailAddress.canonical(email).equals(address);
    }

    /** Without the secret and the address. */
    @Override
    public String toString() {
        return "StaffSettings[]";
    }
}

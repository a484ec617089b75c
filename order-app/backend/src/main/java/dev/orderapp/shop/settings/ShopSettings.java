package dev.orderapp.shop.settings;

import java.time.Duration;
import java.util.Base64;
import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * What an installation tells the shop, checked when it starts.
 *
 * @param revision the release that this process belongs to; every answer names it
 * @param sessionKey base64 of at least {@value #SESSION_KEY_BYTES} random bytes that sign session cookies; the same for
 *     all processes and versions, or visitors are signed out when they reach another one
 * @param sessionLifetime how long a sign-in lasts
 * @param passwordStrength logarithm of bcrypt's rounds, 4 to 31: one more doubles the time of a sign-in
 * @param sampleData whether to fill an empty shop with sample products and customers
 * @param samplePassword the password of all sample customers; needed with {@code sampleData}
 */
@ConfigurationProperties("shop")
public record ShopSettings(
        String revision,
        String sessionKey,
        Duration sessionLifetime,
        int passwordStrength,
        boolean sampleData,
        String samplePassword) {

    private static final int SESSION_KEY_BYTES = 32;

    /** @throws InvalidSettingException if a setting is missing or unusable */
    public ShopSettings {
        requireKey(sessionKey);
        if (sessionLifetime.isNegative() || sessionLifetime.isZero()) {
            throw new InvalidSettingException("shop.session-lifetime", "must be longer than zero, such as 12h.");
        }
        if (passwordStrength < 4 || passwordStrength > 31) {
            throw new InvalidSettingException("shop.password-strength", "must be from 4 to 31; 10 is usual.");
        }
        if (sampleData && samplePassword.isBlank()) {
            throw new InvalidSettingException(
                    "SHOP_SAMPLE_PASSWORD",
                    "is missing: SHOP_SAMPLE_DATA=true needs a password for the sample customers.");
        }
    }

    /** The bytes of {@link #sessionKey}. */
    public byte[] sessionKeyBytes() {
        return Base64.getDecoder().decode(sessionKey);
    }

    /** Without the secrets. */
    @Override
    public String toString() {
        return "ShopSettings[revision=%s, sessionLifetime=%s, passwordStrength=%d, sampleData=%s]"
                .formatted(revision, sessionLifetime, passwordStrength, sampleData);
    }

    private static void requireKey(String sessionKey) {
        String remedy =
                "set it to the base64 of at least %d random bytes (openssl rand -base64 %d), the same for all Pods."
                        .formatted(SESSION_KEY_BYTES, SESSION_KEY_BYTES);
        if (sessionKey.isBlank()) {
            throw new InvalidSettingException("SHOP_SESSION_KEY", "is missing: " + remedy);
        }
        byte[] key;
        try {
            key = Base64.getDecoder().decode(sessionKey);
        } catch (IllegalArgumentException e) {
            throw new InvalidSettingException("SHOP_SESSION_KEY", "is not base64: " + remedy);
        }
        if (key.length < SESSION_KEY_BYTES) {
            throw new InvalidSettingException("SHOP_SESSION_KEY", "is only %d bytes: ".formatted(key.length) + remedy);
        }
    }
}

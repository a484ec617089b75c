package dev.orderapp.shop.session;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.settings.ShopSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import java.time.Clock;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseCookie;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * Recognises browsers in which an account was signed in before. Their wrong passwords are counted apart, so that strangers
 * who guess can't shut the account's owner out. The cookie signs nobody in.
 */
@Component
class TrustedDevice {

    static final String COOKIE = "order_app_device";

    private static final Duration LIFETIME = Duration.ofDays(365);

    private final SignedTokens tokens;

    TrustedDevice(ShopSettings settings, Clock clock) {
        this.tokens = new SignedTokens(settings.sessionKeyBytes(), "order-app-device", LIFETIME, clock);
    }

    /** The name of the browser, if it is known to that account. */
    Optional<String> of(HttpServletRequest request, AccountId account) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .map(Cookie::getValue)
                .flatMap(tokens::read)
                .map(Jwt::getSubject)
                .filter(name -> name.startsWith(account.value() + ":"));
    }

    /** Makes the browser known to that account. */
    ResponseCookie remember(AccountId account, HttpServletRequest request) {
        return ResponseCookie.from(COOKIE, tokens.issue(account.value() + ":" + UUID.randomUUID(), Map.of()))
                .path("/api/session")
                .httpOnly(true)
                .secure(request.isSecure())
                .sameSite("Lax")
                .maxAge(LIFETIME)
                .build();
    }
}

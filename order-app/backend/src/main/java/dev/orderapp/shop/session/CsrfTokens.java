package dev.orderapp.shop.session;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.settings.ShopSettings;
import jakarta.servlet.http.Cookie;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.UUID;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseCookie;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.security.web.csrf.CsrfTokenRepository;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.stereotype.Component;
import org.springframework.web.util.WebUtils;

/**
 * What a page must repeat in a header: a random number with the shop's signature over it and the account that is signed in.
 * Another site of the same domain may plant a cookie in a browser, but none that the shop signed for the victim's account. Bound to
 * the account rather than kept in a {@code __Host-} cookie, it needs no https and keeps the cookie's name, which pages of the
 * release before know; they send it on to that release's API, which compares it alone.
 */
@Component
class CsrfTokens implements CsrfTokenRepository {

    static final String COOKIE = "XSRF-TOKEN";

    private static final String HEADER = "X-XSRF-TOKEN";
    private static final String PARAMETER = "_csrf";
    private static final String ALGORITHM = "HmacSHA256";

    private final SecretKeySpec key;
    private final SessionCookie session;

    CsrfTokens(ShopSettings settings, SessionCookie session) {
        this.key = new SecretKeySpec(settings.sessionKeyBytes(), ALGORITHM);
        this.session = session;
    }

    @Override
    public CsrfToken generateToken(HttpServletRequest request) {
        return token(draw(account(request)));
    }

    @Override
    public void saveToken(CsrfToken token, HttpServletRequest request, HttpServletResponse response) {
        if (token != null) {
            response.addHeader(
                    HttpHeaders.SET_COOKIE, cookie(token.getToken(), request).toString());
        }
    }

    /**
     * The one that the request brings, if it was made for the account that is signed in. From another site's page it brings none:
     * anybody can get one for nobody's account, and plant it before a visitor signs in.
     */
    @Override
    public CsrfToken loadToken(HttpServletRequest request) {
        return Optional.ofNullable(WebUtils.getCookie(request, COOKIE))
                .filter(any -> !SendingSite.isForeign(request))
                .map(Cookie::getValue)
                .filter(value -> isFor(account(request), value))
                .map(CsrfTokens::token)
                .orElse(null);
    }

    /** The cookie for somebody who signs in right now. */
    ResponseCookie of(AccountId account, HttpServletRequest request) {
        return cookie(draw(Long.toString(account.value())), request);
    }

    /** The cookie for somebody who signs out right now. */
    ResponseCookie ofAnonymous(HttpServletRequest request) {
        return cookie(draw(""), request);
    }

    private String account(HttpServletRequest request) {
        return session.session(request)
                .map(signedIn -> Long.toString(signedIn.account().value()))
                .orElse("");
    }

    private String draw(String account) {
        String number = UUID.randomUUID().toString();
        return number + "." + signature(number, account);
    }

    private boolean isFor(String account, String value) {
        int dot = value.indexOf('.');
        return dot > 0
                && MessageDigest.isEqual(
                        value.substring(dot + 1).getBytes(StandardCharsets.UTF_8),
                        signature(value.substring(0, dot), account).getBytes(StandardCharsets.UTF_8));
    }

    private String signature(String number, String account) {
        try {
            Mac mac = Mac.getInstance(ALGORITHM);
            mac.init(key);
            byte[] signature = mac.doFinal(("csrf\0" + account + '\0' + number).getBytes(StandardCharsets.UTF_8));
            return Base64.getUrlEncoder().withoutPadding().encodeToString(signature);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has " + ALGORITHM, e);
        }
    }

    private static CsrfToken token(String value) {
        return new DefaultCsrfToken(HEADER, PARAMETER, value);
    }

    /** Open to scripts, which repeat it. */
    private static ResponseCookie cookie(String value, HttpServletRequest request) {
        return ResponseCookie.from(COOKIE, value)
                .path("/")
                .secure(request.isSecure())
                .sameSite("Lax")
                .build();
    }
}

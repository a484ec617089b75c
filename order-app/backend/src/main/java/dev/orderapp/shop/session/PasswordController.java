package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Account;
import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.PasswordChange;
import dev.orderapp.shop.network.NetworkPrefix;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** A new password ends all sessions of the account, except that in the browser that asks for it. */
@RestController
@RequestMapping("/api/session/password")
class PasswordController {

    private final PasswordChange change;
    private final SessionCookie cookie;

    PasswordController(PasswordChange change, SessionCookie cookie) {
        this.change = change;
        this.cookie = cookie;
    }

    @PutMapping
    ResponseEntity<Void> change(
            @AuthenticationPrincipal AccountId customer,
            @RequestBody PasswordChange.Form body,
            HttpServletRequest request) {
        Account changed = change.change(customer, body, NetworkPrefix.of(request.getRemoteAddr()));
        return ResponseEntity.noContent()
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie.of(Session.of(changed), request).toString())
                .build();
    }
}

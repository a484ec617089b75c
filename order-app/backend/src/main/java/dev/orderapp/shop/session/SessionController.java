package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Account;
import dev.orderapp.shop.account.AccountHolder;
import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Accounts;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.account.StaffRole;
import dev.orderapp.shop.network.NetworkPrefix;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/session")
class SessionController {

    private final SignIn signIn;
    private final Accounts accounts;
    private final SessionCookie cookie;
    private final TrustedDevice devices;
    private final CsrfTokens csrf;
    private final RevokedSessions revoked;

    SessionController(
            SignIn signIn,
            Accounts accounts,
            SessionCookie cookie,
            TrustedDevice devices,
            CsrfTokens csrf,
            RevokedSessions revoked) {
        this.signIn = signIn;
        this.accounts = accounts;
        this.cookie = cookie;
        this.devices = devices;
        this.csrf = csrf;
        this.revoked = revoked;
    }

    @PostMapping
    ResponseEntity<SessionResponse> signIn(@RequestBody SignInRequest body, HttpServletRequest request) {
        Account account = signIn.authenticate(
                        body.email(),
                        body.password(),
                        NetworkPrefix.of(request.getRemoteAddr()),
                        found -> devices.of(request, found))
                .orElseThrow(() -> new ProblemException(Problem.WRONG_CREDENTIALS));
        AccountId id = account.holder().id();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie.of(Session.of(account), request).toString())
                .header(HttpHeaders.SET_COOKIE, csrf.of(id, request).toString());
        if (devices.of(request, id).isEmpty()) {
            answer.header(HttpHeaders.SET_COOKIE, devices.remember(id, request).toString());
        }
        return answer.body(SessionResponse.of(account.holder()));
    }

    @GetMapping
    SessionResponse currentSession(@AuthenticationPrincipal AccountId account) {
        return accounts.find(account)
                .map(SessionResponse::of)
                .orElseThrow(() -> new ProblemException(Problem.NOT_SIGNED_IN));
    }

    /** Ends the session for whoever has its cookie, then makes this browser forget it. */
    @DeleteMapping
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        if (cookie.session(request).isPresent()) {
            cookie.token(request).ifPresent(revoked::revoke);
        }
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.removal(request).toString())
                .header(HttpHeaders.SET_COOKIE, csrf.ofAnonymous(request).toString())
                .build();
    }

    /** Missing members are an address or a password that nobody has. */
    record SignInRequest(String email, String password) {

        SignInRequest {
            email = email == null ? "" : email;
            password = password == null ? "" : password;
        }

        /** Without the password. */
        @Override
        public String toString() {
            return "SignInRequest[]";
        }
    }

    /**
     * @param role for pages of the release before
     * @param staffRoles what they may do for the shop; empty for a customer
     */
    record SessionResponse(String email, String name, Role role, List<StaffRole> staffRoles) {

        static SessionResponse of(AccountHolder holder) {
            return new SessionResponse(
                    holder.email(),
                    holder.name(),
                    holder.role(),
                    holder.staffRoles().stream().sorted().toList());
        }
    }
}

package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Account;
import dev.orderapp.shop.account.Customer;
import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.account.Customers;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.attempt.Network;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import jakarta.servlet.http.HttpServletRequest;
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
    private final Customers customers;
    private final SessionCookie cookie;
    private final KnownBrowser browsers;
    private final CsrfTokens csrf;
    private final EndedSessions ended;

    SessionController(
            SignIn signIn,
            Customers customers,
            SessionCookie cookie,
            KnownBrowser browsers,
            CsrfTokens csrf,
            EndedSessions ended) {
        this.signIn = signIn;
        this.customers = customers;
        this.cookie = cookie;
        this.browsers = browsers;
        this.csrf = csrf;
        this.ended = ended;
    }

    @PostMapping
    ResponseEntity<SessionResponse> signIn(@RequestBody SignInRequest body, HttpServletRequest request) {
        Account account = signIn.authenticate(
                        body.email(),
                        body.password(),
                        Network.of(request.getRemoteAddr()),
                        known -> browsers.of(request, known))
                .orElseThrow(() -> new ProblemException(Problem.WRONG_CREDENTIALS));
        CustomerId id = account.customer().id();
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie.of(Session.of(account), request).toString())
                .header(HttpHeaders.SET_COOKIE, csrf.of(id, request).toString());
        if (browsers.of(request, id).isEmpty()) {
            answer.header(HttpHeaders.SET_COOKIE, browsers.remember(id, request).toString());
        }
        return answer.body(SessionResponse.of(account.customer()));
    }

    @GetMapping
    SessionResponse whoAmI(@AuthenticationPrincipal CustomerId customer) {
        return customers
                .find(customer)
                .map(SessionResponse::of)
                .orElseThrow(() -> new ProblemException(Problem.NOT_SIGNED_IN));
    }

    /** Ends the session for whoever has its cookie, then makes this browser forget it. */
    @DeleteMapping
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        if (cookie.session(request).isPresent()) {
            cookie.token(request).ifPresent(ended::end);
        }
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.removal(request).toString())
                .header(HttpHeaders.SET_COOKIE, csrf.ofNobody(request).toString())
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

    record SessionResponse(String email, String name, Role role) {

        static SessionResponse of(Customer customer) {
            return new SessionResponse(customer.email(), customer.name(), customer.role());
        }
    }
}

package dev.orderapp.shop.session;

import dev.orderapp.shop.account.Customer;
import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.account.Customers;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpHeaders;
import org.springframework.http.ResponseEntity;
import org.springframework.security.authentication.AuthenticationCredentialsNotFoundException;
import org.springframework.security.authentication.BadCredentialsException;
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

    SessionController(SignIn signIn, Customers customers, SessionCookie cookie) {
        this.signIn = signIn;
        this.customers = customers;
        this.cookie = cookie;
    }

    @PostMapping
    ResponseEntity<SessionResponse> signIn(@RequestBody SignInRequest body, HttpServletRequest request) {
        Customer customer = signIn.authenticate(body.email(), body.password())
                .orElseThrow(() -> new BadCredentialsException("wrong e-mail address or password"));
        return ResponseEntity.ok()
                .header(
                        HttpHeaders.SET_COOKIE,
                        cookie.of(customer.id(), request).toString())
                .body(SessionResponse.of(customer));
    }

    @GetMapping
    SessionResponse whoAmI(@AuthenticationPrincipal CustomerId customer) {
        return customers
                .find(customer)
                .map(SessionResponse::of)
                .orElseThrow(() -> new AuthenticationCredentialsNotFoundException("the account is gone"));
    }

    @DeleteMapping
    ResponseEntity<Void> signOut(HttpServletRequest request) {
        return ResponseEntity.noContent()
                .header(HttpHeaders.SET_COOKIE, cookie.removal(request).toString())
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

    record SessionResponse(String email, String name) {

        static SessionResponse of(Customer customer) {
            return new SessionResponse(customer.email(), customer.name());
        }
    }
}

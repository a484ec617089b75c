package dev.orderapp.shop.account;

import dev.orderapp.shop.network.NetworkPrefix;
import jakarta.servlet.http.HttpServletRequest;
import java.util.Locale;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/password-resets")
class PasswordResetController {

    private final PasswordReset reset;

    PasswordResetController(PasswordReset reset) {
        this.reset = reset;
    }

    /** The same answer whether or not there is an account. */
    @PostMapping
    @ResponseStatus(HttpStatus.ACCEPTED)
    void request(@RequestBody ResetRequest body, Locale locale, HttpServletRequest request) {
        reset.request(body.email(), locale, NetworkPrefix.of(request.getRemoteAddr()));
    }

    @PostMapping("/completion")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void complete(@RequestBody ResetCompletion body, HttpServletRequest request) {
        reset.complete(body.token(), body.password(), NetworkPrefix.of(request.getRemoteAddr()));
    }

    record ResetRequest(String email) {

        /** Without the address. */
        @Override
        public String toString() {
            return "ResetRequest[]";
        }
    }

    /** @param token as the letter's link holds it */
    record ResetCompletion(String token, String password) {

        /** Without both. */
        @Override
        public String toString() {
            return "ResetCompletion[]";
        }
    }
}

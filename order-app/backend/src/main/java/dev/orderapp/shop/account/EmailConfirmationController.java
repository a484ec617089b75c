package dev.orderapp.shop.account;

import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/accounts/confirmation")
class EmailConfirmationController {

    private final EmailConfirmation confirmation;

    EmailConfirmationController(EmailConfirmation confirmation) {
        this.confirmation = confirmation;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void confirm(@RequestBody ConfirmationRequest body) {
        confirmation.confirm(body.token());
    }

    /** @param token as the letter's link holds it */
    record ConfirmationRequest(String token) {

        /** Without the token. */
        @Override
        public String toString() {
            return "ConfirmationRequest[]";
        }
    }
}

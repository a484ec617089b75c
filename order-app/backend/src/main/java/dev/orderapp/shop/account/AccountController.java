package dev.orderapp.shop.account;

import dev.orderapp.shop.attempt.Network;
import jakarta.servlet.http.HttpServletRequest;
import org.springframework.http.HttpStatus;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/accounts")
class AccountController {

    private final SignUp signUp;

    AccountController(SignUp signUp) {
        this.signUp = signUp;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AccountResponse register(@RequestBody SignUp.Form body, HttpServletRequest request) {
        Customer customer = signUp.register(body, Network.of(request.getRemoteAddr()));
        return new AccountResponse(customer.email(), customer.name(), customer.role());
    }

    record AccountResponse(String email, String name, Role role) {}
}

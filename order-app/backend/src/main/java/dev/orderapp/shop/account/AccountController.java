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
@RequestMapping("/api/accounts")
class AccountController {

    private final SignUp signUp;

    AccountController(SignUp signUp) {
        this.signUp = signUp;
    }

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    AccountResponse register(@RequestBody SignUp.Form body, Locale locale, HttpServletRequest request) {
        AccountHolder holder = signUp.register(body, NetworkPrefix.of(request.getRemoteAddr()), locale);
        return new AccountResponse(holder.email(), holder.name(), holder.role());
    }

    record AccountResponse(String email, String name, Role role) {}
}

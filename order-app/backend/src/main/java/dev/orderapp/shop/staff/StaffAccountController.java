package dev.orderapp.shop.staff;

import dev.orderapp.shop.account.AccountHolder;
import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.EmailAddress;
import dev.orderapp.shop.account.StaffRole;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/staff/accounts")
class StaffAccountController {

    private static final int MAX_NAME = 100;

    private final StaffAccounts staff;

    StaffAccountController(StaffAccounts staff) {
        this.staff = staff;
    }

    @GetMapping
    List<StaffAccount> list(@AuthenticationPrincipal AccountId by) {
        return staff.list().stream()
                .map(holder -> StaffAccount.of(holder, staff.changeable(holder, by)))
                .toList();
    }

    @PostMapping
    ResponseEntity<DrawnPassword> add(@AuthenticationPrincipal AccountId by, @RequestBody NewStaff body) {
        String email = EmailAddress.parse("email", body.email());
        String name = Require.words("name", body.name(), 1, MAX_NAME);
        Set<StaffRole> roles = parse(body.roles());
        if (roles.isEmpty()) {
            throw new InvalidFieldException("roles", "missing");
        }
        return once(HttpStatus.CREATED, DrawnPassword.of(staff.add(by, email, name, roles)));
    }

    @PutMapping("/{id}/roles")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void setRoles(@AuthenticationPrincipal AccountId by, @PathVariable long id, @RequestBody Roles body) {
        staff.setRoles(by, new AccountId(id), parse(body.roles()));
    }

    @PostMapping("/{id}/password")
    ResponseEntity<DrawnPassword> setPassword(@AuthenticationPrincipal AccountId by, @PathVariable long id) {
        return once(HttpStatus.OK, DrawnPassword.of(staff.setPassword(by, new AccountId(id))));
    }

    /** What no cache on the way is to keep. */
    private static ResponseEntity<DrawnPassword> once(HttpStatus status, DrawnPassword body) {
        return ResponseEntity.status(status)
                .cacheControl(CacheControl.noStore())
                .body(body);
    }

    private static Set<StaffRole> parse(List<String> roles) {
        return (roles == null ? List.<String>of() : roles)
                .stream().map(StaffAccountController::parse).collect(Collectors.toUnmodifiableSet());
    }

    private static StaffRole parse(String role) {
        return Arrays.stream(StaffRole.values())
                .filter(known -> known.name().equals(role))
                .findFirst()
                .orElseThrow(() -> new InvalidFieldException(
                        "roles",
                        "one-of",
                        Arrays.stream(StaffRole.values()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    record NewStaff(String email, String name, List<String> roles) {}

    /** @param roles none: a customer from now on */
    record Roles(List<String> roles) {}

    /** @param changeable false for whoever asks, and for the account that the installation sets */
    record StaffAccount(long id, String email, String name, List<StaffRole> roles, boolean changeable) {

        static StaffAccount of(AccountHolder holder, boolean changeable) {
            return new StaffAccount(
                    holder.id().value(),
                    holder.email(),
                    holder.name(),
                    holder.staffRoles().stream().sorted().toList(),
                    changeable);
        }
    }

    /** @param password told this once: to be handed over, and changed by whom it is for */
    record DrawnPassword(long id, String email, String name, String password) {

        static DrawnPassword of(StaffAccounts.NewPassword drawn) {
            AccountHolder holder = drawn.holder();
            return new DrawnPassword(holder.id().value(), holder.email(), holder.name(), drawn.password());
        }

        /** Without what is nobody else's. */
        @Override
        public String toString() {
            return "DrawnPassword[]";
        }
    }
}

package dev.orderapp.shop.staff;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.order.OrderNote;
import dev.orderapp.shop.order.StaffOrders;
import dev.orderapp.shop.problem.Require;
import java.util.List;
import java.util.UUID;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/staff/orders/{id}/notes")
class StaffOrderNoteController {

    private static final int MAX_NOTE = 1000;

    private final StaffOrders orders;

    StaffOrderNoteController(StaffOrders orders) {
        this.orders = orders;
    }

    @GetMapping
    List<OrderNote> list(@PathVariable long id) {
        return orders.notes(id);
    }

    /** Answers with all of them. */
    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    List<OrderNote> add(
            @AuthenticationPrincipal AccountId staff,
            @PathVariable long id,
            @RequestHeader("Idempotency-Key") UUID key,
            @RequestBody NoteRequest body) {
        return orders.addNote(id, staff, key, Require.text("text", body.text(), 1, MAX_NOTE));
    }

    record NoteRequest(String text) {

        /** Without what was written. */
        @Override
        public String toString() {
            return "NoteRequest[]";
        }
    }
}

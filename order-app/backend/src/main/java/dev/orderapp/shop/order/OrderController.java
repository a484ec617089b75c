package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/orders")
class OrderController {

    private static final int PAGE_SIZE = 20;

    private final OrderPlacement placement;
    private final OrderLifecycle lifecycle;
    private final Orders orders;

    OrderController(OrderPlacement placement, OrderLifecycle lifecycle, Orders orders) {
        this.placement = placement;
        this.lifecycle = lifecycle;
        this.orders = orders;
    }

    @PostMapping
    ResponseEntity<OrderResponse> place(
            @AuthenticationPrincipal AccountId customer,
            @RequestHeader("Idempotency-Key") UUID key,
            @RequestBody OrderRequest body,
            Locale locale) {
        Optional<Address> address = Optional.ofNullable(body.address()).map(given -> given.toAddress("address."));
        PlacedOrder placed = placement.place(new OrderSubmission(customer, key, body.toOrderItems(), address), locale);
        OrderResponse response = OrderResponse.of(placed.order(), locale);
        return placed.repeated()
                ? ResponseEntity.ok(response)
                : ResponseEntity.created(URI.create("/api/orders/" + response.id()))
                        .body(response);
    }

    @GetMapping
    ResultPage<OrderResponse> list(
            @AuthenticationPrincipal AccountId customer, @RequestParam(defaultValue = "0") int page, Locale locale) {
        return orders.list(customer, new PageRequest(page, PAGE_SIZE)).map(order -> OrderResponse.of(order, locale));
    }

    @GetMapping("/{id}")
    OrderResponse get(@AuthenticationPrincipal AccountId customer, @PathVariable long id, Locale locale) {
        return orders.find(customer, id)
                .map(order -> OrderResponse.of(order, locale))
                .orElseThrow(() -> new UnknownOrderException(id));
    }

    @PutMapping("/{id}/address")
    OrderResponse changeAddress(
            @AuthenticationPrincipal AccountId customer,
            @PathVariable long id,
            @RequestBody AddressRequest body,
            Locale locale) {
        return OrderResponse.of(lifecycle.changeAddress(customer, id, body.toAddress("")), locale);
    }

    @PostMapping("/{id}/cancellation")
    OrderResponse cancel(
            @AuthenticationPrincipal AccountId customer,
            @PathVariable long id,
            @RequestBody(required = false) CancellationRequest body,
            Locale locale) {
        String reason = body == null ? "" : Require.words("reason", body.reason(), 0, 200);
        return OrderResponse.of(lifecycle.cancel(customer, id, reason), locale);
    }

    /** @param reason for the shop to read; may be missing. Pages of the release before send no body at all */
    record CancellationRequest(String reason) {}

    /** @param address pages of the release before send none; a later release will ask for it */
    record OrderRequest(List<OrderItems.Item> items, AddressRequest address) {

        /** @throws InvalidFieldException if it is nothing that one can order */
        OrderItems toOrderItems() {
            return OrderItems.of(items);
        }
    }
}

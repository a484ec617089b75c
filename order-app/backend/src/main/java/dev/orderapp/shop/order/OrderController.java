package dev.orderapp.shop.order;

import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.paging.Page;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.problem.InvalidFieldException;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.TreeMap;
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
    private final OrderProgress progress;
    private final Orders orders;

    OrderController(OrderPlacement placement, OrderProgress progress, Orders orders) {
        this.placement = placement;
        this.progress = progress;
        this.orders = orders;
    }

    @PostMapping
    ResponseEntity<OrderResponse> place(
            @AuthenticationPrincipal CustomerId customer,
            @RequestHeader("Idempotency-Key") UUID key,
            @RequestBody OrderRequest body,
            Locale reader) {
        Optional<Address> address = Optional.ofNullable(body.address()).map(given -> given.toAddress("address."));
        PlacedOrder placed = placement.place(new OrderAttempt(customer, key, body.basket(), address), reader);
        OrderResponse response = OrderResponse.of(placed.order(), reader);
        return placed.repeated()
                ? ResponseEntity.ok(response)
                : ResponseEntity.created(URI.create("/api/orders/" + response.id()))
                        .body(response);
    }

    @GetMapping
    Page<OrderResponse> list(
            @AuthenticationPrincipal CustomerId customer, @RequestParam(defaultValue = "0") int page, Locale reader) {
        return orders.list(customer, new PageRequest(page, PAGE_SIZE)).map(order -> OrderResponse.of(order, reader));
    }

    @GetMapping("/{id}")
    OrderResponse get(@AuthenticationPrincipal CustomerId customer, @PathVariable long id, Locale reader) {
        return orders.find(customer, id)
                .map(order -> OrderResponse.of(order, reader))
                .orElseThrow(() -> new UnknownOrderException(id));
    }

    @PutMapping("/{id}/address")
    OrderResponse readdress(
            @AuthenticationPrincipal CustomerId customer,
            @PathVariable long id,
            @RequestBody AddressRequest body,
            Locale reader) {
        return OrderResponse.of(progress.readdress(customer, id, body.toAddress("")), reader);
    }

    @PostMapping("/{id}/cancellation")
    OrderResponse cancel(@AuthenticationPrincipal CustomerId customer, @PathVariable long id, Locale reader) {
        return OrderResponse.of(progress.cancel(customer, id), reader);
    }

    /** @param address pages of the release before send none; a later release will ask for it */
    record OrderRequest(List<Item> items, AddressRequest address) {

        OrderRequest {
            items = items == null ? List.of() : items;
        }

        /** @throws InvalidFieldException if it is nothing that one can order */
        Basket basket() {
            TreeMap<Long, Integer> quantities = new TreeMap<>();
            for (Item item : items) {
                if (item == null || quantities.put(item.productId(), item.quantity()) != null) {
                    throw new InvalidFieldException("items", "once");
                }
            }
            return new Basket(quantities);
        }

        record Item(long productId, int quantity) {}
    }
}

package dev.orderapp.shop.order;

import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.paging.Page;
import dev.orderapp.shop.paging.PageRequest;
import java.math.BigDecimal;
import java.net.URI;
import java.time.Instant;
import java.util.List;
import java.util.TreeMap;
import java.util.UUID;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
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
    private final Orders orders;

    OrderController(OrderPlacement placement, Orders orders) {
        this.placement = placement;
        this.orders = orders;
    }

    @PostMapping
    ResponseEntity<OrderResponse> place(
            @AuthenticationPrincipal CustomerId customer,
            @RequestHeader("Idempotency-Key") UUID key,
            @RequestBody OrderRequest body) {
        PlacedOrder placed = placement.place(customer, key, body.basket());
        OrderResponse response = OrderResponse.of(placed.order());
        return placed.repeated()
                ? ResponseEntity.ok(response)
                : ResponseEntity.created(URI.create("/api/orders/" + response.id()))
                        .body(response);
    }

    @GetMapping
    Page<OrderResponse> list(@AuthenticationPrincipal CustomerId customer, @RequestParam(defaultValue = "0") int page) {
        Page<Order> found = orders.list(customer, new PageRequest(page, PAGE_SIZE));
        return new Page<>(
                found.items().stream().map(OrderResponse::of).toList(), found.page(), found.size(), found.total());
    }

    @GetMapping("/{id}")
    OrderResponse get(@AuthenticationPrincipal CustomerId customer, @PathVariable long id) {
        return orders.find(customer, id).map(OrderResponse::of).orElseThrow(() -> new UnknownOrderException(id));
    }

    record OrderRequest(List<Item> items) {

        OrderRequest {
            items = items == null ? List.of() : items;
        }

        /** @throws InvalidBasketException if it is nothing that one can order */
        Basket basket() {
            TreeMap<Long, Integer> quantities = new TreeMap<>();
            for (Item item : items) {
                if (item == null || quantities.put(item.productId(), item.quantity()) != null) {
                    throw new InvalidBasketException("items must name each product once, with its quantity.");
                }
            }
            return new Basket(quantities);
        }

        record Item(long productId, int quantity) {}
    }

    record OrderResponse(long id, OrderStatus status, Instant placedAt, BigDecimal total, List<OrderLine> items) {

        static OrderResponse of(Order order) {
            return new OrderResponse(order.id(), order.status(), order.placedAt(), order.total(), order.lines());
        }
    }
}

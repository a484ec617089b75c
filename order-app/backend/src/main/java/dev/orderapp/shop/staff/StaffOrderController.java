package dev.orderapp.shop.staff;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.order.Address;
import dev.orderapp.shop.order.Order;
import dev.orderapp.shop.order.OrderChange;
import dev.orderapp.shop.order.OrderLine;
import dev.orderapp.shop.order.OrderStatus;
import dev.orderapp.shop.order.StaffOrders;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import dev.orderapp.shop.problem.InvalidFieldException;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/staff/orders")
class StaffOrderController {

    private static final int PAGE_SIZE = 20;

    private final StaffOrders orders;

    StaffOrderController(StaffOrders orders) {
        this.orders = orders;
    }

    @GetMapping
    ResultPage<StaffOrder> list(
            @RequestParam(defaultValue = "") String status, @RequestParam(defaultValue = "0") int page, Locale locale) {
        Optional<OrderStatus> wanted = status.isBlank() ? Optional.empty() : Optional.of(parse(status));
        return orders.list(wanted, new PageRequest(page, PAGE_SIZE)).map(order -> StaffOrder.of(order, locale));
    }

    @GetMapping("/{id}")
    StaffOrder get(@PathVariable long id, Locale locale) {
        return StaffOrder.of(orders.get(id), locale);
    }

    @PostMapping("/{id}/status")
    StaffOrder move(
            @AuthenticationPrincipal AccountId staff,
            @PathVariable long id,
            @RequestBody StatusRequest body,
            Locale locale) {
        return StaffOrder.of(orders.move(id, parse(body.status()), staff), locale);
    }

    private static OrderStatus parse(String status) {
        return Arrays.stream(OrderStatus.values())
                .filter(known -> known.name().equals(status))
                .findFirst()
                .orElseThrow(() -> new InvalidFieldException(
                        "status",
                        "one-of",
                        Arrays.stream(OrderStatus.values()).map(Enum::name).collect(Collectors.joining(", "))));
    }

    record StatusRequest(String status) {}

    /**
     * An order as staff see it.
     *
     * @param address null if it has none yet
     * @param next what may come next
     */
    record StaffOrder(
            long id,
            OrderStatus status,
            Instant placedAt,
            BigDecimal total,
            List<Line> items,
            Address address,
            boolean cancellable,
            List<Change> history,
            Buyer customer,
            Set<OrderStatus> next) {

        static StaffOrder of(Order order, Locale locale) {
            return new StaffOrder(
                    order.id(),
                    order.status(),
                    order.placedAt(),
                    order.total(),
                    order.lines().stream().map(line -> Line.of(line, locale)).toList(),
                    order.address().orElse(null),
                    order.status().beforeShipping(),
                    order.history().stream().map(Change::of).toList(),
                    new Buyer(
                            order.customer().id().value(),
                            order.customer().name(),
                            order.customer().email()),
                    order.status().next());
        }
    }

    record Line(long productId, String name, BigDecimal price, int quantity) {

        static Line of(OrderLine line, Locale locale) {
            return new Line(line.productId(), line.name().in(locale), line.price(), line.quantity());
        }
    }

    /** @param who the name of whoever did it */
    record Change(OrderStatus status, Instant at, Role by, String who) {

        static Change of(OrderChange change) {
            return new Change(change.status(), change.at(), change.by(), change.who());
        }
    }

    record Buyer(long id, String name, String email) {}
}

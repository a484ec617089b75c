package dev.orderapp.shop.staff;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.audit.AuditAction;
import dev.orderapp.shop.audit.AuditLog;
import dev.orderapp.shop.csv.CsvLine;
import dev.orderapp.shop.order.Address;
import dev.orderapp.shop.order.Order;
import dev.orderapp.shop.order.OrderLine;
import dev.orderapp.shop.order.OrderList;
import dev.orderapp.shop.order.OrderPosition;
import dev.orderapp.shop.order.StaffOrders;
import dev.orderapp.shop.price.OrderPrice;
import dev.orderapp.shop.staff.StaffOrderController.Asked;
import java.math.BigDecimal;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.springframework.context.MessageSource;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/**
 * Orders for a spreadsheet, a line for each of their products. A long export comes in parts, each an answer of its own: so none is too large
 * for our memory or too slow for a proxy, one that fails is asked for again, and a file that lacks its end can't look whole.
 */
@RestController
@RequestMapping("/api/staff/orders/export")
class StaffOrderExportController {

    private static final int PART = 1000;

    /** Where the next part begins; absent from the last one. */
    private static final String NEXT = "X-Next";

    /** By it spreadsheets know that Korean letters are UTF-8. */
    private static final String BYTE_ORDER_MARK = "\uFEFF";

    private static final MediaType CSV = MediaType.parseMediaType("text/csv;charset=UTF-8");

    private final StaffOrders orders;
    private final MessageSource messages;
    private final AuditLog audit;

    StaffOrderExportController(StaffOrders orders, MessageSource messages, AuditLog audit) {
        this.orders = orders;
        this.audit = audit;
        this.messages = messages;
    }

    /** The part behind {@code after}; the first one begins with the names of the columns. */
    @GetMapping
    ResponseEntity<String> export(@AuthenticationPrincipal AccountId staff, Asked asked, Locale locale) {
        OrderList list = orders.search(asked.filter(), asked.newestFirst(), asked.position(), PART);
        // Names and addresses leave the shop.
        audit.record(
                staff,
                AuditAction.ORDERS_EXPORTED,
                Optional.empty(),
                Integer.toString(list.items().size()));
        String lines = list.items().stream().map(order -> lines(order, locale)).collect(Collectors.joining());
        ResponseEntity.BodyBuilder answer = ResponseEntity.ok()
                .contentType(CSV)
                .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"orders.csv\"");
        list.next().map(OrderPosition::toString).ifPresent(next -> answer.header(NEXT, next));
        return answer.body(asked.position().isPresent() ? lines : BYTE_ORDER_MARK + head(locale) + lines);
    }

    private String head(Locale locale) {
        Object[] names = messages.getMessage("export.orders", null, locale).split(",");
        return CsvLine.of(names);
    }

    private static String lines(Order order, Locale locale) {
        return IntStream.range(0, order.lines().size())
                .mapToObj(n -> line(order, order.lines().get(n), n == 0, locale))
                .collect(Collectors.joining());
    }

    /** @param first of its order; it alone says what the whole order costs, so that a column adds up */
    private static String line(Order order, OrderLine line, boolean first, Locale locale) {
        Address address = order.address().orElse(null);
        OrderPrice price = order.price();
        return CsvLine.of(
                order.id(),
                order.placedAt(),
                order.status(),
                order.customer().name(),
                order.customer().email(),
                address == null ? null : address.recipient(),
                address == null ? null : address.street(),
                address == null ? null : address.extra(),
                address == null ? null : address.postalCode(),
                address == null ? null : address.city(),
                address == null ? null : address.country(),
                address == null ? null : address.phone(),
                line.productId(),
                line.name().in(locale),
                line.quantity(),
                line.price(),
                line.price().multiply(BigDecimal.valueOf(line.quantity())),
                first ? price.shipping() : null,
                first ? price.tax() : null,
                first ? price.total() : null);
    }
}

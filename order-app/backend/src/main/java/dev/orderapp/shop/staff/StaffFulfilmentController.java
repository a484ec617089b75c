package dev.orderapp.shop.staff;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.order.OrderItems;
import dev.orderapp.shop.order.Parcel;
import dev.orderapp.shop.order.StaffOrders;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import dev.orderapp.shop.staff.StaffOrderController.StaffOrder;
import java.math.BigDecimal;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;
import org.springframework.http.HttpStatus;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Parcels, cancelled items and refunds. Each answers with the order. */
@RestController
@RequestMapping("/api/staff/orders/{id}")
class StaffFulfilmentController {

    private static final int MAX_REASON = 200;
    private static final BigDecimal MAX_REFUND = new BigDecimal("9999999.99");

    private final StaffOrders orders;

    StaffFulfilmentController(StaffOrders orders) {
        this.orders = orders;
    }

    @PostMapping("/parcels")
    @ResponseStatus(HttpStatus.CREATED)
    StaffOrder send(
            @AuthenticationPrincipal AccountId staff,
            @PathVariable long id,
            @RequestHeader("Idempotency-Key") UUID key,
            @RequestBody ParcelRequest body,
            Locale locale) {
        return StaffOrder.of(orders.sendParcel(id, staff, key, OrderItems.of(body.items()), body.toParcel()), locale);
    }

    @PutMapping("/parcels/{parcel}")
    StaffOrder correct(
            @AuthenticationPrincipal AccountId staff,
            @PathVariable long id,
            @PathVariable long parcel,
            @RequestBody CarrierRequest body,
            Locale locale) {
        return StaffOrder.of(orders.correctParcel(id, staff, parcel, body.toParcel()), locale);
    }

    @PostMapping("/cancellations")
    @ResponseStatus(HttpStatus.CREATED)
    StaffOrder cancel(
            @AuthenticationPrincipal AccountId staff,
            @PathVariable long id,
            @RequestHeader("Idempotency-Key") UUID key,
            @RequestBody CancellationRequest body,
            Locale locale) {
        return StaffOrder.of(
                orders.cancelItems(
                        id,
                        staff,
                        key,
                        OrderItems.of(body.items()),
                        Require.words("reason", body.reason(), 0, MAX_REASON)),
                locale);
    }

    @PostMapping("/refunds")
    @ResponseStatus(HttpStatus.CREATED)
    StaffOrder refund(
            @AuthenticationPrincipal AccountId staff,
            @PathVariable long id,
            @RequestHeader("Idempotency-Key") UUID key,
            @RequestBody RefundRequest body,
            Locale locale) {
        return StaffOrder.of(
                orders.refund(
                        id,
                        staff,
                        key,
                        body.returned(),
                        Boolean.TRUE.equals(body.restock()),
                        body.euros(),
                        Require.words("reason", body.reason(), 0, MAX_REASON)),
                locale);
    }

    /** @param items that travel together */
    record ParcelRequest(String carrier, String trackingNumber, List<OrderItems.Item> items) {

        Parcel toParcel() {
            return new CarrierRequest(carrier, trackingNumber).toParcel();
        }
    }

    record CarrierRequest(String carrier, String trackingNumber) {

        private static final Pattern TRACKING_NUMBER = Pattern.compile("[A-Za-z0-9 -]{1,40}");

        /** @throws InvalidFieldException naming the first field that can't be */
        Parcel toParcel() {
            String number = Require.line("trackingNumber", trackingNumber, 1, 40);
            if (!TRACKING_NUMBER.matcher(number).matches()) {
                throw new InvalidFieldException("trackingNumber", "characters");
            }
            return new Parcel(Require.words("carrier", carrier, 1, 60), number);
        }
    }

    /** @param reason for the customer to read; may be missing */
    record CancellationRequest(List<OrderItems.Item> items, String reason) {}

    /**
     * @param items that came back; may be missing
     * @param restock whether they are sold again; missing is no
     * @param amount in euros
     * @param reason for the customer to read; may be missing
     */
    record RefundRequest(List<OrderItems.Item> items, Boolean restock, BigDecimal amount, String reason) {

        OrderItems returned() {
            return items == null || items.isEmpty() ? OrderItems.NONE : OrderItems.of(items);
        }

        BigDecimal euros() {
            BigDecimal euros = Require.price("amount", amount, MAX_REFUND);
            if (euros.signum() == 0) {
                throw new InvalidFieldException("amount", "not-zero");
            }
            return euros;
        }
    }
}

package dev.orderapp.shop.staff;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.order.Address;
import dev.orderapp.shop.order.CountedOrderList;
import dev.orderapp.shop.order.MoveOutcome;
import dev.orderapp.shop.order.Order;
import dev.orderapp.shop.order.OrderChange;
import dev.orderapp.shop.order.OrderEvent;
import dev.orderapp.shop.order.OrderEventKind;
import dev.orderapp.shop.order.OrderFilter;
import dev.orderapp.shop.order.OrderLine;
import dev.orderapp.shop.order.OrderList;
import dev.orderapp.shop.order.OrderPosition;
import dev.orderapp.shop.order.OrderStatus;
import dev.orderapp.shop.order.Parcel;
import dev.orderapp.shop.order.SentParcel;
import dev.orderapp.shop.order.StaffOrders;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import dev.orderapp.shop.price.OrderPrice;
import dev.orderapp.shop.problem.InvalidFieldException;
import dev.orderapp.shop.problem.Require;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
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
    private static final int MAX_MOVES = 100;
    private static final int MAX_QUERY = 100;

    private final StaffOrders orders;

    StaffOrderController(StaffOrders orders) {
        this.orders = orders;
    }

    /** A part of the orders that fit; see {@link OrderFilter}. */
    @GetMapping
    StaffOrderList list(Asked asked, Locale locale) {
        CountedOrderList found =
                orders.searchAndCount(asked.filter(), asked.newestFirst(), asked.position(), PAGE_SIZE);
        return StaffOrderList.of(found.list(), found.counts(), locale);
    }

    /** The same as pages of the release before ask for it: by a page's number, with an exact count. */
    @GetMapping(params = "page")
    ResultPage<StaffOrder> page(
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
        return StaffOrder.of(orders.move(id, parse(body.status()), body.reasonText(), staff), locale);
    }

    /** Moves several, each for itself, and tells what became of each. */
    @PostMapping("/moves")
    MovesResponse moveAll(@AuthenticationPrincipal AccountId staff, @RequestBody MovesRequest body, Locale locale) {
        return MovesResponse.of(orders.moveAll(body.distinct(), parse(body.status()), staff), locale);
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

    /** @param reason for the customer to read; may be missing */
    record StatusRequest(String status, String reason) {

        String reasonText() {
            return Require.words("reason", reason, 0, 200);
        }
    }

    /**
     * What staff look for.
     *
     * @param query an order's number, or the beginning of a customer's name or e-mail address
     * @param from and {@code until}: days of that zone, both included
     * @param product its id
     * @param sort {@code newest} first, or {@code oldest}
     * @param after what the part before gave as {@code next}
     */
    record Asked(
            String query,
            String status,
            String from,
            String until,
            String zone,
            Long product,
            String sort,
            String after) {

        OrderFilter filter() {
            ZoneId in = Days.zone(text(zone).isEmpty() ? "UTC" : zone);
            return new OrderFilter(
                    Require.line("query", query, 0, MAX_QUERY),
                    text(status).isEmpty() ? Optional.empty() : Optional.of(parse(status)),
                    Days.begin("from", text(from), in),
                    Days.end("until", text(until), in),
                    Optional.ofNullable(product));
        }

        boolean newestFirst() {
            return switch (text(sort)) {
                case "", "newest" -> true;
                case "oldest" -> false;
                default -> throw new InvalidFieldException("sort", "one-of", "newest, oldest");
            };
        }

        Optional<OrderPosition> position() {
            return text(after).isEmpty() ? Optional.empty() : Optional.of(OrderPosition.parse("after", after));
        }

        private static String text(String given) {
            return given == null ? "" : given.strip();
        }
    }

    /**
     * A part of a list of orders.
     *
     * @param next to be sent as {@code after} for the part that follows; null if there is none
     * @param counts how many there are by status
     * @param counted as far as was counted: so many are that many or more
     */
    record StaffOrderList(List<StaffOrder> items, String next, Map<OrderStatus, Long> counts, int counted) {

        static StaffOrderList of(OrderList list, Map<OrderStatus, Long> counts, Locale locale) {
            return new StaffOrderList(
                    list.items().stream()
                            .map(order -> StaffOrder.of(order, locale))
                            .toList(),
                    list.next().map(OrderPosition::toString).orElse(null),
                    counts,
                    StaffOrders.COUNTED);
        }
    }

    record MovesRequest(List<Long> ids, String status) {

        /** @throws InvalidFieldException if there are none, or too many at once */
        List<Long> distinct() {
            List<Long> distinct = ids == null
                    ? List.of()
                    : ids.stream().filter(Objects::nonNull).distinct().toList();
            if (distinct.isEmpty() || distinct.size() > MAX_MOVES) {
                throw new InvalidFieldException("ids", "entries", 1, MAX_MOVES);
            }
            return distinct;
        }
    }

    /** @param moved those that stand where they were to go */
    record MovesResponse(List<StaffOrder> moved, List<Refused> refused) {

        static MovesResponse of(List<MoveOutcome> outcomes, Locale locale) {
            List<StaffOrder> moved = new ArrayList<>();
            List<Refused> refused = new ArrayList<>();
            for (MoveOutcome outcome : outcomes) {
                if (outcome instanceof MoveOutcome.Moved one) {
                    moved.add(StaffOrder.of(one.order(), locale));
                } else if (outcome instanceof MoveOutcome.Refused one) {
                    refused.add(new Refused(one.id(), one.reason().problem().code(), (OrderStatus)
                            one.reason().members().get("orderStatus")));
                }
            }
            return new MovesResponse(moved, refused);
        }
    }

    /**
     * An order that stays where it was.
     *
     * @param problem why, as the last part of a problem's type
     * @param orderStatus where it stands, if that is why; else null
     */
    record Refused(long id, String problem, OrderStatus orderStatus) {}

    /**
     * An order as staff see it.
     *
     * @param items without what was called off of it
     * @param address null if it has none yet
     * @param next what may come next
     * @param partlySent whether a part of it is on its way, and a part is still to be sent
     * @param refunded in euros
     * @param refundable in euros: what can still be given back
     * @param events what happened to it besides its steps
     * @param price what {@code total} is made of
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
            Set<OrderStatus> next,
            boolean partlySent,
            List<StaffParcel> parcels,
            BigDecimal refunded,
            BigDecimal refundable,
            List<Event> events,
            OrderPrice price) {

        static StaffOrder of(Order order, Locale locale) {
            return new StaffOrder(
                    order.id(),
                    order.status(),
                    order.placedAt(),
                    order.total(),
                    order.lines().stream()
                            .map(line -> Line.of(order, line, locale))
                            .toList(),
                    order.address().orElse(null),
                    order.status().beforeShipping(),
                    order.history().stream().map(Change::of).toList(),
                    new Buyer(
                            order.customer().id().value(),
                            order.customer().name(),
                            order.customer().email()),
                    order.next(),
                    order.partlySent(),
                    order.log().parcels().stream()
                            .map(sent -> StaffParcel.of(sent, locale))
                            .toList(),
                    order.log().refunded(),
                    order.refundable(),
                    order.log().events().stream()
                            .map(event -> Event.of(event, locale))
                            .toList(),
                    order.price());
        }
    }

    /**
     * @param sent pieces that are on their way or have arrived
     * @param returned pieces that came back
     */
    record Line(long productId, String name, BigDecimal price, int quantity, int sent, int returned) {

        static Line of(Order order, OrderLine line, Locale locale) {
            return new Line(
                    line.productId(),
                    line.name().in(locale),
                    line.price(),
                    line.quantity(),
                    order.sent(line),
                    order.returned(line));
        }
    }

    /** Pieces of a product that something happened to. */
    record Pieces(long productId, String name, int quantity) {

        static List<Pieces> of(List<OrderLine> lines, Locale locale) {
            return lines.stream()
                    .map(line -> new Pieces(line.productId(), line.name().in(locale), line.quantity()))
                    .toList();
        }
    }

    /** @param carrier and {@code trackingNumber}: null if it was not said with whom it travels */
    record StaffParcel(long id, Instant sentAt, String carrier, String trackingNumber, List<Pieces> items) {

        static StaffParcel of(SentParcel sent, Locale locale) {
            return new StaffParcel(
                    sent.id(),
                    sent.sentAt(),
                    sent.parcel().map(Parcel::carrier).orElse(null),
                    sent.parcel().map(Parcel::trackingNumber).orElse(null),
                    Pieces.of(sent.lines(), locale));
        }
    }

    /**
     * @param who the name of whoever did it
     * @param reason empty if none was given
     * @param items that it happened to
     * @param parcel with whom they travel; null if nothing was said of it
     * @param restocked whether the items are in the stock again
     * @param amount in euros, of a refund; else null
     */
    record Event(
            OrderEventKind kind,
            Instant at,
            Role by,
            String who,
            String reason,
            List<Pieces> items,
            Parcel parcel,
            boolean restocked,
            BigDecimal amount) {

        static Event of(OrderEvent event, Locale locale) {
            return new Event(
                    event.kind(),
                    event.at(),
                    event.by(),
                    event.who(),
                    event.reason(),
                    Pieces.of(event.lines(), locale),
                    event.parcel().orElse(null),
                    event.restocked(),
                    event.amount().orElse(null));
        }
    }

    /**
     * @param who the name of whoever did it
     * @param reason empty if none was given
     */
    record Change(OrderStatus status, Instant at, Role by, String who, String reason) {

        static Change of(OrderChange change) {
            return new Change(change.status(), change.at(), change.by(), change.who(), change.reason());
        }
    }

    record Buyer(long id, String name, String email) {}
}

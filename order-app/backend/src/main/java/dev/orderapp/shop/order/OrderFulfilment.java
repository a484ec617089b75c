package dev.orderapp.shop.order;

import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.outbox.LetterKind;
import dev.orderapp.shop.outbox.Outbox;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.product.Products;
import java.math.BigDecimal;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import java.util.function.Function;
import java.util.function.ToIntFunction;
import org.springframework.stereotype.Service;

/**
 * Sends an order in parcels, calls pieces of it off, and gives money back. Each attempt is done once however often it arrives; of two that want
 * the same pieces, or the same money, the first wins.
 */
@Service
class OrderFulfilment {

    private final Orders orders;
    private final OrderEvents events;
    private final Products products;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Clock clock;

    OrderFulfilment(
            Orders orders,
            OrderEvents events,
            Products products,
            Outbox outbox,
            Transactions transactions,
            Clock clock) {
        this.orders = orders;
        this.events = events;
        this.products = products;
        this.outbox = outbox;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Sends pieces together. With its first parcel an order is on its way.
     *
     * @throws UnknownOrderException if there is none
     * @throws WrongStatusException if it was not confirmed yet, or called off
     * @throws TooManyPiecesException if fewer pieces are still to be sent
     * @throws ProblemException if it has no address
     */
    Order send(long id, UUID key, SortedMap<Long, Integer> pieces, Parcel parcel, Actor by) {
        var draft = OrderEventDraft.of(OrderEventKind.PARCEL_SENT, id, by)
                .attempt(key)
                .pieces(pieces)
                .parcel(parcel);
        return once(draft, LetterKind.PARCEL_SENT, order -> {
            require(
                    order,
                    order.status() == OrderStatus.CONFIRMED || order.status().sent());
            if (order.address().isEmpty()) {
                throw new ProblemException(Problem.ADDRESS_MISSING);
            }
            List<OrderLine> lines = choose(order, pieces, line -> line.quantity() - order.sent(line));
            if (order.status() == OrderStatus.CONFIRMED) {
                orders.move(id, OrderStatus.SHIPPED, clock.instant(), by.withoutReason());
            }
            return lines;
        });
    }

    /**
     * Says with whom a parcel travels, instead of anything said before.
     *
     * @throws UnknownOrderException if there is none
     * @throws ProblemException if the order has no such parcel
     */
    Order correct(long id, long parcel, Parcel said, Actor by) {
        transactions.execute(() -> {
            SentParcel sent = lock(id).log().parcels().stream()
                    .filter(one -> one.id() == parcel)
                    .findFirst()
                    .orElseThrow(() -> new ProblemException(Problem.UNKNOWN_PARCEL, parcel));
            if (!sent.parcel().equals(Optional.of(said))) {
                events.add(
                        OrderEventDraft.of(OrderEventKind.PARCEL_CORRECTED, id, by)
                                .parcel(said)
                                .correcting(parcel),
                        List.of());
            }
            return id;
        });
        return orders.find(id).orElseThrow();
    }

    /**
     * Calls pieces off that were not sent yet, and puts them back into the stock. Whoever calls off all that an order holds calls the order
     * off, which is another step.
     *
     * @throws UnknownOrderException if there is none
     * @throws WrongStatusException if it was called off
     * @throws TooManyPiecesException if fewer pieces are still to be sent
     * @throws ProblemException if nothing would be left of the order
     */
    Order cancel(long id, UUID key, SortedMap<Long, Integer> pieces, Actor by) {
        var draft = OrderEventDraft.of(OrderEventKind.ITEMS_CANCELLED, id, by)
                .attempt(key)
                .pieces(pieces)
                .restocked(true);
        return once(draft, LetterKind.ITEMS_CANCELLED, order -> {
            require(order, order.status() != OrderStatus.CANCELLED);
            List<OrderLine> lines = choose(order, pieces, line -> line.quantity() - order.sent(line));
            if (lines.equals(order.lines())) {
                throw new ProblemException(Problem.NOTHING_LEFT);
            }
            orders.removePieces(id, pieces);
            pieces.forEach(products::putBack);
            return lines;
        });
    }

    /**
     * Gives money back.
     *
     * @param pieces that came back; may be none
     * @param restock whether they are sold again
     * @param amount in euros, more than 0
     * @throws UnknownOrderException if there is none
     * @throws WrongStatusException if nothing of it was sent
     * @throws TooManyPiecesException if fewer pieces were sent and did not come back yet
     * @throws ProblemException if it is more than was paid and not given back yet
     */
    Order refund(long id, UUID key, SortedMap<Long, Integer> pieces, boolean restock, BigDecimal amount, Actor by) {
        var draft = OrderEventDraft.of(OrderEventKind.REFUNDED, id, by)
                .attempt(key)
                .pieces(pieces)
                .restocked(restock)
                .amount(amount);
        return once(draft, LetterKind.REFUNDED, order -> {
            require(order, order.status().sent());
            List<OrderLine> lines = choose(order, pieces, line -> order.sent(line) - order.returned(line));
            if (amount.compareTo(order.refundable()) > 0) {
                throw new ProblemException(
                                Problem.REFUND_TOO_HIGH, order.refundable().toPlainString())
                        .with("available", order.refundable());
            }
            if (restock) {
                pieces.forEach(products::putBack);
            }
            return lines;
        });
    }

    /** @param work does it to the locked order, and says which of its pieces it is about */
    private Order once(OrderEventDraft draft, LetterKind letter, Function<Order, List<OrderLine>> work) {
        long id = draft.order();
        transactions.execute(() -> {
            Order order = lock(id);
            Optional<OrderEvent> before = events.find(
                            id, draft.by().account(), draft.key().orElseThrow())
                    .map(order.log()::event);
            if (before.isEmpty()) {
                long event = events.add(draft, work.apply(order));
                outbox.aboutEvent(letter, id, event);
            } else if (!draft.describes(before.get())) {
                throw new KeyReusedException();
            }
            return id;
        });
        return orders.find(id).orElseThrow();
    }

    private Order lock(long id) {
        orders.lock(id).orElseThrow(() -> new UnknownOrderException(id));
        return orders.find(id).orElseThrow();
    }

    private static void require(Order order, boolean possible) {
        if (!possible) {
            throw new WrongStatusException(order.status());
        }
    }

    /** Those pieces, as lines of the order. Lines stand in the order of their products, in which stock must be locked. */
    private static List<OrderLine> choose(
            Order order, SortedMap<Long, Integer> pieces, ToIntFunction<OrderLine> available) {
        SortedMap<Long, Integer> unknown = new TreeMap<>(pieces);
        List<OrderLine> chosen = order.lines().stream()
                .filter(line -> pieces.containsKey(line.productId()))
                .map(line -> {
                    int wanted = unknown.remove(line.productId());
                    if (wanted > available.applyAsInt(line)) {
                        throw new TooManyPiecesException(line.productId(), Math.max(0, available.applyAsInt(line)));
                    }
                    return new OrderLine(line.productId(), line.name(), line.price(), wanted);
                })
                .toList();
        if (!unknown.isEmpty()) {
            throw new TooManyPiecesException(unknown.firstKey(), 0);
        }
        return chosen;
    }
}

package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.outbox.LetterKind;
import dev.orderapp.shop.outbox.Outbox;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.product.Products;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** Moves orders through their states. Of two who move one at the same time the first wins, and the other is told its status. */
@Service
class OrderLifecycle {

    private final Orders orders;
    private final OrderEvents events;
    private final Products products;
    private final Outbox outbox;
    private final Transactions transactions;
    private final Clock clock;

    OrderLifecycle(
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
     * Calls the customer's order off.
     *
     * @param reason for the shop to read; empty for none
     * @return the order, also if it was called off before
     * @throws UnknownOrderException if it isn't the customer's
     * @throws WrongStatusException if it is on its way
     */
    Order cancel(AccountId customer, long id, String reason) {
        requireOwn(customer, id);
        return move(id, OrderStatus.CANCELLED, new Actor(customer, Role.CUSTOMER, reason));
    }

    /**
     * Moves an order to its next status.
     *
     * @return the order, also if it stood there before
     * @throws UnknownOrderException if there is none
     * @throws WrongStatusException if no order goes there from where it stands
     * @throws ProblemException if it is to be sent and has no address
     */
    Order move(long id, OrderStatus to, Actor by) {
        return change(id, status -> {
            if (status == to) {
                return;
            }
            Order order = orders.find(id).orElseThrow();
            if (!order.next().contains(to)) {
                throw new WrongStatusException(status);
            }
            if (to == OrderStatus.SHIPPED && order.address().isEmpty()) {
                throw new ProblemException(Problem.ADDRESS_MISSING);
            }
            if (to == OrderStatus.SHIPPED) {
                // Whole, and with somebody who may be named later.
                events.add(OrderEventDraft.of(OrderEventKind.PARCEL_SENT, id, by.withoutReason()), order.lines());
            }
            if (to == OrderStatus.CANCELLED) {
                // Lines stand in the order of their products, in which stock must be locked.
                order.lines().forEach(line -> products.putBack(line.productId(), line.quantity()));
            }
            orders.move(id, to, clock.instant().truncatedTo(ChronoUnit.MICROS), by);
            letterAbout(to).ifPresent(kind -> outbox.aboutOrder(kind, id));
        });
    }

    /** The customer is told of what they wait for, and of what they may not have asked for. */
    private static Optional<LetterKind> letterAbout(OrderStatus status) {
        return switch (status) {
            case SHIPPED -> Optional.of(LetterKind.ORDER_SHIPPED);
            case CANCELLED -> Optional.of(LetterKind.ORDER_CANCELLED);
            default -> Optional.empty();
        };
    }

    /**
     * Has the customer's order sent elsewhere.
     *
     * @throws UnknownOrderException if it isn't the customer's
     * @throws WrongStatusException if it is on its way, or called off
     */
    Order changeAddress(AccountId customer, long id, Address address) {
        requireOwn(customer, id);
        return change(id, status -> {
            if (!status.beforeShipping()) {
                throw new WrongStatusException(status);
            }
            if (!orders.find(id).orElseThrow().address().equals(Optional.of(address))) {
                orders.setAddress(id, address);
                events.add(
                        OrderEventDraft.of(OrderEventKind.ADDRESS_CHANGED, id, new Actor(customer, Role.CUSTOMER, "")),
                        List.of());
            }
        });
    }

    private Order change(long id, Consumer<OrderStatus> change) {
        transactions.execute(() -> {
            change.accept(orders.lock(id).orElseThrow(() -> new UnknownOrderException(id)));
            return id;
        });
        return orders.find(id).orElseThrow();
    }

    private void requireOwn(AccountId customer, long id) {
        orders.find(customer, id).orElseThrow(() -> new UnknownOrderException(id));
    }
}

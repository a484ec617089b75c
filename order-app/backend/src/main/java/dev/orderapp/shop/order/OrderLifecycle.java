package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.database.Transactions;
import dev.orderapp.shop.problem.Problem;
import dev.orderapp.shop.problem.ProblemException;
import dev.orderapp.shop.product.Products;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.function.Consumer;
import org.springframework.stereotype.Service;

/** Moves orders through their states. Of two who move one at the same time the first wins, and the other is told its status. */
@Service
class OrderLifecycle {

    private final Orders orders;
    private final Products products;
    private final Transactions transactions;
    private final Clock clock;

    OrderLifecycle(Orders orders, Products products, Transactions transactions, Clock clock) {
        this.orders = orders;
        this.products = products;
        this.transactions = transactions;
        this.clock = clock;
    }

    /**
     * Calls the customer's order off.
     *
     * @return the order, also if it was called off before
     * @throws UnknownOrderException if it isn't the customer's
     * @throws WrongStatusException if it is on its way
     */
    Order cancel(AccountId customer, long id) {
        requireOwn(customer, id);
        return move(id, OrderStatus.CANCELLED, new Actor(customer, Role.CUSTOMER));
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
            if (!status.next().contains(to)) {
                throw new WrongStatusException(status);
            }
            Order order = orders.find(id).orElseThrow();
            if (to == OrderStatus.SHIPPED && order.address().isEmpty()) {
                throw new ProblemException(Problem.ADDRESS_MISSING);
            }
            if (to == OrderStatus.CANCELLED) {
                // Lines stand in the order of their products, in which stock must be locked.
                order.lines().forEach(line -> products.putBack(line.productId(), line.quantity()));
            }
            orders.move(id, to, clock.instant().truncatedTo(ChronoUnit.MICROS), by);
        });
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
            orders.setAddress(id, address);
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

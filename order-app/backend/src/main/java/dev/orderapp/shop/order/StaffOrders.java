package dev.orderapp.shop.order;

import dev.orderapp.shop.account.AccountId;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.paging.PageRequest;
import dev.orderapp.shop.paging.ResultPage;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** What staff do with the orders of all customers. The caller checks that it is staff. */
@Service
public class StaffOrders {

    private final Orders orders;
    private final OrderLifecycle lifecycle;

    StaffOrders(Orders orders, OrderLifecycle lifecycle) {
        this.orders = orders;
        this.lifecycle = lifecycle;
    }

    /** All orders, or those of one status, the newest first. */
    public ResultPage<Order> list(Optional<OrderStatus> status, PageRequest page) {
        return status.map(wanted -> orders.list(wanted, page)).orElseGet(() -> orders.list(page));
    }

    /** @throws UnknownOrderException if there is none */
    public Order get(long id) {
        return orders.find(id).orElseThrow(() -> new UnknownOrderException(id));
    }

    /**
     * Moves an order to its next status.
     *
     * @return the order, also if it stood there before
     * @throws UnknownOrderException if there is none
     * @throws WrongStatusException if no order goes there from where it stands
     * @throws dev.orderapp.shop.problem.ProblemException if it is to be sent and has no address
     */
    public Order move(long id, OrderStatus to, AccountId staff) {
        return lifecycle.move(id, to, new Actor(staff, Role.STAFF));
    }
}

package dev.orderapp.shop.order;

import dev.orderapp.shop.account.CustomerId;
import dev.orderapp.shop.account.Role;
import dev.orderapp.shop.paging.Page;
import dev.orderapp.shop.paging.PageRequest;
import java.util.Optional;
import org.springframework.stereotype.Service;

/** What staff do with everybody's orders. Who may call it is for the caller to see to. */
@Service
public class OrderDesk {

    private final Orders orders;
    private final OrderProgress progress;

    OrderDesk(Orders orders, OrderProgress progress) {
        this.orders = orders;
        this.progress = progress;
    }

    /** All orders, or those of one status, the newest first. */
    public Page<Order> list(Optional<OrderStatus> status, PageRequest page) {
        return status.map(wanted -> orders.list(wanted, page)).orElseGet(() -> orders.list(page));
    }

    /** @throws UnknownOrderException if there is none */
    public Order get(long id) {
        return orders.find(id).orElseThrow(() -> new UnknownOrderException(id));
    }

    /**
     * Moves an order on.
     *
     * @return the order, also if it stood there before
     * @throws UnknownOrderException if there is none
     * @throws WrongStatusException if no order goes there from where it stands
     * @throws dev.orderapp.shop.problem.ProblemException if it is to be sent and has no address
     */
    public Order move(long id, OrderStatus to, CustomerId staff) {
        return progress.move(id, to, new Actor(staff, Role.STAFF));
    }
}
